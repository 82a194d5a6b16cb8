import { KqlSemanticError } from './errors.ts'
import { applied, type Scalar } from './scalar.ts'
import type { Comparison, TextOperator } from './syntax.ts'
import { comparable, compareValues, convert, isText, type KqlType, textOf } from './values.ts'

/** `==`, `<` and the like. A comparison with null is false, but for `!=` with one null. */
export function compileComparison(operator: Comparison, left: Scalar, right: Scalar): Scalar {
  if (!comparable(left.type, right.type)) {
    throw new KqlSemanticError(
      'SEM0064',
      `Cannot compare values of types ${left.type} and ${right.type}. Try adding explicit casts`,
    )
  }
  const [a, b] = [typedLike(left, right.type), typedLike(right, left.type)]
  const test = tests[operator]
  const whenOneIsNull = operator === '!=' || operator === '<>'
  return applied([a, b], {
    type: 'bool',
    compute([x, y]) {
      const nulls = Number(x === null || x === undefined) + Number(y === null || y === undefined)
      if (nulls > 0) return nulls === 1 && whenOneIsNull
      return test(compareValues(x, y))
    },
  })
}

const tests: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** A dynamic in the type of what it is compared with. */
function typedLike(scalar: Scalar, type: KqlType): Scalar {
  if (scalar.type !== 'dynamic') return scalar
  const target = type === 'dynamic' ? 'string' : type
  return applied([scalar], {
    type: target,
    compute: ([value]) => convert(value, 'dynamic', target),
  })
}

/** Operators on text. Without regard to case, but for those with `_cs`. */
export function compileText(operator: TextOperator, left: Scalar, right: Scalar): Scalar {
  const negated = operator.startsWith('!') && operator !== '!~'
  const name = negated ? operator.slice(1) : operator
  const folds = !name.endsWith('_cs')
  const test = textTests[name] ?? textTests['=~']
  const wanted = !negated && operator !== '!~'
  return applied([asText(operator, left, folds), asText(operator, right, folds)], {
    type: 'bool',
    compute: ([text, part]) => test?.(String(text), String(part)) === wanted,
  })
}

function asText(operator: TextOperator, scalar: Scalar, folds: boolean): Scalar {
  const { type } = scalar
  if (!isText(type) && type !== 'dynamic') {
    throw new KqlSemanticError(
      'SEM0025',
      `Operator '${operator}' takes a string, and no ${type}. Try adding tostring()`,
    )
  }
  return applied([scalar], {
    type: 'string',
    compute: ([value]) => (folds ? textOf(value, type).toLowerCase() : textOf(value, type)),
  })
}

const textTests: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  '=~': (text, part) => text === part,
  contains: (text, part) => text.includes(part),
  contains_cs: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  has: hasTerm,
  has_cs: hasTerm,
}

/** Whether the part stands in the text with no letter or digit beside it. */
function hasTerm(text: string, part: string): boolean {
  if (part === '') return true
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const end = at + part.length
    if (!isTermCharacter(text.charAt(at - 1)) && !isTermCharacter(text.charAt(end))) return true
  }
  return false
}

function isTermCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}
