import type { Column, KqlType, Row } from './values.ts'

/** A compiled expression. */
export interface Scalar {
  type: KqlType
  /** True when it is the same for every row. */
  constant: boolean
  evaluate(row: Row): unknown
}

/** What the names in an expression may mean. */
export interface Scope {
  columns: readonly Column[]
  /** Epoch milliseconds of `now()`: one moment for the whole query. */
  now: number
  /** The operator that the expression stands in, for messages. */
  operator: string
}

/** A compiled function of its arguments. */
export interface Computed {
  type: KqlType
  compute(values: readonly unknown[], row: Row): unknown
}

export function constantOf(type: KqlType, value: unknown): Scalar {
  return { type, constant: true, evaluate: () => value }
}

/** Applies a function to arguments; of constants only once. */
export function applied(args: readonly Scalar[], { type, compute }: Computed): Scalar {
  const [first, second] = args
  if (args.every((arg) => arg.constant)) {
    return constantOf(
      type,
      compute(
        args.map((arg) => arg.evaluate([])),
        [],
      ),
    )
  }
  if (args.length === 1 && first) {
    return { type, constant: false, evaluate: (row) => compute([first.evaluate(row)], row) }
  }
  if (args.length === 2 && first && second) {
    return {
      type,
      constant: false,
      evaluate: (row) => compute([first.evaluate(row), second.evaluate(row)], row),
    }
  }
  return {
    type,
    constant: false,
    evaluate: (row) =>
      compute(
        args.map((arg) => arg.evaluate(row)),
        row,
      ),
  }
}
