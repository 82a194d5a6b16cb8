import { formatTimespan } from './timespan.ts'

/**
 * Types of columns and expressions. In memory a datetime is a number of epoch milliseconds, a timespan
 * one of milliseconds, a string is never null, and a dynamic is what JSON gives.
 * @see https://learn.microsoft.com/kusto/query/scalar-data-types
 */
export type KqlType =
  | 'bool'
  | 'datetime'
  | 'timespan'
  | 'dynamic'
  | 'int'
  | 'long'
  | 'real'
  | 'string'
  | 'guid'

export type Row = readonly unknown[]

export interface Column {
  name: string
  type: KqlType
}

export function isNumeric(type: KqlType): boolean {
  return type === 'int' || type === 'long' || type === 'real'
}

export function isText(type: KqlType): boolean {
  return type === 'string' || type === 'guid'
}

/** Types whose values can be compared with one another. A dynamic takes the type of the other side. */
export function comparable(a: KqlType, b: KqlType): boolean {
  if (a === b || a === 'dynamic' || b === 'dynamic') return true
  return (isNumeric(a) && isNumeric(b)) || (isText(a) && isText(b))
}

/** `tostring()`: null is the empty string. */
export function textOf(value: unknown, type: KqlType): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    if (type === 'datetime') return timeText(value)
    if (type === 'timespan') return formatTimespan(value)
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** ISO 8601 with the seven decimals of .NET. */
function timeText(ms: number): string {
  return isTime(ms) ? new Date(ms).toISOString().replace('Z', '0000Z') : ''
}

/** What {@link Date} can show: a shift by an absurd timespan leaves it. */
export function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8_640_000_000_000_000
}

/** A value as one of another type, as the conversion functions do; null when it is none. */
export function convert(value: unknown, from: KqlType, to: KqlType): unknown {
  if (to === 'string' || to === 'guid') return textOf(value, from)
  if (value === null || value === undefined) return null
  if (from === to || to === 'dynamic') return value
  switch (to) {
    case 'bool':
      return toBool(value)
    case 'datetime':
      return typeof value === 'string' ? parseTime(value) : from === 'dynamic' ? null : value
    case 'timespan':
      return from === 'dynamic' || typeof value === 'string' ? null : value
    default:
      return toNumber(value, to)
  }
}

function toBool(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (value === 'true' || value === '1') return true
  return value === 'false' || value === '0' ? false : null
}

function toNumber(value: unknown, to: 'int' | 'long' | 'real'): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return null
  return to === 'real' ? number : Math.trunc(number)
}

/** Epoch milliseconds of an ISO 8601 date or time, UTC unless it says otherwise; null for others. */
export function parseTime(text: string): number | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,7})?)?\s*(Z|[+-]\d{2}:\d{2})?$/i.exec(
      text.trim(),
    )
  if (!match) return null
  const [, date, minutes = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match
  const ms = Date.parse(`${date}T${minutes}${seconds}${fraction.slice(0, 4)}${zone.toUpperCase()}`)
  return Number.isNaN(ms) ? null : ms
}

/** Order of two values of one type, neither null. Text by code unit, without regard to language. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  const [x, y] = [String(a), String(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** A value as the answer of a query shows it. A dynamic is JSON in a string. */
export function wireValue(value: unknown, type: KqlType): unknown {
  if (value === null || value === undefined) return null
  if (type === 'dynamic') return typeof value === 'string' ? value : JSON.stringify(value)
  if (typeof value !== 'number') return value
  if (type === 'datetime') return isTime(value) ? new Date(value).toISOString() : null
  return type === 'timespan' ? formatTimespan(value) : value
}
