'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { Panel } from '#components/ui/panel.tsx'
import type { PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import { lifetimeActionProblem } from '#lib/domain/certificates/policy/lifetime.ts'
import { type NextRenewal, nextRenewal } from '#lib/domain/certificates/policy/next-renewal.ts'
import type { CertificatePolicy, CertificateVersion } from '#lib/features/certificates/schema.ts'
import { renewalFactsOf } from '../page/renewal-facts.tsx'

interface RenewalPreviewProps {
  before: CertificatePolicy
  after: PolicyDraft
  version: CertificateVersion | null
}

/** What the vault would do with the current version: now, and once the policy is saved. */
export function RenewalPreview({ before, after, version }: RenewalPreviewProps) {
  const now = new Date(useNow())
  const facts = version && renewalFactsOf(version)
  const old = nextRenewal(before, facts, now)
  const next =
    lifetimeActionProblem(after) === null
      ? nextRenewal({ ...after, updatedOn: before.updatedOn }, facts, now)
      : null
  const same = next !== null && sentence(old) === sentence(next)
  return (
    <Panel title="The current version">
      {same ? (
        <p>{sentence(old)}.</p>
      ) : (
        <>
          <p className="text-ink-3">
            <span className="visually-hidden">before: </span>
            <del>{sentence(old)}</del>
          </p>
          {next !== null && (
            <p>
              <span className="visually-hidden">after: </span>
              {sentence(next)}.
            </p>
          )}
        </>
      )}
      {next !== null && <p className="mt-1 text-xs text-ink-2">{next.why}</p>}
      {next?.warning && <p className="mt-1 text-xs text-ink-2">{next.warning}</p>}
    </Panel>
  )
}

function sentence({ what, at, timing }: NextRenewal): string {
  return at === null || timing === 'due' ? what : `${what} on ${formatDate(new Date(at))}`
}
