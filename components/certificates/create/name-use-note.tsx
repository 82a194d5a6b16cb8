'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatDate } from '#components/ui/format-time.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { useSettled } from '#components/ui/use-settled.ts'
import { paths } from '#lib/base/paths.ts'
import { objectNameProblem } from '#lib/domain/certificates/object-name.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { nameUseQuery } from '#lib/features/certificates/client.ts'
import type { NameUse } from '#lib/features/certificates/schema.ts'

/** What the name meets in the vault, told while it is typed. Silent while nobody can say. */
export function NameUseNote({ vault, name }: { vault: string; name: string }) {
  const settled = useSettled(name)
  const asked = objectNameProblem(settled) === null
  const { data } = useQuery({ ...nameUseQuery(vault, settled), enabled: asked, retry: false })
  const use = asked && settled === name ? data : undefined
  return (
    <div aria-live="polite" className="-mt-2 text-xs text-ink-2 empty:hidden">
      {use !== undefined && <UseWords use={use} vault={vault} typed={name} />}
    </div>
  )
}

function UseWords({ use, vault, typed }: { use: NameUse; vault: string; typed: string }) {
  const to = paths.vault(vault)
  switch (use.state) {
    case 'free':
      return <Line tone="ok">Free in {vault}.</Line>
    case 'taken':
      return (
        <Line tone="info">
          {use.unissued ? (
            <>An order of this name came to nothing; this one takes its place. </>
          ) : (
            <>
              Exists already{signedBy(use.issuer)}
              {use.expiresOn !== null && <>, until {formatDate(new Date(use.expiresOn))}</>}: this
              becomes its new version, and this policy takes the place of its policy.{' '}
            </>
          )}
          <TextLink href={`${to.newCertificate}?name=${encodeURIComponent(use.name)}`}>
            Begin with its policy
          </TextLink>{' '}
          or <TextLink href={to.certificate(use.name)}>look at it</TextLink>.
        </Line>
      )
    case 'pending':
      return (
        <Line tone="warn">
          An order of this name is not over ({waitsFor(use.issuer)}): until then the vault takes no
          other. <TextLink href={to.certificate(use.name)}>Complete or cancel it</TextLink>.
        </Line>
      )
    case 'deleted':
      return (
        <Line tone="warn">
          A deleted certificate holds the name {typed}
          {use.scheduledPurgeOn !== null && (
            <> until {formatDate(new Date(use.scheduledPurgeOn))}</>
          )}
          . Recover it{use.purgeable ? ' or purge it' : ''} first:{' '}
          <TextLink href={to.deleted}>deleted certificates</TextLink>.
        </Line>
      )
  }
}

function waitsFor(issuer: string | null): string {
  const kind = issuerKind(issuer)
  if (kind === 'self') return 'the vault signs it'
  return kind === 'unknown' ? 'its signing request waits for you' : `${issuer} is asked`
}

function signedBy(issuer: string | null): string {
  const kind = issuerKind(issuer)
  // The policy does not tell who signed what was merged or imported.
  if (kind === 'unknown') return ''
  return kind === 'self' ? ', self-signed' : `, from ${issuer}`
}

function Line({ tone, children }: { tone: 'ok' | 'info' | 'warn'; children: ReactNode }) {
  return (
    <p className="flex max-w-prose items-start gap-1.5">
      <ToneIcon tone={tone} className="mt-px size-3.5! shrink-0" />
      <span>{children}</span>
    </p>
  )
}
