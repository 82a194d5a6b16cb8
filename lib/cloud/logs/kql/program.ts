import { Budget, sizeOf } from './budget.ts'
import { KqlSemanticError } from './errors.ts'
import { namesRead } from './names-used.ts'
import { narrow, testBefore } from './narrow.ts'
import { parseQuery } from './parse-query.ts'
import type { Sink, Stage } from './pipeline.ts'
import { compileStage } from './stages.ts'
import type { Query, Step } from './syntax.ts'
import { type Column, type Row, wireValue } from './values.ts'

/** A column of a table, and how it is read out of a record. */
export interface TableColumn<S> extends Column {
  read(record: S): unknown
  /** True when it says nothing but which resource the record is of. */
  ofResource?: true
}

export interface Table<S> {
  name: string
  columns: readonly TableColumn<S>[]
}

/** @see https://learn.microsoft.com/azure/azure-monitor/service-limits#log-queries-and-language */
export interface QueryLimits {
  rows: number
  /** Characters of text, 8 for every other value and 64 for a row. */
  size: number
}

export const serviceLimits: QueryLimits = { rows: 500_000, size: 64 * 1024 * 1024 }

/** What `sort`, `summarize` and `distinct` may keep. */
const workingSize = 128 * 1024 * 1024

export interface QueryResult {
  columns: readonly Column[]
  /** As the wire shows them. */
  rows: unknown[][]
  /** Which limit ended the result early; null when it is whole. */
  exceeded: 'rows' | 'size' | null
}

/** A query ready to be fed with the records of its table, by time. */
export interface Program<S> {
  table: string
  /** Epoch milliseconds, both included: other records need not come. */
  from: number
  to: number
  newestFirst: boolean
  /** False when no record of the resource can be in the result. */
  concerns(record: S): boolean
  /** False when the result is complete. */
  push(record: S): boolean
  end(): QueryResult
}

/**
 * Compiles a query.
 * @throws KqlSyntaxError, KqlSemanticError; while it runs KqlRunawayError
 */
export function compileQuery<S>(
  text: string,
  options: { tables: readonly Table<S>[]; now: Date; limits?: QueryLimits },
): Program<S> {
  const query = parseQuery(text)
  const table = findTable(query, options.tables)
  const now = options.now.getTime()
  const { steps, ...range } = narrow(query.steps, now)
  const read = namesRead(steps)
  const source = read ? table.columns.filter(({ name }) => read.has(name)) : table.columns
  const stages = compileStages(steps, source, now)
  const columns = stages.at(-1)?.columns ?? source
  const result = new ResultSink(columns, options.limits ?? serviceLimits)
  const first = stages.reduceRight<Sink>((next, stage) => stage.connect(next), result)
  const known = table.columns.filter(({ ofResource }) => ofResource)
  const isWanted = testBefore(query.steps, known, now)
  return {
    table: table.name,
    ...range,
    concerns: (record) => isWanted(known.map((column) => column.read(record))),
    push: (record) => first.push(source.map((column) => column.read(record))),
    end() {
      first.end()
      return result.finish()
    },
  }
}

function findTable<S>(query: Query, tables: readonly Table<S>[]): Table<S> {
  const table = tables.find(({ name }) => name === query.table)
  if (table) return table
  const operator = query.steps[0]?.kind
  throw new KqlSemanticError(
    'SEM0100',
    `${operator ? `'${operator}' operator: ` : ''}Failed to resolve table or column expression ` +
      `named '${query.table}'`,
  )
}

function compileStages(steps: readonly Step[], source: readonly Column[], now: number): Stage[] {
  const budget = new Budget(workingSize)
  let columns: readonly Column[] = source.map(({ name, type }) => ({ name, type }))
  return steps.map((step) => {
    const stage = compileStage(step, { columns, now, budget, operator: step.kind })
    columns = stage.columns
    return stage
  })
}

class ResultSink implements Sink {
  readonly #columns: readonly Column[]
  readonly #limits: QueryLimits
  readonly #rows: unknown[][] = []
  #size = 0
  #exceeded: QueryResult['exceeded'] = null

  constructor(columns: readonly Column[], limits: QueryLimits) {
    this.#columns = columns
    this.#limits = limits
  }

  push(row: Row): boolean {
    const shown = this.#columns.map(({ type }, at) => wireValue(row[at], type))
    this.#size += sizeOf(shown)
    if (this.#rows.length >= this.#limits.rows) this.#exceeded = 'rows'
    else if (this.#size > this.#limits.size) this.#exceeded = 'size'
    if (this.#exceeded) return false
    this.#rows.push(shown)
    return true
  }

  end(): void {
    // The rows are there already.
  }

  finish(): QueryResult {
    const columns = this.#columns.map(({ name, type }) => ({ name, type }))
    return { columns, rows: this.#rows, exceeded: this.#exceeded }
  }
}
