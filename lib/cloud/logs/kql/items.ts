import { compileScalar } from './compile-scalar.ts'
import { KqlSemanticError } from './errors.ts'
import type { Scalar, Scope } from './scalar.ts'
import type { Expression, Item } from './syntax.ts'
import type { Column } from './values.ts'

/** An expression with the name that its column gets. */
export interface Named {
  name: string
  scalar: Scalar
}

/** Functions whose column is called like their argument. */
const transparent = new Set([
  'bin',
  'floor',
  'tostring',
  'toint',
  'tolong',
  'toreal',
  'todouble',
  'tobool',
  'todatetime',
])

/** Compiles the items of a list; those without a name get one as the service gives it. */
export function compileItems(items: readonly Item[], scope: Scope): Named[] {
  const taken = new Set<string>()
  return items.map(({ name, expression }, at) => {
    const wanted = name ?? nameOf(expression) ?? `Column${at + 1}`
    if (name !== null && taken.has(name)) {
      throw new KqlSemanticError(
        'SEM0203',
        `'${scope.operator}' operator: a column named '${name}' is given twice`,
      )
    }
    return { name: unique(wanted, taken), scalar: compileScalar(expression, scope) }
  })
}

export function columnsOf(items: readonly Named[]): Column[] {
  return items.map(({ name, scalar }) => ({ name, type: scalar.type }))
}

/** Adds a number to a name that is taken, and takes it. */
export function unique(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let number = 1; taken.has(name); number++) name = `${wanted}${number}`
  taken.add(name)
  return name
}

/** `a.b.c` is called a_b_c; null where an expression lends no name. */
export function nameOf(expression: Expression): string | null {
  switch (expression.kind) {
    case 'name':
      return expression.name
    case 'member': {
      const parent = nameOf(expression.of)
      return parent === null ? null : `${parent}_${expression.key}`
    }
    case 'call': {
      const [first] = expression.args
      return first && transparent.has(expression.name) ? nameOf(first) : null
    }
    default:
      return null
  }
}
