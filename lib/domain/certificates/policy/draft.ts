import { isHsm, type KeyType, keyFromPolicy, keyProblem } from '../key-types.ts'
import { checkName, type NameLists, nameLists, namesMax } from '../names.ts'
import { subjectProblem } from '../subject.ts'
import { validityProblem } from '../validity.ts'
import { clientAuth, oidProblem, purposesMax, serverAuth } from './extended-key-usages.ts'
import { reservedIssuers } from './issuer-kind.ts'
import { isKeyUsage } from './key-usages.ts'
import {
  defaultLifetimeAction,
  type LifetimeAction,
  lifetimeActionProblem,
  readLifetimeAction,
  type StoredLifetimeAction,
} from './lifetime.ts'

export const contentTypes = ['application/x-pkcs12', 'application/x-pem-file'] as const
export type ContentType = (typeof contentTypes)[number]

/**
 * Everything that a policy can hold, as plain data: what the forms make and what is sent.
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy
 */
export interface PolicyDraft {
  /** `Self`, `Unknown` (any CA, by its signing request) or the name of an issuer of the vault. */
  readonly issuer: string
  /** What the CA calls its product, such as `OV-SSL`; empty leaves it to the CA. */
  readonly certificateType: string
  /** Publish in the transparency logs; null leaves it to the CA. */
  readonly certificateTransparency: boolean | null
  /** X.500; may be empty when there are names. */
  readonly subject: string
  readonly names: NameLists
  readonly kty: KeyType
  /** Bits, of RSA keys; null for the others. */
  readonly size: number | null
  /** Of EC keys; null for the others. */
  readonly curve: string | null
  readonly exportable: boolean
  readonly reuseKey: boolean
  readonly contentType: ContentType
  readonly keyUsage: readonly string[]
  /** Dotted object identifiers. */
  readonly extendedKeyUsage: readonly string[]
  /** NaN while nobody typed a number. */
  readonly validityMonths: number
  /** The service keeps one action at most; null for none. */
  readonly lifetimeAction: LifetimeAction | null
  /** The policy's own state, which versions made under it begin with. */
  readonly enabled: boolean
}

export type PolicyField = keyof PolicyDraft

/** Where a new policy begins: self-signed, short-lived, for a TLS server. */
export const defaultDraft: PolicyDraft = {
  issuer: reservedIssuers.self,
  certificateType: '',
  certificateTransparency: null,
  subject: '',
  names: { dns: [], emails: [], upns: [], ips: [], uris: [] },
  kty: 'RSA',
  size: 2048,
  curve: null,
  exportable: true,
  reuseKey: false,
  contentType: 'application/x-pkcs12',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: [serverAuth, clientAuth],
  validityMonths: 3,
  lifetimeAction: defaultLifetimeAction('Self'),
  enabled: true,
}

/** A policy as it is read from a vault: null where the vault says nothing. */
export interface StoredPolicy {
  readonly issuer: string | null
  readonly certificateType: string | null
  readonly certificateTransparency: boolean | null
  readonly subject: string | null
  readonly names: NameLists
  readonly kty: string | null
  readonly size: number | null
  readonly curve: string | null
  readonly exportable: boolean | null
  readonly reuseKey: boolean | null
  readonly contentType: ContentType | null
  readonly keyUsage: readonly string[]
  readonly extendedKeyUsage: readonly string[]
  readonly validityMonths: number | null
  readonly lifetimeAction: StoredLifetimeAction | null
  readonly enabled: boolean | null
}

/** The draft that means the stored policy. Sent unchanged, it changes nothing. */
export function draftOf(policy: StoredPolicy): PolicyDraft {
  return {
    ...defaultDraft,
    ...keyFromPolicy(policy),
    // The service takes a policy without an issuer as `Unknown`.
    issuer: policy.issuer ?? reservedIssuers.unknown,
    certificateType: policy.certificateType ?? '',
    certificateTransparency: policy.certificateTransparency,
    subject: policy.subject ?? '',
    names: policy.names,
    exportable: policy.exportable ?? true,
    reuseKey: policy.reuseKey ?? false,
    contentType: policy.contentType ?? defaultDraft.contentType,
    keyUsage: policy.keyUsage,
    extendedKeyUsage: policy.extendedKeyUsage,
    validityMonths: policy.validityMonths ?? 12,
    lifetimeAction: readLifetimeAction(policy.lifetimeAction),
    enabled: policy.enabled ?? true,
  }
}

/**
 * What the service would refuse, in the user's words by field; empty when nothing. A fault in one of the
 * names is told as a fault of `names`: each row can be asked by itself with `checkName`.
 */
export function policyProblems(draft: PolicyDraft): Partial<Record<PolicyField, string>> {
  const found: [PolicyField, string | null][] = [
    ['issuer', issuerProblem(draft.issuer)],
    ['certificateType', draft.certificateType.length > 127 ? 'At most 127 characters.' : null],
    ['subject', subjectFault(draft)],
    ['names', namesProblem(draft.names)],
    ['kty', keyProblem(draft)],
    ['exportable', exportableProblem(draft)],
    ['keyUsage', draft.keyUsage.every(isKeyUsage) ? null : 'Key Vault does not know one of these.'],
    ['extendedKeyUsage', purposesProblem(draft.extendedKeyUsage)],
    ['validityMonths', validityProblem(draft.validityMonths)],
    ['lifetimeAction', lifetimeActionProblem(draft)],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== null))
}

/** https://learn.microsoft.com/rest/api/keyvault/certificates/set-certificate-issuer#uri-parameters */
function issuerProblem(issuer: string): string | null {
  if (issuer === '') return 'Choose who signs the certificate.'
  return /^[0-9a-zA-Z-]{1,127}$/.test(issuer) ? null : 'This is not the name of an issuer.'
}

function subjectFault({ subject, names }: PolicyDraft): string | null {
  if (subject.length > 2000) return 'The subject is longer than 2000 characters.'
  const named = Object.values(names).some((list) => list.length > 0)
  return subjectProblem(subject, !named)
}

function namesProblem(names: NameLists): string | null {
  for (const [kind, list] of nameLists) {
    if (names[list].length > namesMax) return `At most ${namesMax} names of one kind.`
    for (const name of names[list]) {
      const { problem } = checkName(kind, name)
      if (problem !== null) return `${name}: ${problem}`
    }
  }
  return null
}

function exportableProblem({ kty, exportable }: PolicyDraft): string | null {
  return exportable && isHsm(kty) ? 'A key made in an HSM cannot be exportable.' : null
}

function purposesProblem(oids: readonly string[]): string | null {
  if (oids.length > purposesMax) return `At most ${purposesMax} purposes.`
  if (new Set(oids).size < oids.length) return 'A purpose stands here twice.'
  const wrong = oids.find((oid) => oidProblem(oid) !== null)
  return wrong === undefined ? null : `${wrong}: ${oidProblem(wrong)}`
}
