'use client'

import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { failureGroups, failuresTitle } from './failure-groups.ts'

/** Names beside a cause; the rest is behind a press. */
const namedAtOnce = 8

interface FleetFailuresProps {
  failures: readonly Failure[]
  onRetry: () => void
  retrying: boolean
}

/** Some vaults answered and some did not: which, why, what to do, and a way to ask those again. */
export function FleetFailures({ failures, onRetry, retrying }: FleetFailuresProps) {
  return (
    <Banner
      tone="warn"
      title={failuresTitle(failures)}
      actions={
        <Button size="sm" loading={retrying} onClick={onRetry}>
          Ask again
        </Button>
      }
    >
      <ul className="mt-1 grid gap-2">
        {failureGroups(failures).map((group) => (
          <li key={group.cause}>
            <p>
              {group.cause} {group.nextStep}
            </p>
            <VaultNames names={[...new Set(group.failures.flatMap(({ vault }) => vault ?? []))]} />
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function VaultNames({ names }: { names: readonly string[] }) {
  const rest = names.slice(namedAtOnce)
  return (
    <div className="text-ink">
      <Names names={names.slice(0, namedAtOnce)} />
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer text-ink-2">
            and {rest.length.toLocaleString('en-GB')} more
          </summary>
          <Names names={rest} />
        </details>
      )}
    </div>
  )
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3">
      {names.map((name) => (
        <li key={name}>
          <TextLink href={paths.vault(name).certificates}>{name}</TextLink>
        </li>
      ))}
    </ul>
  )
}
