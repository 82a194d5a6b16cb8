import type { Budget } from './budget.ts'
import type { Scope } from './scalar.ts'
import type { Column, Row } from './values.ts'

/** Takes rows one after another. */
export interface Sink {
  /** False when no further row can change the result. */
  push(row: Row): boolean
  end(): void
}

/** A compiled step: the columns that it gives, and how it stands between two others. */
export interface Stage {
  columns: readonly Column[]
  connect(next: Sink): Sink
}

/** What a step is compiled with: the columns that come in, and the query's own. */
export interface StageInput extends Scope {
  budget: Budget
}

/** A stage that gives one row, or none, for each. */
export function rowByRow(columns: readonly Column[], change: (row: Row) => Row | null): Stage {
  return {
    columns,
    connect: (next) => ({
      push(row) {
        const changed = change(row)
        return changed === null || next.push(changed)
      },
      end: () => next.end(),
    }),
  }
}

/** A stage that gives its rows when all have come in. */
export function atTheEnd(
  columns: readonly Column[],
  collect: () => { add(row: Row): void; rows(): Iterable<Row> },
): Stage {
  return {
    columns,
    connect(next) {
      const collector = collect()
      return {
        push(row) {
          collector.add(row)
          return true
        },
        end() {
          for (const row of collector.rows()) if (!next.push(row)) break
          next.end()
        },
      }
    },
  }
}
