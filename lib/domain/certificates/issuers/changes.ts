import type { Administrator, IssuerDraft } from './draft.ts'

/** What an issuer has and what somebody wants it to have, member by member. */
export type IssuerSettings = Pick<
  IssuerDraft,
  'accountId' | 'credential' | 'organizationId' | 'administrators' | 'enabled'
>

/** Only what differs; the credential when a new one was typed. */
export function issuerChange(
  before: Omit<IssuerSettings, 'credential'>,
  after: IssuerSettings,
): Partial<IssuerSettings> {
  return {
    ...(before.accountId === after.accountId ? {} : { accountId: after.accountId }),
    ...(after.credential === '' ? {} : { credential: after.credential }),
    ...(before.organizationId === after.organizationId
      ? {}
      : { organizationId: after.organizationId }),
    ...(sameAdministrators(before.administrators, after.administrators)
      ? {}
      : { administrators: after.administrators }),
    ...(before.enabled === after.enabled ? {} : { enabled: after.enabled }),
  }
}

/** The change in sentences, as it is shown before it is sent. Never the credential itself. */
export function issuerChangeWords(
  before: Omit<IssuerSettings, 'credential'>,
  change: Partial<IssuerSettings>,
): string[] {
  const { accountId, credential, organizationId, administrators, enabled } = change
  const words: string[] = []
  if (enabled !== undefined) {
    words.push(
      enabled
        ? 'Enabled: certificates can be ordered and renewed through it again.'
        : 'Disabled: no certificate is ordered or renewed through it from now on.',
    )
  }
  if (accountId !== undefined) words.push(`Account: ${shown(before.accountId)} → ${accountId}.`)
  if (credential !== undefined) {
    words.push('Credential: replaced by the new one. The old one cannot be brought back.')
  }
  if (organizationId !== undefined) {
    words.push(`Organisation: ${shown(before.organizationId)} → ${shown(organizationId)}.`)
  }
  if (administrators !== undefined) {
    words.push(...administratorWords(before.administrators, administrators))
  }
  return words
}

function administratorWords(before: readonly Administrator[], after: readonly Administrator[]) {
  const known = new Map(before.map((one) => [one.email.toLowerCase(), one]))
  const kept = new Set(after.map((one) => one.email.toLowerCase()))
  const words = after.flatMap((one) => {
    const old = known.get(one.email.toLowerCase())
    if (old === undefined) return [`Administrator ${one.email} added.`]
    return sameAdministrators([old], [one]) ? [] : [`Administrator ${one.email} changed.`]
  })
  const gone = before.filter((one) => !kept.has(one.email.toLowerCase()))
  words.push(...gone.map((one) => `Administrator ${one.email || 'without address'} removed.`))
  return words.length === 0 ? ['Administrators in another order.'] : words
}

function sameAdministrators(one: readonly Administrator[], other: readonly Administrator[]) {
  const key = (list: readonly Administrator[]) =>
    JSON.stringify(list.map((each) => [each.firstName, each.lastName, each.email, each.phone]))
  return key(one) === key(other)
}

const shown = (text: string) => (text === '' ? 'none' : text)
