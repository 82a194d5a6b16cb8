import type { Environment } from '../../environment.ts'
import { isHsm } from '../key-types.ts'
import { adviseValidity, validityProblem } from '../validity.ts'
import type { PolicyDraft, PolicyField } from './draft.ts'
import { clientAuth, codeSigning, serverAuth, validityUse } from './extended-key-usages.ts'
import { issuerKind } from './issuer-kind.ts'
import { fitsKey, keyUsageWords } from './key-usages.ts'

/** What a choice brings with it that the service does not refuse. */
export interface PolicyAdvice {
  readonly field: PolicyField
  readonly tone: 'ok' | 'note' | 'warn'
  readonly message: string
  readonly citation: string | null
}

export interface AdviceSetting {
  readonly now: Date
  /** Null when the tier of the vault is not known. */
  readonly premium: boolean | null
  readonly environment: Environment | null
}

type Rule = (draft: PolicyDraft, setting: AdviceSetting) => Omit<PolicyAdvice, 'field'> | null

function warn(message: string, citation: string | null = null) {
  return { tone: 'warn', message, citation } as const
}

function note(message: string, citation: string | null = null) {
  return { tone: 'note', message, citation } as const
}

const baseline = 'https://cabforum.org/working-groups/server/baseline-requirements/requirements/'

const rules: readonly (readonly [PolicyField, Rule])[] = [
  [
    'issuer',
    ({ issuer }, { environment }) =>
      issuerKind(issuer) !== 'self'
        ? null
        : environment === 'production'
          ? warn(
              'For tests. This vault is tagged as production: nobody trusts a self-signed certificate until it is installed on every client, and nobody can revoke it.',
            )
          : null,
  ],
  [
    'certificateType',
    ({ certificateType, names }) =>
      certificateType.toUpperCase().startsWith('EV') &&
      names.dns.some((dns) => dns.startsWith('*.'))
        ? warn(
            'Certificates with extended validation may hold no wildcards: the CA will refuse this.',
            // Section 7.1.4.2.1 of the EV guidelines.
            'https://cabforum.org/working-groups/server/extended-validation/guidelines/',
          )
        : null,
  ],
  [
    'certificateTransparency',
    ({ certificateTransparency, issuer }) =>
      certificateTransparency === false && issuerKind(issuer) === 'integrated'
        ? warn(
            'Browsers refuse public certificates that are in no transparency log.',
            'https://googlechrome.github.io/CertificateTransparency/ct_policy.html',
          )
        : null,
  ],
  [
    'subject',
    ({ subject, issuer }) =>
      issuerKind(issuer) === 'integrated' && /[,;+]/.test(subject)
        ? note(
            'The CA keeps the common name alone, and puts in the organisation that it has checked.',
          )
        : null,
  ],
  ['names', nameAdvice],
  [
    'kty',
    ({ kty, size, extendedKeyUsage }) =>
      extendedKeyUsage.includes(codeSigning) && kty.startsWith('RSA') && (size ?? 0) < 3072
        ? warn(
            'Public CAs sign for code only RSA keys of 3072 bits or more.',
            'https://cabforum.org/working-groups/code-signing/requirements/',
          )
        : null,
  ],
  [
    'kty',
    ({ kty }, { premium }) =>
      isHsm(kty) && premium === null
        ? note('The tier of this vault could not be read. On Standard the vault refuses HSM keys.')
        : null,
  ],
  [
    'kty',
    ({ kty }) =>
      isHsm(kty)
        ? note(
            'Made in the HSM and never outside of it: it cannot be exported, backed up to a file or given to App Service, and each key is billed by the month.',
            'https://azure.microsoft.com/pricing/details/key-vault/',
          )
        : null,
  ],
  [
    'exportable',
    ({ exportable, extendedKeyUsage }, { environment }) =>
      exportable
        ? environment === 'production'
          ? note(
              'This vault is tagged as production: whoever may read its secrets can copy this key, and the renewal checks say so.',
            )
          : null
        : (extendedKeyUsage.includes(codeSigning) ? note : warn)(
            'Cannot be deployed as a file: App Service cannot import it, and the VM extension has no key to write.',
            'https://learn.microsoft.com/azure/app-service/configure-ssl-certificate#import-a-certificate-from-key-vault',
          ),
  ],
  [
    'exportable',
    ({ exportable, extendedKeyUsage }) =>
      !exportable && extendedKeyUsage.includes(serverAuth)
        ? note(
            'A server that lets the vault sign each TLS handshake shares its limits with all others: for RSA-2048 4,000 operations of a software key in 10 seconds, or 2,000 of an HSM key.',
            'https://learn.microsoft.com/azure/key-vault/general/service-limits',
          )
        : null,
  ],
  ['reuseKey', reuseAdvice],
  [
    'contentType',
    ({ contentType, exportable }) =>
      contentType === 'application/x-pem-file' && exportable
        ? note(
            'App Service and Application Gateway take PFX only.',
            'https://learn.microsoft.com/azure/application-gateway/key-vault-certs#supported-certificates',
          )
        : null,
  ],
  ['keyUsage', keyUsageAdvice],
  ['extendedKeyUsage', purposeAdvice],
  [
    'validityMonths',
    ({ validityMonths, issuer, extendedKeyUsage }, { now }) => {
      if (validityProblem(validityMonths) !== null) return null
      const { tone, message, citation } = adviseValidity(
        validityMonths,
        now,
        issuerKind(issuer),
        validityUse(extendedKeyUsage),
      )
      return { tone, message, citation }
    },
  ],
]

