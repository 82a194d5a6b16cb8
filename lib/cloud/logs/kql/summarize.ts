import { compileAggregate } from './aggregates.ts'
import { columnsOf, compileItems, unique } from './items.ts'
import { atTheEnd, type Stage, type StageInput } from './pipeline.ts'
import type { Item } from './syntax.ts'
import type { Row } from './values.ts'

/**
 * Groups rows and counts in each group. The columns are those of `by`, then the aggregates. Without
 * `by` there is one row even of nothing.
 */
export function compileSummarize(
  aggregates: readonly Item[],
  by: readonly Item[],
  input: StageInput,
): Stage {
  const keys = compileItems(by, input)
  const taken = new Set(keys.map(({ name }) => name))
  const measures = aggregates.map(({ name, expression }) => {
    const aggregate = compileAggregate(expression, input)
    return { ...aggregate, name: unique(name ?? aggregate.name, taken) }
  })
  const columns = [...columnsOf(keys), ...measures.map(({ name, type }) => ({ name, type }))]
  return atTheEnd(columns, () => {
    const groups = new Map<string, { key: Row; states: ReturnType<typeof begin> }>()
    const begin = () => measures.map((measure) => measure.begin())
    if (keys.length === 0) groups.set('[]', { key: [], states: begin() })
    return {
      add(row) {
        const key = keys.map(({ scalar }) => scalar.evaluate(row) ?? null)
        const name = JSON.stringify(key)
        let group = groups.get(name)
        if (!group) {
          input.budget.keep([name, ...key])
          group = { key, states: begin() }
          groups.set(name, group)
        }
        for (const state of group.states) state.add(row)
      },
      *rows() {
        for (const { key, states } of groups.values()) {
          yield [...key, ...states.map((state) => state.result())]
        }
      },
    }
  })
}
