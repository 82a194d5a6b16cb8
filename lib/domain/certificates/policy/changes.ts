/** What differs between two policies, in words, and what becomes of it when two people change one. */
import { describeKey } from '../key-types.ts'
import { type NameKind, type NameLists, nameLists } from '../names.ts'
import type { PolicyDraft, StoredPolicy } from './draft.ts'
import { purposeWord } from './extended-key-usages.ts'
import { issuerKind } from './issuer-kind.ts'
import { keyUsageWords } from './key-usages.ts'
import { type LifetimeAction, months, triggerWords } from './lifetime.ts'

/** The parts of a policy that people change as one. */
export const policyParts = [
  'issuer',
  'certificateType',
  'certificateTransparency',
  'subject',
  'names',
  'key',
  'exportable',
  'reuseKey',
  'contentType',
  'keyUsage',
  'extendedKeyUsage',
  'validityMonths',
  'lifetimeAction',
  'enabled',
] as const
export type PolicyPart = (typeof policyParts)[number]

/** One change, in words. */
export interface PolicyChange {
  readonly part: PolicyPart
  /** `Validity`. */
  readonly title: string
  readonly before: string
  readonly after: string
  /** What it brings with it beyond the words themselves; null when nothing. */
  readonly consequence: string | null
}

const titles: Record<PolicyPart, string> = {
  issuer: 'Issuer',
  certificateType: 'Type of certificate',
  certificateTransparency: 'Transparency logs',
  subject: 'Subject',
  names: 'Names',
  key: 'Key',
  exportable: 'Private key',
  reuseKey: 'Key of later versions',
  contentType: 'Content type',
  keyUsage: 'Key usage',
  extendedKeyUsage: 'Purposes',
  validityMonths: 'Validity',
  lifetimeAction: 'Before it ends',
  enabled: 'State of the policy',
}

const nameKinds: Record<NameKind, string> = {
  dns: 'DNS',
  email: 'e-mail',
  upn: 'UPN',
  ip: 'IP',
  uri: 'URI',
}

/** Every part in words; equal words mean an equal part. */
const words: Record<PolicyPart, (policy: PolicyDraft) => string> = {
  issuer: ({ issuer }) =>
    ({ self: 'the vault itself', unknown: 'any CA, by CSR', integrated: issuer })[
      issuerKind(issuer)
    ],
  certificateType: ({ certificateType }) => certificateType || 'left to the CA',
  certificateTransparency: ({ certificateTransparency: published }) =>
    published === null ? 'left to the CA' : published ? 'published' : 'not published',
  subject: ({ subject }) => subject || 'none',
  names: ({ names }) => nameWords(names).join(', ') || 'none',
  key: describeKey,
  exportable: ({ exportable }) => (exportable ? 'exportable' : 'not exportable'),
  reuseKey: ({ reuseKey }) => (reuseKey ? 'the same key' : 'a new key each time'),
  contentType: ({ contentType }) => (contentType === 'application/x-pkcs12' ? 'PFX' : 'PEM'),
  keyUsage: ({ keyUsage }) => keyUsageWords(keyUsage.toSorted()) || 'none',
  extendedKeyUsage: ({ extendedKeyUsage }) =>
    extendedKeyUsage.toSorted().map(purposeWord).join(', ') || 'none',
  validityMonths: ({ validityMonths }) => months(validityMonths),
  lifetimeAction: ({ lifetimeAction }) => actionWords(lifetimeAction),
  enabled: ({ enabled }) => (enabled ? 'on' : 'off'),
}

/** `www.example.com`, `IP 10.0.0.1`: DNS names need no word, in the order of the alphabet. */
function nameWords(names: NameLists): string[] {
  return nameLists.flatMap(([kind, list]) =>
    names[list].toSorted().map((name) => (kind === 'dns' ? name : `${nameKinds[kind]} ${name}`)),
  )
}

function actionWords(action: LifetimeAction | null): string {
  if (action === null) return 'nothing'
  const what = action.action === 'AutoRenew' ? 'renew' : 'mail the contacts'
  return `${what} ${triggerWords(action)}`
}

/** The changes from one policy to another, in the order of the form; empty when they mean the same. */
export function policyChanges(before: PolicyDraft, after: PolicyDraft): PolicyChange[] {
  return policyParts
    .filter((part) => words[part](before) !== words[part](after))
    .map((part) => ({
      part,
      title: titles[part],
      ...(part === 'names'
        ? nameDifference(before.names, after.names)
        : { before: words[part](before), after: words[part](after) }),
      consequence: consequence(part, before, after),
    }))
}

/** Of many names only those that differ. */
function nameDifference(before: NameLists, after: NameLists) {
  const old = nameWords(before)
  const next = nameWords(after)
  const gone = old.filter((name) => !next.includes(name))
  const come = next.filter((name) => !old.includes(name))
  return {
    before: gone.length === 0 ? `${old.length || 'no'} names` : `without ${gone.join(', ')}`,
    after: come.length === 0 ? 'nothing more' : `with ${come.join(', ')}`,
  }
}

