import type { Place } from './errors.ts'
import type { KqlType } from './values.ts'

/** A scalar expression as it was written. */
export type Expression =
  | { kind: 'literal'; type: KqlType; value: unknown }
  | { kind: 'name'; name: string }
  | { kind: 'member'; of: Expression; key: string | number }
  | { kind: 'call'; name: string; args: readonly Expression[]; place: Place }
  | { kind: 'negative'; of: Expression }
  | { kind: 'and' | 'or'; items: readonly Expression[] }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'list'; operator: ListOperator; left: Expression; items: readonly Expression[] }
  | { kind: 'between'; negated: boolean; left: Expression; low: Expression; high: Expression }

export const comparisons = ['==', '!=', '<>', '<', '<=', '>', '>='] as const
export const arithmetic = ['+', '-', '*', '/'] as const
export const textOperators = [
  '=~',
  '!~',
  'has',
  '!has',
  'has_cs',
  '!has_cs',
  'contains',
  '!contains',
  'contains_cs',
  '!contains_cs',
  'startswith',
  '!startswith',
  'endswith',
  '!endswith',
] as const
export const listOperators = ['in', '!in', 'in~', '!in~', 'has_any'] as const

export type Comparison = (typeof comparisons)[number]
export type Arithmetic = (typeof arithmetic)[number]
export type TextOperator = (typeof textOperators)[number]
export type ListOperator = (typeof listOperators)[number]
export type BinaryOperator = Comparison | Arithmetic | TextOperator

/** An expression of a list, with the name that it was given. */
export interface Item {
  name: string | null
  expression: Expression
}

export interface SortKey {
  expression: Expression
  descending: boolean
  nullsFirst: boolean
}

/** One step of the pipeline. */
export type Step =
  | { kind: 'where'; condition: Expression }
  | { kind: 'project' | 'extend' | 'distinct'; items: readonly Item[] }
  | { kind: 'distinct-all' }
  | { kind: 'project-away'; names: readonly string[] }
  | { kind: 'summarize'; aggregates: readonly Item[]; by: readonly Item[] }
  | { kind: 'sort'; keys: readonly SortKey[] }
  | { kind: 'take'; count: number }
  | { kind: 'top'; count: number; keys: readonly SortKey[] }
  | { kind: 'count' }

export interface Query {
  table: string
  steps: readonly Step[]
}
