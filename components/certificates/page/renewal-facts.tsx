'use client'

import { useRead } from '#components/shell/use-read.ts'
import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { paths } from '#lib/base/paths.ts'
import {
  type NextRenewal,
  nextRenewal,
  type RenewalKind,
  type RenewalVersion,
} from '#lib/domain/certificates/policy/next-renewal.ts'
import type { CertificatePolicy, CertificateVersion } from '#lib/features/certificates/schema.ts'
import { contactsQuery } from '#lib/features/contacts/client.ts'

interface RenewalFactsProps {
  vault: string
  policy: CertificatePolicy
  /** The current version; null while none has been issued. */
  version: CertificateVersion | null
}

const tones = { renews: 'ok', mails: 'info', nothing: 'warn', stopped: 'neutral' } as const

/** What the vault does next by itself, on which day, how that comes about, and whom it mails. */
export function RenewalFacts({ vault, policy, version }: RenewalFactsProps) {
  const now = useNow()
  const next = nextRenewal(policy, version && renewalFactsOf(version), new Date(now))
  return (
    <div className="grid gap-1" data-renewal={next.kind}>
      <p className="flex items-start gap-2 font-medium">
        <ToneIcon tone={toneOf(next.kind, next.timing)} className="mt-0.5 shrink-0" />
        <span>
          {next.what}
          {next.at !== null && next.timing !== 'due' && (
            <>
              {' '}
              on {formatDate(new Date(next.at))},{' '}
              <RelativeTime time={next.at} className="font-normal text-ink-2" />
            </>
          )}
        </span>
      </p>
      <p className="max-w-prose pl-6 text-ink-2">{next.why}</p>
      {next.warning !== null && (
        <p className="mt-1 flex max-w-prose items-start gap-2">
          <ToneIcon tone="warn" className="mt-0.5 shrink-0" />
          <span>{next.warning}</span>
        </p>
      )}
      {next.mails.length > 0 && <Mails vault={vault} mails={next.mails} />}
    </div>
  )
}

/** What of a version decides its renewal. */
export function renewalFactsOf(version: CertificateVersion): RenewalVersion {
  const { enabled, notBefore, expiresOn, updatedOn, content } = version
  return { enabled, notBefore, expiresOn, updatedOn, selfIssued: content?.selfIssued ?? null }
}

function toneOf(kind: RenewalKind, timing: NextRenewal['timing']) {
  return timing === 'overdue' && kind === 'renews' ? 'bad' : tones[kind]
}

/** Whom the vault writes to and when. Contacts belong to the vault, not to one certificate. */
function Mails({ vault, mails }: { vault: string; mails: NextRenewal['mails'] }) {
  const { data: contacts, failure } = useRead(contactsQuery(vault))
  const when = mails.map(({ words }) => words)
  const times =
    when.length === 1 ? when.join('') : `${when.slice(0, -1).join(', ')} and ${when.at(-1)}`
  if (failure !== null) {
    return (
      <p className="max-w-prose pl-6 text-ink-3">
        It mails {times}. To whom cannot be told: {failure.title.toLowerCase()}.
      </p>
    )
  }
  if (contacts === undefined) return <p className="pl-6 text-ink-3">Reading whom it mails…</p>
  if (contacts.length === 0) {
    return (
      <p className="mt-1 flex max-w-prose items-start gap-2">
        <ToneIcon tone="warn" className="mt-0.5 shrink-0" />
        <span>
          Nobody is mailed: {vault} has no contacts.{' '}
          <TextLink href={`${paths.vault(vault).root}/issuers`}>Add contacts</TextLink>
        </span>
      </p>
    )
  }
  const [first, second] = contacts
  const rest = contacts.length - 2
  return (
    <p className="max-w-prose pl-6 text-ink-2">
      Mails{' '}
      <span className="break-all">
        {[first, second].flatMap((contact) => (contact ? [contact.email] : [])).join(', ')}
      </span>
      {rest > 0 && ` and ${rest} more`} {times}.
    </p>
  )
}
