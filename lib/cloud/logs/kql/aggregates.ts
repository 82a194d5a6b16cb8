import { compileScalar } from './compile-scalar.ts'
import { KqlSemanticError } from './errors.ts'
import { nameOf } from './items.ts'
import type { StageInput } from './pipeline.ts'
import type { Scalar } from './scalar.ts'
import type { Expression } from './syntax.ts'
import { compareValues, isNumeric, type KqlType, type Row } from './values.ts'

/** What `summarize` keeps of the rows of one group. */
export interface AggregateState {
  add(row: Row): void
  result(): unknown
}

export interface Aggregate {
  /** Of the column, unless the query names it. */
  name: string
  type: KqlType
  begin(): AggregateState
}

type Compile = (arg: Scalar, input: StageInput) => Pick<Aggregate, 'type' | 'begin'>

/** @see https://learn.microsoft.com/kusto/query/aggregation-functions */
export function compileAggregate(expression: Expression, input: StageInput): Aggregate {
  const name = expression.kind === 'call' ? expression.name : ''
  const compile = aggregates.get(name)
  if (expression.kind !== 'call' || (name !== 'count' && !compile)) {
    throw new KqlSemanticError(
      'SEM0104',
      `'summarize' operator: expects aggregation functions, and '${name}' is none`,
    )
  }
  const [arg] = expression.args
  if (!compile || !arg || expression.args.length !== 1) {
    if (name === 'count' && !arg) return { name: 'count_', type: 'long', begin: count }
    throw new KqlSemanticError('SEM0219', `${name}(): function expects 1 argument(s).`)
  }
  const scalar = compileScalar(arg, input)
  const suffix = name === 'countif' ? '' : (nameOf(arg) ?? '')
  return { name: `${name}_${suffix}`, ...compile(scalar, input) }
}

function count(): AggregateState {
  let rows = 0
  return { add: () => void rows++, result: () => rows }
}

const aggregates = new Map<string, Compile>(
  Object.entries({
    countif: countIf,
    dcount: countDistinct,
    min: (arg: Scalar) => extreme(arg, (order) => order < 0),
    max: (arg: Scalar) => extreme(arg, (order) => order > 0),
    sum: (arg: Scalar) => total('sum', arg, (sum) => sum),
    avg: (arg: Scalar) => total('avg', arg, (sum, number) => (number === 0 ? null : sum / number)),
  }),
)

function countIf(arg: Scalar) {
  if (arg.type !== 'bool') throw unfit('countif', arg)
  const begin = (): AggregateState => {
    let rows = 0
    return {
      add(row) {
        if (arg.evaluate(row) === true) rows++
      },
      result: () => rows,
    }
  }
  return { type: 'long' as const, begin }
}

/** Exact, where the service estimates. */
function countDistinct(arg: Scalar, { budget }: StageInput) {
  const begin = (): AggregateState => {
    const seen = new Set<string>()
    return {
      add(row) {
        const value = arg.evaluate(row) ?? null
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        if (seen.has(text)) return
        budget.keep([text])
        seen.add(text)
      },
      result: () => seen.size,
    }
  }
  return { type: 'long' as const, begin }
}

function extreme(arg: Scalar, isBetter: (order: number) => boolean) {
  const begin = (): AggregateState => {
    let best: unknown = null
    return {
      add(row) {
        const value = arg.evaluate(row) ?? null
        if (value !== null && (best === null || isBetter(compareValues(value, best)))) best = value
      },
      result: () => best,
    }
  }
  return { type: arg.type, begin }
}

function total(name: string, arg: Scalar, finish: (sum: number, number: number) => number | null) {
  if (!isNumeric(arg.type) && arg.type !== 'timespan') throw unfit(name, arg)
  const begin = (): AggregateState => {
    let sum = 0
    let number = 0
    return {
      add(row) {
        const value = arg.evaluate(row)
        if (typeof value !== 'number') return
        sum += value
        number++
      },
      result: () => finish(sum, number),
    }
  }
  const isWhole = name === 'sum' && arg.type !== 'real' && arg.type !== 'timespan'
  const type: KqlType = arg.type === 'timespan' ? 'timespan' : isWhole ? 'long' : 'real'
  return { type, begin }
}

function unfit(name: string, arg: Scalar): KqlSemanticError {
  return new KqlSemanticError('SEM0236', `${name}(): cannot take a value of type ${arg.type}`)
}
