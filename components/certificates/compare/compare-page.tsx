'use client'

import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import GitCompare from 'lucide-react/icons/git-compare'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { compareVersions } from '#lib/domain/certificates/compare-versions.ts'
import { versionQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import type { VersionSummary } from '#lib/features/certificates/schema.ts'
import { MissingCertificate } from '../page/missing-certificate.tsx'
import { ComparedRows } from './compared-rows.tsx'

interface ComparePageProps {
  vault: string
  name: string
}

/** Any two versions of a certificate side by side, with what differs in words. */
export function ComparePage({ vault, name }: ComparePageProps) {
  const [query, setQuery] = useUrlState()
  const { data: versions, failure, reading, retry } = useRead(versionsQuery(vault, name))
  const at = paths.vault(vault)
  if (failure?.code === 'not-found') {
    return (
      <>
        <PageHeader title={name} />
        <MissingCertificate vault={vault} name={name} />
      </>
    )
  }
  const pair = versions && pairOf(versions, query)
  const onlyDifferences = query.get('show') === 'differences'
  return (
    <>
      <PageHeader
        title={`Versions of ${name}`}
        description="Two of them side by side, as the vault keeps them."
        actions={<LinkButton href={at.certificate(name)}>Open {name}</LinkButton>}
      />
      {failure !== null && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {versions === undefined || pair === undefined ? (
        failure === null && (
          <Panel padding="none">
            <LoadingState label={`Reading the versions of ${name}`} lines={6} />
          </Panel>
        )
      ) : pair === null ? (
        <Panel padding="none">
          <EmptyState
            icon={<GitCompare />}
            title="There is only one version"
            action={
              <LinkButton variant="primary" href={at.certificate(name)}>
                Open {name}
              </LinkButton>
            }
          >
            As soon as a second one is issued or imported, both can be compared here.
          </EmptyState>
        </Panel>
      ) : (
        <>
          <Picker
            versions={versions}
            chosen={{ ...pair, onlyDifferences }}
            onChoose={({ from, to, onlyDifferences: only }) =>
              setQuery({ from, to, show: only ? 'differences' : null })
            }
          />
          <Comparison
            key={`${pair.from} ${pair.to}`}
            vault={vault}
            name={name}
            from={pair.from}
            to={pair.to}
            onlyDifferences={onlyDifferences}
          />
        </>
      )}
    </>
  )
}

interface Pair {
  readonly from: string
  readonly to: string
}

/** The versions to compare: those of the address, else the current one and the newest other one. */
function pairOf(versions: readonly VersionSummary[], query: URLSearchParams): Pair | null {
  const [newest, second] = versions
  if (newest === undefined || second === undefined) return null
  const from = versionOf(query.get('from'))
  const to = versionOf(query.get('to')) ?? (from === newest.version ? second : newest).version
  return { from: from ?? (to === newest.version ? second : newest).version, to }
}

/** What cannot be a version counts as not given. */
function versionOf(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{32}$/.test(text) ? text : null
}

type Chosen = Pair & { readonly onlyDifferences: boolean }

interface PickerProps {
  versions: readonly VersionSummary[]
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
}

function Picker({ versions, chosen, onChoose }: PickerProps) {
  const options = versions.map(({ version, current, createdOn }) => ({
    value: version,
    label: `${version.slice(0, 8)}…  ${current ? 'current, ' : ''}${
      createdOn === null ? '' : `of ${formatDate(new Date(createdOn))}`
    }`,
  }))
  const go = (change: Partial<Chosen>) => onChoose({ ...chosen, ...change })
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-4">
      <SelectField
        label="From"
        value={chosen.from}
        options={options}
        onChange={(event) => go({ from: event.target.value })}
        className="w-72 max-w-full"
      />
      <IconButton
        label="Swap the two versions"
        icon={<ArrowLeftRight aria-hidden />}
        onClick={() => go({ from: chosen.to, to: chosen.from })}
      />
      <SelectField
        label="To"
        value={chosen.to}
        options={options}
        onChange={(event) => go({ to: event.target.value })}
        className="w-72 max-w-full"
      />
      <Segmented
        label="Show"
        name="show"
        value={chosen.onlyDifferences ? 'differences' : 'all'}
        onChange={(event) => go({ onlyDifferences: event.target.value === 'differences' })}
        options={[
          { value: 'all', label: 'All fields' },
          { value: 'differences', label: 'What differs' },
        ]}
        className="ml-auto max-sm:ml-0"
      />
    </div>
  )
}

interface ComparisonProps extends Chosen {
  vault: string
  name: string
}

function Comparison({ vault, name, from, to, onlyDifferences }: ComparisonProps) {
  const first = useRead(versionQuery(vault, name, from))
  const second = useRead(versionQuery(vault, name, to))
  const failed = first.failure === null ? second : first
  if (failed.failure !== null) {
    return failed.failure.code === 'not-found' ? (
      <MissingCertificate vault={vault} name={name} version={first.failure === null ? to : from} />
    ) : (
      <FailurePanel failure={failed.failure} onRetry={failed.retry} retrying={failed.reading} />
    )
  }
  if (first.data === undefined || second.data === undefined) {
    return (
      <Panel padding="none">
        <LoadingState label="Reading both versions" lines={10} />
      </Panel>
    )
  }
  const rows = compareVersions(first.data, second.data)
  const differing = rows.filter(({ difference, always }) => difference !== null && !always)
  return (
    <Panel
      title={
        from === to
          ? 'The same version twice'
          : differing.length === 0
            ? 'Nothing differs that matters'
            : `${differing.length} of ${rows.length} fields differ`
      }
      padding="none"
    >
      <ComparedRows
        rows={onlyDifferences ? rows.filter(({ difference }) => difference !== null) : rows}
        from={{ version: from, href: paths.vault(vault).certificateVersion(name, from) }}
        to={{ version: to, href: paths.vault(vault).certificateVersion(name, to) }}
      />
    </Panel>
  )
}
