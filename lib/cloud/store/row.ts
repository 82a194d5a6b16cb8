import type { SQLOutputValue } from 'node:sqlite'
import { invariant } from '#lib/base/invariant.ts'

/** A row as node:sqlite returns it. The readers below give its columns their types. */
export type Row = Record<string, SQLOutputValue>

/** The column as text. Throws when it is anything else: the schema and the code disagree. */
export function text(row: Row, column: string): string {
  const value = row[column]
  invariant(typeof value === 'string', `column ${column} is text`)
  return value
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

/** The column as a number. Integers above 2^53 do not occur in our tables. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  invariant(typeof value === 'number', `column ${column} is a number`)
  return value
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column)
}

/** The column as a boolean, kept as 0 or 1. */
export function flag(row: Row, column: string): boolean {
  return integer(row, column) !== 0
}

export function flagOrNull(row: Row, column: string): boolean | null {
  return row[column] === null ? null : flag(row, column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  invariant(value instanceof Uint8Array, `column ${column} is bytes`)
  return value
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytes(row, column)
}