/** All that the choices of a policy bring with them, field by field, in the order of a form. */
export function advisePolicy(draft: PolicyDraft, setting: AdviceSetting): PolicyAdvice[] {
  return rules.flatMap(([field, rule]) => {
    const found = rule(draft, setting)
    return found === null ? [] : [{ field, ...found }]
  })
}

function nameAdvice({ issuer, names, extendedKeyUsage, subject }: PolicyDraft) {
  const kind = issuerKind(issuer)
  const others = names.emails.length + names.upns.length + names.ips.length + names.uris.length
  if (kind === 'integrated' && others > 0) {
    return warn(
      'What a vault orders by itself is for TLS servers: the CA checks DNS names, and may refuse the order for any other kind.',
    )
  }
  const server = extendedKeyUsage.includes(serverAuth)
  if (server && names.dns.length === 0 && names.ips.length === 0 && subject.trim() !== '') {
    return warn(
      'Without a DNS name or address no client will match it with the server: they no longer read the common name.',
      'https://www.rfc-editor.org/rfc/rfc9525#section-2',
    )
  }
  return null
}

function reuseAdvice({ reuseKey, issuer }: PolicyDraft) {
  if (!reuseKey) return null
  return issuerKind(issuer) === 'self'
    ? warn('A key that leaks once stays leaked in every later version.')
    : warn(
        'CAs must refuse a key that was ever reported as compromised, and some refuse any second use: then each renewal fails until this is changed.',
        // Section 6.1.1.3.
        baseline,
      )
}

function keyUsageAdvice({ keyUsage, kty }: PolicyDraft) {
  const unfit = keyUsage.filter((usage) => !fitsKey(usage, kty))
  if (unfit.length > 0) {
    return kty.startsWith('EC')
      ? warn(
          `${keyUsageWords(unfit)}: an EC key cannot do that, and strict clients refuse the certificate.`,
          'https://www.rfc-editor.org/rfc/rfc8813#section-3',
        )
      : warn(
          `${keyUsageWords(unfit)}: an RSA key cannot do that.`,
          'https://www.rfc-editor.org/rfc/rfc4055#section-1.2',
        )
  }
  if (keyUsage.includes('keyCertSign')) {
    return warn(
      'Key Vault makes no certificates of authorities, and without that mark clients refuse whatever this key signs.',
      'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.9',
    )
  }
  const narrows = keyUsage.includes('encipherOnly') || keyUsage.includes('decipherOnly')
  if (narrows && !keyUsage.includes('keyAgreement')) {
    return warn(
      'Encipher only and decipher only mean nothing without key agreement.',
      'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3',
    )
  }
  if (keyUsage.length === 0) return note('Without any, the vault puts in its own defaults.')
  return null
}

function purposeAdvice({ extendedKeyUsage, issuer }: PolicyDraft) {
  const server = extendedKeyUsage.includes(serverAuth)
  if (issuerKind(issuer) === 'integrated' && !server) {
    return warn('The CAs that a vault orders from sign for TLS servers, and refuse other requests.')
  }
  if (issuerKind(issuer) !== 'self' && server && extendedKeyUsage.includes(clientAuth)) {
    return note(
      'Public CAs leave TLS client out: browsers want certificates for servers only.',
      'https://googlechrome.github.io/chromerootprogram/',
    )
  }
  if (extendedKeyUsage.length === 0) {
    return note(
      'Without any, the vault puts in TLS server and TLS client.',
      'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy',
    )
  }
  return null
}
