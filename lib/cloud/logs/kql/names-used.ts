import type { Expression, Step } from './syntax.ts'

/** The names that occur in an expression. */
export function namesIn(expression: Expression, found = new Set<string>()): Set<string> {
  switch (expression.kind) {
    case 'literal':
      break
    case 'name':
      found.add(expression.name)
      break
    case 'member':
    case 'negative':
      namesIn(expression.of, found)
      break
    case 'call':
      for (const arg of expression.args) namesIn(arg, found)
      break
    case 'and':
    case 'or':
      for (const item of expression.items) namesIn(item, found)
      break
    case 'binary':
      namesIn(expression.left, found)
      namesIn(expression.right, found)
      break
    case 'list':
      for (const part of [expression.left, ...expression.items]) namesIn(part, found)
      break
    case 'between':
      for (const part of [expression.left, expression.low, expression.high]) namesIn(part, found)
  }
  return found
}

/** The names of the table's columns that the steps may read; null when all of them are in the result. */
export function namesRead(steps: readonly Step[]): ReadonlySet<string> | null {
  const closing = steps.findIndex(({ kind }) => closingSteps.has(kind))
  if (closing < 0) return null
  const found = new Set<string>()
  for (const step of steps.slice(0, closing + 1)) {
    for (const expression of expressionsOf(step)) namesIn(expression, found)
    if (step.kind === 'project-away') for (const name of step.names) found.add(name)
  }
  return found
}

/** After these no other column is left. */
const closingSteps = new Set<Step['kind']>(['project', 'distinct', 'summarize', 'count'])

function expressionsOf(step: Step): Expression[] {
  switch (step.kind) {
    case 'where':
      return [step.condition]
    case 'project':
    case 'extend':
    case 'distinct':
      return step.items.map((item) => item.expression)
    case 'summarize':
      return [...step.by, ...step.aggregates].map((item) => item.expression)
    case 'sort':
    case 'top':
      return step.keys.map((key) => key.expression)
    default:
      return []
  }
}
