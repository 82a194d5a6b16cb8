import type { Environment } from '../../environment.ts'
import { keyChoices, keyOf } from '../key-types.ts'
import { addMonths, dayWords, publicTrustLimitAt, selfSignedAdviceDays } from '../validity.ts'
import type { PolicyDraft } from './draft.ts'
import { clientAuth, codeSigning, serverAuth } from './extended-key-usages.ts'
import { issuerKind } from './issuer-kind.ts'
import { lifetimeActionFor, months } from './lifetime.ts'

export const purposeIds = ['web-server', 'client', 'service', 'code-signing'] as const
export type PurposeId = (typeof purposeIds)[number]

/** What a template sets besides names and signer, which only the person knows. */
export type TemplatePolicy = Pick<
  PolicyDraft,
  | 'kty'
  | 'size'
  | 'curve'
  | 'exportable'
  | 'reuseKey'
  | 'contentType'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'validityMonths'
  | 'lifetimeAction'
>

export interface TemplateReason {
  /** The choice, in a few words. */
  readonly choice: string
  readonly reason: string
  readonly citation: string | null
}

export interface Template {
  readonly policy: TemplatePolicy
  readonly reasons: readonly TemplateReason[]
}

/** What the choices of a template depend on. */
export interface TemplateSetting {
  readonly issuer: string
  readonly now: Date
  /** Null when the tier of the vault is not known. */
  readonly premium: boolean | null
  readonly environment: Environment | null
}

const sources = {
  extendedKeyUsage: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12',
  keyUsage: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3',
  // Section 7.1.2.7: the profile of subscribers' certificates.
  baseline: 'https://cabforum.org/working-groups/server/baseline-requirements/requirements/',
  // Section 6.1.5 and 6.2.7.4: sizes and protection of keys, 6.3.2: 460 days from 1 March 2026.
  codeSigning: 'https://cabforum.org/working-groups/code-signing/requirements/',
  chromeRoots: 'https://googlechrome.github.io/chromerootprogram/',
  frontDoor:
    'https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-configure-https-custom-domain',
  ephemeral: 'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2',
  ellipticUsage: 'https://www.rfc-editor.org/rfc/rfc8813#section-3',
  keyInVault:
    'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#exportable-or-non-exportable-key',
  spiffe: 'https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md',
} as const

const rsa2048 = keyOf(keyChoices[0], false)
const rsa3072 = keyOf(keyChoices[1], false)
const p256 = keyOf(keyChoices[3], false)

const common = {
  reuseKey: false,
  contentType: 'application/x-pkcs12',
} as const

/** Whether the key may leave the vault, where a purpose is often served from a file. */
function servedFromFile({ environment }: TemplateSetting): {
  exportable: boolean
  reason: TemplateReason
} {
  if (environment !== 'production') {
    return {
      exportable: true,
      reason: {
        choice: 'Exportable, as PFX',
        reason: 'App Service, gateways and the VM extension deploy the file. A new key each time.',
        citation: null,
      },
    }
  }
  return {
    exportable: false,
    reason: {
      choice: 'Not exportable',
      reason:
        'The vault is tagged as production: a key that cannot leave it cannot be copied. App Service, gateways and the VM extension need the file: choose “Exportable” for those.',
      citation: sources.keyInVault,
    },
  }
}

/** What a purpose asks of a policy, each choice with its reason. */
export function templateFor(purpose: PurposeId, setting: TemplateSetting): Template {
  return templates[purpose](setting)
}

