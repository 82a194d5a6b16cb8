import { compileScalar } from './compile-scalar.ts'
import { KqlSemanticError } from './errors.ts'
import { atTheEnd, type Stage, type StageInput } from './pipeline.ts'
import type { SortKey } from './syntax.ts'
import { compareValues, type Row } from './values.ts'

/** So many rows need no budget. */
const fewRows = 10_000

/** Sorts by the keys, rows alike in their order; with a limit only that many rows are kept. */
export function compileSort(
  keys: readonly SortKey[],
  input: StageInput,
  limit = Number.POSITIVE_INFINITY,
): Stage {
  const order = orderOf(keys, input)
  return atTheEnd(input.columns, () => {
    let rows: Row[] = []
    // Sorted and cut now and then, so that the best of many need room for twice their number at most.
    const roomy = Math.max(limit * 2, 1_000)
    return {
      add(row) {
        if (limit > fewRows) input.budget.keep(row)
        rows.push(row)
        if (rows.length >= roomy) rows = rows.sort(order).slice(0, limit)
      },
      rows: () => rows.sort(order).slice(0, limit),
    }
  })
}

function orderOf(keys: readonly SortKey[], input: StageInput): (a: Row, b: Row) => number {
  const parts = keys.map(({ expression, descending, nullsFirst }) => {
    const scalar = compileScalar(expression, input)
    if (scalar.type === 'dynamic') {
      throw new KqlSemanticError(
        'SEM0067',
        `'${input.operator}' operator: key can't be of dynamic type. Try adding tostring()`,
      )
    }
    return { evaluate: scalar.evaluate, sign: descending ? -1 : 1, nulls: nullsFirst ? -1 : 1 }
  })
  return (a, b) => {
    for (const { evaluate, sign, nulls } of parts) {
      const [x, y] = [evaluate(a) ?? null, evaluate(b) ?? null]
      if (x === null || y === null) {
        if (x === y) continue
        return x === null ? nulls : -nulls
      }
      const order = compareValues(x, y)
      if (order !== 0) return order * sign
    }
    return 0
  }
}
