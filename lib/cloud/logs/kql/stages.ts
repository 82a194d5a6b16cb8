import { compileCondition } from './compile-scalar.ts'
import { KqlSemanticError } from './errors.ts'
import { columnsOf, compileItems, type Named } from './items.ts'
import { atTheEnd, rowByRow, type Stage, type StageInput } from './pipeline.ts'
import { compileSort } from './sort.ts'
import { compileSummarize } from './summarize.ts'
import type { Item, Step } from './syntax.ts'
import type { Row } from './values.ts'

/** Compiles one operator for the columns that come into it. */
export function compileStage(step: Step, input: StageInput): Stage {
  switch (step.kind) {
    case 'where': {
      const { holds } = compileCondition(step.condition, input)
      return rowByRow(input.columns, (row) => (holds(row) ? row : null))
    }
    case 'project': {
      const items = compileItems(step.items, input)
      return rowByRow(columnsOf(items), (row) => evaluateAll(items, row))
    }
    case 'extend':
      return compileExtend(step.items, input)
    case 'project-away':
      return compileProjectAway(step.names, input)
    case 'summarize':
      return compileSummarize(step.aggregates, step.by, input)
    case 'distinct':
      return compileSummarize([], step.items, input)
    case 'distinct-all':
      return compileSummarize([], input.columns.map(asItem), input)
    case 'sort':
      return compileSort(step.keys, input)
    case 'top':
      return compileSort(step.keys, input, step.count)
    case 'take':
      return compileTake(step.count, input)
    case 'count':
      return compileCount()
  }
}

function asItem({ name }: { name: string }): Item {
  return { name: null, expression: { kind: 'name', name } }
}

function evaluateAll(items: readonly Named[], row: Row): unknown[] {
  return items.map(({ scalar }) => scalar.evaluate(row))
}

/** Columns of the same name are replaced; the new ones stand at the end. */
function compileExtend(items: readonly Item[], input: StageInput): Stage {
  const added = compileItems(items, input)
  const replaced = new Set(added.map(({ name }) => name))
  const kept = indexesOf(input, (name) => !replaced.has(name))
  const columns = [...input.columns.filter(({ name }) => !replaced.has(name)), ...columnsOf(added)]
  return rowByRow(columns, (row) => [
    ...kept.map((index) => row[index]),
    ...evaluateAll(added, row),
  ])
}

function compileProjectAway(names: readonly string[], input: StageInput): Stage {
  for (const name of names) {
    if (input.columns.some((column) => column.name === name)) continue
    throw new KqlSemanticError(
      'SEM0100',
      `'project-away' operator: Failed to resolve column named '${name}'`,
    )
  }
  const kept = indexesOf(input, (name) => !names.includes(name))
  const columns = input.columns.filter(({ name }) => !names.includes(name))
  return rowByRow(columns, (row) => kept.map((index) => row[index]))
}

function indexesOf({ columns }: StageInput, keep: (name: string) => boolean): number[] {
  return columns.flatMap(({ name }, index) => (keep(name) ? [index] : []))
}

function compileTake(count: number, { columns }: StageInput): Stage {
  return {
    columns,
    connect(next) {
      let left = count
      return {
        push(row) {
          if (left <= 0) return false
          left -= 1
          return next.push(row) && left > 0
        },
        end: () => next.end(),
      }
    },
  }
}

function compileCount(): Stage {
  return atTheEnd([{ name: 'Count', type: 'long' }], () => {
    let rows = 0
    return { add: () => void rows++, rows: () => [[rows]] }
  })
}
