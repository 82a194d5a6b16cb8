import type { AuditLine } from '../audit.ts'
import type { TableColumn } from '../kql/program.ts'

/** A column of one of the two tables that the records of vaults are read as. */
export type LogColumn = TableColumn<AuditLine>

/** A text; absent is empty. */
export function textColumn(name: string, read: (line: AuditLine) => unknown): LogColumn {
  return { name, type: 'string', read: (line) => asText(read(line)) }
}

/** Any JSON; absent is null. */
export function dynamicColumn(name: string, read: (line: AuditLine) => unknown): LogColumn {
  return { name, type: 'dynamic', read: (line) => read(line) ?? null }
}

export function boolColumn(name: string, read: (line: AuditLine) => unknown): LogColumn {
  return {
    name,
    type: 'bool',
    read(line) {
      const value = read(line)
      return typeof value === 'boolean' ? value : null
    },
  }
}

export function numberColumn(
  name: string,
  type: 'int' | 'long' | 'real',
  read: (line: AuditLine) => unknown,
): LogColumn {
  return {
    name,
    type,
    read(line) {
      const value = Number(read(line) ?? Number.NaN)
      return Number.isFinite(value) ? value : null
    },
  }
}

export const timeGenerated: LogColumn = {
  name: 'TimeGenerated',
  type: 'datetime',
  read: (line) => Date.parse(line.time),
}

/** Reads a member of `properties`. */
export function property(name: string): (line: AuditLine) => unknown {
  return (line) => line.properties[name]
}

/** Part of the resource's ARM id, counted from 1: the subscription is 2, the group 4, the vault 8. */
export function resourcePart(name: string, at: number, change = (text: string) => text): LogColumn {
  return {
    name,
    type: 'string',
    ofResource: true,
    read: (line) => change(line.resourceId.split('/')[at] ?? ''),
  }
}

/** `_ResourceId` is written in lower case, whatever the record says. */
export const lowerResourceId: LogColumn = {
  name: '_ResourceId',
  type: 'string',
  ofResource: true,
  read: (line) => line.resourceId.toLowerCase(),
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
