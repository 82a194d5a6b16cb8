import { formatDateTime, formatDuration } from '#components/ui/format-time.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { CertificateStatus, OperationStatus } from '#lib/domain/certificates/status.ts'

export interface HealthFacts {
  readonly status: CertificateStatus
  /** ISO 8601. */
  readonly notBefore: string | null
  readonly expiresOn: string | null
  readonly unissued: boolean
  readonly operation: {
    readonly status: OperationStatus
    readonly issuer: string | null
    readonly details: string | null
    readonly error: string | null
  } | null
  /** True when the policy renews by itself. */
  readonly renewsItself: boolean
}

export interface Health {
  readonly tone: Tone
  readonly title: string
  readonly detail: string
}

/**
 * The first sentence of a certificate's page: is it healthy, and if not, what is the matter and what
 * to do. `now` is in ms since the epoch. Null for a healthy one: the badge says enough.
 */
export function describeHealth(facts: HealthFacts, now: number): Health | null {
  switch (facts.status) {
    case 'healthy':
      return null
    case 'expired':
      return expired(facts, now)
    case 'expiring':
      return expiring(facts, now)
    case 'renewal-due':
      return {
        tone: 'warn',
        title: 'Its renewal is due.',
        detail: facts.renewsItself
          ? `It works until ${when(facts.expiresOn)}. By its policy the vault should have renewed it by now: issue a new version yourself, or look at why not.`
          : `It works until ${when(facts.expiresOn)}. By its policy it is time to renew it by hand: issue, merge or import a new version.`,
      }
    case 'disabled':
      return {
        tone: 'neutral',
        title: 'This version is disabled.',
        detail:
          'Applications that ask for it get an error, and its key and secret are locked with it. Enable it in the settings of the version.',
      }
    case 'not-yet-valid':
      return {
        tone: 'info',
        title: `Valid from ${when(facts.notBefore)}, not yet.`,
        detail: 'Clients refuse it until then.',
      }
    case 'failed':
      return failed(facts)
    case 'pending':
      return pending(facts)
  }
}

function when(iso: string | null): string {
  return iso === null ? 'an unknown time' : formatDateTime(new Date(iso))
}

function distance(iso: string | null, now: number): string {
  return iso === null ? '' : formatDuration(new Date(iso).getTime() - now)
}

function expired({ expiresOn }: HealthFacts, now: number): Health {
  return {
    tone: 'bad',
    title: `Expired ${distance(expiresOn, now)} ago.`,
    detail: `It ended on ${when(expiresOn)}. Whoever checks it refuses the connection. Issue or import a new version; applications that use the name without a version take it up by themselves.`,
  }
}

function expiring({ expiresOn, renewsItself }: HealthFacts, now: number): Health {
  return {
    tone: 'warn',
    title: `Expires in ${distance(expiresOn, now)}.`,
    detail: renewsItself
      ? `It works until ${when(expiresOn)}. The vault should have renewed it by now: issue a new version yourself, or look at why not.`
      : `It works until ${when(expiresOn)}, and the vault does not renew it. Issue or import a new version before.`,
  }
}

function failed({ operation, unissued, expiresOn }: HealthFacts): Health {
  const rest = unissued
    ? 'No version exists yet. Correct the cause and create it again.'
    : `The current version works until ${when(expiresOn)}. Correct the cause and issue a new version.`
  if (operation?.status === 'cancelled') {
    return { tone: 'bad', title: 'The request was cancelled.', detail: rest }
  }
  const cause = operation?.error ?? operation?.details
  return {
    tone: 'bad',
    title: `${issuerName(operation?.issuer)} did not issue it.`,
    detail: cause ? `${sentence(cause)} ${rest}` : rest,
  }
}

function pending({ operation, unissued }: HealthFacts): Health {
  const rest = unissued ? '' : ' The current version stays in use meanwhile.'
  if (operation?.issuer?.toLowerCase() === 'unknown') {
    return {
      tone: 'info',
      title: 'A signing request waits for you.',
      detail: `The vault made the key and a CSR. Have it signed by your CA and merge the answer; until then it stays pending.${rest}`,
    }
  }
  if (operation?.issuer && operation.issuer !== 'Self') {
    return {
      tone: 'info',
      title: `Waiting for ${operation.issuer}.`,
      detail: `The order is placed. This page follows it.${rest}`,
    }
  }
  return {
    tone: 'info',
    title: 'The vault is making the key and the certificate.',
    detail: `This takes seconds. This page follows it.${rest}`,
  }
}

function issuerName(issuer: string | null | undefined): string {
  return !issuer || issuer === 'Self' || issuer.toLowerCase() === 'unknown' ? 'The vault' : issuer
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