const templates: Readonly<Record<PurposeId, (setting: TemplateSetting) => Template>> = {
  'web-server': (setting) => {
    const life = serverMonths(setting)
    const file = servedFromFile(setting)
    return {
      policy: {
        ...common,
        ...rsa2048,
        exportable: file.exportable,
        keyUsage: ['digitalSignature', 'keyEncipherment'],
        extendedKeyUsage: [serverAuth],
        validityMonths: life.count,
        lifetimeAction: lifetimeActionFor(setting.issuer, life.count),
      },
      reasons: [
        {
          choice: 'TLS server alone',
          reason:
            'Browsers want certificates for servers only: their programs end those that also sign clients in.',
          citation: sources.chromeRoots,
        },
        {
          choice: 'Digital signature and key encipherment',
          reason:
            'Signing for TLS 1.3, wrapping for clients of TLS 1.2 that still exchange by RSA.',
          citation: sources.baseline,
        },
        {
          choice: 'RSA 2048',
          reason:
            'Every client reads it, and so does Azure Front Door, which takes no elliptic curves.',
          citation: sources.frontDoor,
        },
        life.reason,
        file.reason,
      ],
    }
  },

  client: ({ issuer }) => ({
    policy: {
      ...common,
      ...p256,
      exportable: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [clientAuth],
      validityMonths: 3,
      lifetimeAction: lifetimeActionFor(issuer, 3),
    },
    reasons: [
      {
        choice: 'TLS client alone',
        reason: 'A stolen one cannot pass for a server.',
        citation: sources.extendedKeyUsage,
      },
      {
        choice: 'Digital signature',
        reason: 'A client proves its key by signing the handshake, and does nothing else with it.',
        citation: sources.ephemeral,
      },
      {
        choice: 'EC P-256',
        reason: 'As strong as RSA 3072, and far cheaper to sign with.',
        citation: null,
      },
      {
        choice: '3 months',
        reason: 'Long enough to plan, short enough to practise.',
        citation: null,
      },
      {
        choice: 'Not exportable',
        reason:
          'An application proves who it is by having the vault sign. One that opens TLS connections with it needs the file: choose “Exportable” for that.',
        citation: sources.keyInVault,
      },
    ],
  }),

  service: (setting) => {
    const file = servedFromFile(setting)
    return {
      policy: {
        ...common,
        ...p256,
        exportable: file.exportable,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [serverAuth, clientAuth],
        validityMonths: 1,
        lifetimeAction: lifetimeActionFor(setting.issuer, 1),
      },
      reasons: [
        {
          choice: 'TLS server and client',
          reason:
            'Services call and are called with the same identity. Public CAs no longer issue both: sign it yourself or by a private CA.',
          citation: sources.spiffe,
        },
        {
          choice: 'Digital signature',
          reason: 'With ephemeral keys both sides only sign; an EC key can encrypt no other key.',
          citation: sources.ellipticUsage,
        },
        {
          choice: 'EC P-256',
          reason: 'Both ends are yours, and handshakes are many.',
          citation: null,
        },
        {
          choice: '1 month',
          reason: 'Nothing revokes it between your services, so let it end soon.',
          citation: null,
        },
        file.reason,
      ],
    }
  },

  'code-signing': ({ premium, environment, issuer }) => {
    const hsm = premium === true && environment !== 'other'
    return {
      policy: {
        ...common,
        ...(hsm ? keyOf(keyChoices[1], true) : rsa3072),
        exportable: false,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [codeSigning],
        validityMonths: 12,
        lifetimeAction: lifetimeActionFor(issuer, 12),
      },
      reasons: [
        {
          choice: 'Code signing alone',
          reason: 'Verifiers want this purpose, and CAs may add no other.',
          citation: sources.codeSigning,
        },
        {
          choice: hsm ? 'RSA 3072 in an HSM' : 'RSA 3072',
          reason: hsm
            ? 'The least size for code since 2021, in the hardware that public CAs ask for.'
            : 'The least size for code since 2021. Public CAs also ask for an HSM: a vault of the Premium tier.',
          citation: sources.codeSigning,
        },
        {
          choice: 'Not exportable',
          reason: 'Pipelines sign through the vault, so each signature is in its log.',
          citation: null,
        },
        {
          choice: 'Digital signature',
          reason: 'All that signing files takes.',
          citation: sources.keyUsage,
        },
        {
          choice: '12 months',
          reason: 'Public CAs stop at 460 days. Time stamps keep older signatures valid.',
          citation: sources.codeSigning,
        },
      ],
    }
  },
}

/** As long as browsers allow a public certificate and its renewal; three months where no browser is asked. */
function serverMonths({ issuer, now }: TemplateSetting): { count: number; reason: TemplateReason } {
  const count = publicMonths(now)
  const { current, next } = publicTrustLimitAt(now)
  if (issuerKind(issuer) === 'self' || current === null) {
    return {
      count: 3,
      reason: {
        choice: '3 months',
        reason: 'The vault renews it by itself, and often enough that a fault shows early.',
        citation: null,
      },
    }
  }
  const coming = count < longestMonths(current.days, now) ? next : null
  return {
    count,
    reason: {
      choice: months(count),
      reason:
        coming === null
          ? `The most that stays within the ${current.days} days that browsers accept, today and when it is renewed.`
          : `Browsers accept ${current.days} days today, and ${coming.days} from ${dayWords(coming.from)} on: longer ones could not be renewed by the same policy.`,
      citation: (coming ?? current).citation,
    },
  }
}

/**
 * The most whole months that a public CA may sign for, both now and, at the latest when this version ends,
 * for the next one by the same policy; at least one.
 */
export function publicMonths(now: Date): number {
  const fits = (count: number, at: Date) => {
    const limit = publicTrustLimitAt(at).current
    return limit === null || count <= longestMonths(limit.days, at)
  }
  let count = longestMonths(publicTrustLimitAt(now).current?.days ?? selfSignedAdviceDays, now)
  while (count > 1 && !fits(count, addMonths(now, count))) count -= 1
  return count
}

const dayMs = 86_400_000

/** The most whole months from `now` that fit into so many days; at least one. */
export function longestMonths(days: number, now: Date): number {
  let months = 1
  while ((addMonths(now, months + 1).getTime() - now.getTime()) / dayMs <= days) months += 1
  return months
}
