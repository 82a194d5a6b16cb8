import { compileCondition, compileScalar } from './compile-scalar.ts'
import { namesIn } from './names-used.ts'
import type { Scope } from './scalar.ts'
import type { Expression, Step } from './syntax.ts'
import type { Column } from './values.ts'

/** The column whose range a table is read by. */
export const timeColumn = 'TimeGenerated'

/** What a query says of its rows before any of them is read. It is tested again row by row. */
export interface Narrowing {
  /** Epoch milliseconds, both included. */
  from: number
  to: number
  /** The rows are wanted by time, the newest first; oldest first otherwise. */
  newestFirst: boolean
  /** The steps that are left when rows come in that order. */
  steps: readonly Step[]
}

/** Reads the time range and the order out of the first steps. */
export function narrow(steps: readonly Step[], now: number): Narrowing {
  const range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  for (const conjunct of firstConditions(steps)) {
    const bound = timeBound(conjunct, now)
    if (!bound) continue
    range.from = Math.max(range.from, bound.from)
    range.to = Math.min(range.to, bound.to)
  }
  return { ...range, ...orderOf(steps) }
}

/** A test of the columns of a row that are known beforehand, made of the conditions on them alone. */
export function testBefore(
  steps: readonly Step[],
  columns: readonly Column[],
  now: number,
): ReturnType<typeof compileCondition>['holds'] {
  const names = new Set(columns.map(({ name }) => name))
  const scope: Scope = { columns, now, operator: 'where' }
  const tests = firstConditions(steps)
    .filter((condition) => [...namesIn(condition)].every((name) => names.has(name)))
    .map((condition) => compileCondition(condition, scope))
  return (row) => tests.every((test) => test.holds(row))
}

/** Conditions that every row must meet, of the `where` steps at the beginning. */
function firstConditions(steps: readonly Step[]): Expression[] {
  return steps
    .slice(0, leadingWheres(steps))
    .flatMap((step) => (step.kind === 'where' ? conjunctsOf(step.condition) : []))
}

function leadingWheres(steps: readonly Step[]): number {
  const other = steps.findIndex(({ kind }) => kind !== 'where')
  return other < 0 ? steps.length : other
}

function conjunctsOf(condition: Expression): Expression[] {
  return condition.kind === 'and' ? condition.items.flatMap(conjunctsOf) : [condition]
}

function timeBound(condition: Expression, now: number): { from: number; to: number } | null {
  if (condition.kind === 'between' && !condition.negated && isTime(condition.left)) {
    return span(timeOf(condition.low, now), timeOf(condition.high, now))
  }
  if (condition.kind !== 'binary') return null
  const [column, other, operator] = isTime(condition.left)
    ? [condition.left, condition.right, condition.operator]
    : [condition.right, condition.left, mirrored.get(condition.operator) ?? condition.operator]
  if (!isTime(column)) return null
  const time = timeOf(other, now)
  if (time === null) return null
  switch (operator) {
    case '<':
    case '<=':
      return span(null, time)
    case '>':
    case '>=':
      return span(time, null)
    case '==':
      return span(time, time)
    default:
      return null
  }
}

const mirrored = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
])

function span(from: number | null, to: number | null) {
  return { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY }
}

function isTime(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === timeColumn
}

/** The moment that an expression without columns means. */
function timeOf(expression: Expression, now: number): number | null {
  if (namesIn(expression).size > 0) return null
  const { type, evaluate } = compileScalar(expression, { columns: [], now, operator: 'where' })
  const value = evaluate([])
  return type === 'datetime' && typeof value === 'number' ? value : null
}

/** A sort by time right after the conditions is left to whoever reads the table. */
function orderOf(steps: readonly Step[]): { newestFirst: boolean; steps: readonly Step[] } {
  const at = leadingWheres(steps)
  const step = steps[at]
  if (step?.kind !== 'sort' && step?.kind !== 'top') return { newestFirst: false, steps }
  const [key, ...more] = step.keys
  if (!key || more.length > 0 || !isTime(key.expression)) return { newestFirst: false, steps }
  const rest: Step[] = step.kind === 'top' ? [{ kind: 'take', count: step.count }] : []
  return {
    newestFirst: key.descending,
    steps: [...steps.slice(0, at), ...rest, ...steps.slice(at + 1)],
  }
}
