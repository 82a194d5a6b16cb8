import { KqlSemanticError } from './errors.ts'
import { applied, type Scalar } from './scalar.ts'
import type { Arithmetic } from './syntax.ts'
import { isNumeric, type KqlType } from './values.ts'

/** Numbers with numbers, times with lengths of time. Anything with null is null. */
export function compileArithmetic(operator: Arithmetic, left: Scalar, right: Scalar): Scalar {
  const type = resultType(operator, left.type, right.type)
  if (type === null) {
    throw new KqlSemanticError(
      'SEM0024',
      `Operator '${operator}' cannot take values of types ${left.type} and ${right.type}`,
    )
  }
  const calculate = calculations[operator]
  return applied([left, right], {
    type,
    compute([a, b]) {
      if (typeof a !== 'number' || typeof b !== 'number') return null
      const value = calculate(a, b)
      if (!Number.isFinite(value)) return null
      return type === 'long' || type === 'int' ? Math.trunc(value) : value
    },
  })
}

export function negate(of: Scalar): Scalar {
  if (!isNumeric(of.type) && of.type !== 'timespan') {
    throw new KqlSemanticError('SEM0024', `Operator '-' cannot take a value of type ${of.type}`)
  }
  return applied([of], {
    type: of.type,
    compute: ([value]) => (typeof value === 'number' ? -value : null),
  })
}

const calculations: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function resultType(operator: Arithmetic, a: KqlType, b: KqlType): KqlType | null {
  if (isNumeric(a) && isNumeric(b)) return a === 'real' || b === 'real' ? 'real' : 'long'
  switch (operator) {
    case '+':
      if (a === 'timespan' && (b === 'timespan' || b === 'datetime')) return b
      return a === 'datetime' && b === 'timespan' ? 'datetime' : null
    case '-':
      if (a === 'datetime' && b === 'datetime') return 'timespan'
      return (a === 'datetime' || a === 'timespan') && b === 'timespan' ? a : null
    case '*':
      return (a === 'timespan' && isNumeric(b)) || (isNumeric(a) && b === 'timespan')
        ? 'timespan'
        : null
    case '/':
      if (a === 'timespan' && b === 'timespan') return 'real'
      return a === 'timespan' && isNumeric(b) ? 'timespan' : null
  }
}
