'use client'

import Download from 'lucide-react/icons/download'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { ModelTable } from '#components/ui/data-table.tsx'
import { useTableModel } from '#components/ui/data-table-model.ts'
import type { TableState } from '#components/ui/data-table-types.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TableToolbar } from '#components/ui/table-toolbar.tsx'
import { useLatch } from '#components/ui/use-latch.ts'
import { fleetColumns } from './fleet-columns.tsx'
import { FleetFilterBar } from './fleet-filter-bar.tsx'
import {
  asksForDetails,
  type FleetFilters,
  filterOf,
  readFilters,
  searchedFor,
} from './fleet-filters.ts'
import type { FleetRow } from './fleet-rows.ts'
import { useFleet, useScan } from './use-fleet.ts'
import { ViewsMenu } from './views-menu.tsx'

const FleetSelection = dynamic(
  () => import('./fleet-selection.tsx').then((module) => module.FleetSelection),
  { ssr: false },
)
const EmptyFleet = dynamic(() => import('./empty-fleet.tsx').then((module) => module.EmptyFleet), {
  loading: () => null,
})
const FleetFailures = dynamic(
  () => import('./fleet-failures.tsx').then((module) => module.FleetFailures),
  { loading: () => null },
)
const DetailsNotice = dynamic(
  () => import('./details-notice.tsx').then((module) => module.DetailsNotice),
  { loading: () => null },
)

const ExportDialog = dynamic(
  () => import('./export-dialog.tsx').then((module) => module.ExportDialog),
  { ssr: false },
)

const byExpiry = { id: 'expires', desc: false }
const minuteMs = 60_000
/** Columns that only the details can fill. */
const detailed: readonly string[] = ['subject', 'issuer', 'key', 'renewal', 'checks']

/** Every certificate of every vault that the person may read. */
export function FleetPage() {
  const fleet = useFleet()
  const { rows, reading, list, failures } = fleet
  const [urlState, setUrlState] = useTableUrlState(fleetColumns, { sort: byExpiry })
  const [selected, setSelected] = useState<readonly string[]>([])
  const selecting = useLatch(selected.length > 0)
  const [query, changeQuery] = useUrlState()
  const [exporting, setExporting] = useState(false)
  const filters = useFilters(query)
  const minute = Math.floor(useNow() / minuteMs) * minuteMs
  const keep = useMemo(() => filterOf(filters, minute), [filters, minute])

  // Thousands of selected rows fit no address; a view is sent to a colleague without them.
  const state = useMemo<TableState>(() => ({ ...urlState, selected }), [urlState, selected])
  const setState = useCallback(
    ({ selected: chosen, ...rest }: Partial<TableState>) => {
      if (chosen !== undefined) setSelected(chosen)
      if (Object.keys(rest).length > 0) setUrlState(rest)
    },
    [setUrlState],
  )
  const searched = useMemo(() => ({ ...state, search: searchedFor(state.search) }), [state])
  const model = useTableModel(fleetColumns, rows, keyOf, searched, keep)
  const changeFilters = (change: Partial<FleetFilters>) => changeQuery(change)

  const known = rows.length > 0 || list.data !== undefined
  const problem = list.failure && (
    <FailurePanel failure={list.failure} onRetry={list.retry} retrying={list.reading} />
  )
  const filtered = keep !== undefined || state.search.trim() !== ''
  return (
    <>
      <PageHeader
        title="Certificates"
        description={
          <>
            Every certificate that you may read, over all vaults
            {list.readAt > 0 && (
              <>
                {' · read '}
                <RelativeTime time={new Date(list.readAt)} />
              </>
            )}
          </>
        }
        actions={
          <>
            <ViewsMenu query={query} onChange={changeQuery} />
            <IconButton
              label="Read all vaults again"
              variant="secondary"
              icon={<RefreshCw aria-hidden />}
              loading={list.reading && !reading}
              onClick={list.retry}
            />
            <Button
              icon={<Download aria-hidden />}
              disabled={model.rows.length === 0}
              onClick={() => setExporting(true)}
            >
              Export
            </Button>
          </>
        }
      />
      {problem}
      {(known || problem === null) && (
        <div className="grid gap-3">
          {failures.length > 0 && (
            <FleetFailures failures={failures} onRetry={fleet.retry} retrying={fleet.retrying} />
          )}
          <TableToolbar
            columns={fleetColumns}
            state={state}
            onStateChange={setState}
            searchLabel="Name, DNS name, serial, vault, tag"
            filters={<FleetFilterBar rows={rows} filters={filters} onChange={changeFilters} />}
            summary={reading ? 'Reading all vaults…' : countWords(model.rows.length, rows.length)}
          />
          {reading && (
            <ListProgress rows={rows.length} read={fleet.vaultsRead} total={fleet.vaultsTotal} />
          )}
          <DetailsPart
            fleet={fleet}
            search={state.search}
            filters={filters}
            sort={state.sort}
            found={model.rows.length}
          />
          <ModelTable
            label="Certificates of all vaults"
            columns={fleetColumns}
            model={known ? model : undefined}
            rowLabel={labelOf}
            state={state}
            onStateChange={setState}
            selectable
            twoLines
            noMatch={filtered ? 'No certificate matches the search and the filters.' : undefined}
            empty={<EmptyFleet refused={failures.length > 0} />}
          />
          {selecting && (
            <FleetSelection
              rows={selected.flatMap((id) => fleet.store.row(id) ?? [])}
              store={fleet.store}
              onChange={setSelected}
            />
          )}
          {exporting && (
            <ExportDialog
              rows={model.rows.map(({ original }) => original)}
              details={fleet.details}
              onClose={() => setExporting(false)}
            />
          )}
        </div>
      )}
    </>
  )
}

