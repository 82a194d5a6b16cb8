import { compareKeys } from './data-table-rules.ts'

/** The order of values, worked out once: putting rows in it is then one pass in either direction. */
export interface Ranks {
  sorted<Row>(rows: readonly Row[], desc: boolean): Row[]
}

/**
 * Ranks of sort keys, by place. Equal keys keep the order in which they came, absent ones stand last in
 * both directions. Only distinct keys are compared, so ten thousand rows of seven states cost seven.
 */
export function ranksOf(keys: readonly (string | number | undefined)[]): Ranks {
  const places = new Map<string | number, number>()
  for (const key of keys) if (key !== undefined) places.set(key, 0)
  const distinct = inOrder([...places.keys()])
  distinct.forEach((key, rank) => {
    places.set(key, rank)
  })
  const absent = distinct.length
  const ranks = Int32Array.from(keys, (key) =>
    key === undefined ? absent : (places.get(key) ?? absent),
  )
  return {
    sorted(rows, desc) {
      // A counting sort: where each rank begins, then each row to its place.
      const bucketOf = (rank: number) => (desc && rank < absent ? absent - 1 - rank : rank)
      const next = new Int32Array(absent + 2)
      for (const rank of ranks) add(next, bucketOf(rank) + 1)
      for (let bucket = 1; bucket < next.length; bucket++) {
        next[bucket] = at(next, bucket) + at(next, bucket - 1)
      }
      const sorted = rows.slice()
      rows.forEach((row, place) => {
        sorted[add(next, bucketOf(at(ranks, place)))] = row
      })
      return sorted
    },
  }
}

function inOrder(keys: (string | number)[]): (string | number)[] {
  if (keys.every((key) => typeof key === 'number')) return [...Float64Array.from(keys).sort()]
  // Without a comparison of ours the browser orders texts by itself, as `<` does, ten times as fast.
  if (keys.every((key) => typeof key === 'string')) return keys.sort()
  return keys.sort(compareKeys)
}

function at(numbers: Int32Array, place: number): number {
  return numbers[place] ?? 0
}

/** Adds one; returns the number before. */
function add(numbers: Int32Array, place: number): number {
  const before = at(numbers, place)
  numbers[place] = before + 1
  return before
}
