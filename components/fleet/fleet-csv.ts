import { rowIssuer, rowKey, rowSubject } from '#components/certificates/certificate-facts.ts'
import { statusWord } from '#components/certificates/status-badge.tsx'
import { csvText } from '#lib/base/csv.ts'
import { titlesOf } from './check-titles.ts'
import { rowNames, rowRenewal, rowSerial } from './fleet-facts.ts'
import { rowChecks, tagsOf } from './fleet-filters.ts'
import type { FleetRow } from './fleet-rows.ts'

const columns: readonly (readonly [header: string, cell: (row: FleetRow) => string | null])[] = [
  ['vault', (row) => row.vault],
  ['name', (row) => row.name],
  ['status', (row) => statusWord(row.status)],
  ['enabled', (row) => (row.enabled ? 'yes' : 'no')],
  ['subject', rowSubject],
  ['names', (row) => rowNames(row).join(' ')],
  ['issuer', rowIssuer],
  ['key', rowKey],
  ['serial number', rowSerial],
  ['thumbprint', (row) => row.thumbprint],
  ['not before', (row) => (row.unissued ? null : row.notBefore)],
  ['expires', (row) => (row.unissued ? null : row.expiresOn)],
  ['renewal', rowRenewal],
  [
    'failed checks',
    (row) =>
      titlesOf(rowChecks(row) ?? [])
        .map(({ title }) => title)
        .join('; '),
  ],
  ['tags', (row) => tagsOf(row).join(' ')],
  ['updated', (row) => row.updatedOn],
  // An empty cell must not pass for "has none".
  [
    'details',
    ({ detail }) =>
      detail === null ? 'not read' : detail.ok ? 'read' : `not read: ${detail.failure.title}`,
  ],
]

/** The rows as a file for spreadsheets, in their order; times are UTC, ISO 8601. */
export function fleetCsv(rows: readonly FleetRow[]): string {
  return csvText([
    columns.map(([header]) => header),
    ...rows.map((row) => columns.map(([, cell]) => cell(row) ?? '')),
  ])
}