const keyOf = (row: FleetRow) => row.id
const labelOf = (row: FleetRow) => `${row.name} in ${row.vault}`

/** The same object while the address means the same, so that the rows need not be gone through again. */
function useFilters(query: URLSearchParams): FleetFilters {
  const text = JSON.stringify(readFilters(query))
  return useMemo<FleetFilters>(() => JSON.parse(text), [text])
}

interface DetailsPartProps {
  fleet: ReturnType<typeof useFleet>
  search: string
  filters: FleetFilters
  sort: TableState['sort']
  found: number
}

/** Typing pauses before a search asks for ten thousand details, in ms. */
const pauseMs = 600

/** Reads all details when a search needs them; otherwise says what is known when it matters. */
function DetailsPart({ fleet, search, filters, sort, found }: DetailsPartProps) {
  const { rows, reading, details, detailed: known } = fleet
  const scan = useScan(details)
  const [stopped, setStopped] = useState(false)
  const asks = asksForDetails(search, filters, found)
  const running = scan?.running ?? false
  const missing = !reading && rows.length > known
  const begins = asks && missing && !running && !stopped && scan?.failure == null
  useEffect(() => {
    if (!begins) return
    const timer = setTimeout(() => void details.scan(rows), pauseMs)
    return () => clearTimeout(timer)
  }, [begins, details, rows])

  const sorted = detailed.includes(sort?.id ?? '')
  if (!running && !(missing && (asks || sorted || search.trim() !== ''))) return null
  return (
    <DetailsNotice
      scan={scan}
      known={known}
      total={rows.length}
      what={sorted && !asks ? 'The order' : 'The search'}
      onRead={() => {
        setStopped(false)
        void details.scan(rows)
      }}
      onStop={() => {
        setStopped(true)
        details.stop()
      }}
    />
  )
}

function ListProgress({ rows, read, total }: { rows: number; read: number; total: number }) {
  return (
    <div className="grid gap-1">
      <ProgressBar label="Reading all vaults" value={read} max={Math.max(1, total)} />
      <p className="text-xs text-ink-3">
        {rows.toLocaleString('en-GB')} certificates so far, {read} of {total} vaults
      </p>
    </div>
  )
}

function countWords(shown: number, total: number): string {
  const all = `${total.toLocaleString('en-GB')} ${total === 1 ? 'certificate' : 'certificates'}`
  return shown === total ? all : `${shown.toLocaleString('en-GB')} of ${all}`
}