function consequence(part: PolicyPart, before: PolicyDraft, after: PolicyDraft): string | null {
  switch (part) {
    case 'issuer':
      return issuerConsequence(before.issuer, after.issuer)
    case 'names':
      return 'Clients refuse names that the new version does not have.'
    case 'key':
      return after.reuseKey
        ? 'The key cannot be kept: the next version gets a new one, of this type.'
        : 'Clients and appliances have to accept this type of key.'
    case 'exportable':
      return after.exportable
        ? 'Whoever may read the secret can take out the key of the next version.'
        : 'App Service, gateways and downloads cannot get the key of the next version.'
    case 'reuseKey':
      return after.reuseKey
        ? 'A key that leaks stays leaked in every later version.'
        : 'Peers that pin the public key have to learn the next one.'
    case 'contentType':
      return 'Applications that fetch the secret get the other form from the next version on.'
    case 'lifetimeAction':
      return 'It counts from now on, for the current version too.'
    case 'enabled':
      return after.enabled ? null : 'The vault neither renews nor mails any more.'
    default:
      return null
  }
}

function issuerConsequence(before: string, after: string): string {
  switch (issuerKind(after)) {
    case 'self':
      return 'Clients trust the next version only where it is installed.'
    case 'unknown':
      return 'The vault cannot renew it any more: each version waits for a signed certificate.'
    case 'integrated':
      return issuerKind(before) === 'integrated'
        ? 'The next version is ordered from the other CA, and has its chain.'
        : 'The next version is ordered from this CA, which may charge for it.'
  }
}

/** True when both make the same versions and act at the same time. */
export function samePolicy(a: PolicyDraft, b: PolicyDraft): boolean {
  return policyParts.every((part) => words[part](a) === words[part](b))
}

export interface Reapplied {
  readonly policy: PolicyDraft
  /** What both changed, and not to the same: mine is taken. In words. */
  readonly both: readonly PolicyChange[]
}

/**
 * What somebody changed from `base` to `mine`, done to what the vault holds now instead. Names are taken
 * one by one; of all else whole parts.
 */
export function reapplyPolicy(
  base: PolicyDraft,
  mine: PolicyDraft,
  theirs: PolicyDraft,
): Reapplied {
  const changed = (from: PolicyDraft, to: PolicyDraft) =>
    new Set(policyChanges(from, to).map(({ part }) => part))
  const byMe = changed(base, mine)
  const byThem = changed(base, theirs)
  const pick = <T>(part: PolicyPart, read: (policy: PolicyDraft) => T): T =>
    read(byMe.has(part) ? mine : theirs)
  const key = pick('key', ({ kty, size, curve }) => ({ kty, size, curve }))
  const policy: PolicyDraft = {
    issuer: pick('issuer', (one) => one.issuer),
    certificateType: pick('certificateType', (one) => one.certificateType),
    certificateTransparency: pick('certificateTransparency', (one) => one.certificateTransparency),
    subject: pick('subject', (one) => one.subject),
    names: mergeNames(base.names, mine.names, theirs.names),
    ...key,
    exportable: pick('exportable', (one) => one.exportable),
    reuseKey: pick('reuseKey', (one) => one.reuseKey),
    contentType: pick('contentType', (one) => one.contentType),
    keyUsage: pick('keyUsage', (one) => one.keyUsage),
    extendedKeyUsage: pick('extendedKeyUsage', (one) => one.extendedKeyUsage),
    validityMonths: pick('validityMonths', (one) => one.validityMonths),
    lifetimeAction: pick('lifetimeAction', (one) => one.lifetimeAction),
    enabled: pick('enabled', (one) => one.enabled),
  }
  const both = policyChanges(theirs, policy).filter(
    ({ part }) => part !== 'names' && byMe.has(part) && byThem.has(part),
  )
  return { policy, both }
}

function mergeNames(base: NameLists, mine: NameLists, theirs: NameLists): NameLists {
  const merge = (list: keyof NameLists) => [
    ...theirs[list].filter((name) => mine[list].includes(name) || !base[list].includes(name)),
    ...mine[list].filter((name) => !base[list].includes(name) && !theirs[list].includes(name)),
  ]
  return {
    dns: merge('dns'),
    emails: merge('emails'),
    upns: merge('upns'),
    ips: merge('ips'),
    uris: merge('uris'),
  }
}

/**
 * A policy as one text, the same for the same policy: to be sent along with a change, so that it is
 * refused when the vault holds another by now. Times are left out: a policy that was changed and changed
 * back is the same.
 */
export function policyStamp(policy: StoredPolicy): string {
  const action = policy.lifetimeAction
  return JSON.stringify([
    policy.issuer,
    policy.certificateType,
    policy.certificateTransparency,
    policy.subject,
    ...nameLists.map(([, list]) => policy.names[list]),
    policy.kty,
    policy.size,
    policy.curve,
    policy.exportable,
    policy.reuseKey,
    policy.contentType,
    policy.keyUsage,
    policy.extendedKeyUsage,
    policy.validityMonths,
    action && [action.action, action.daysBeforeExpiry, action.lifetimePercentage],
    policy.enabled,
  ])
}

/** Longest stamp that a policy of the service can have, generously. */
export const policyStampMax = 400_000
