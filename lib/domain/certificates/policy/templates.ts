import type { Environment } from '../../environment.ts'
import { keyChoices, keyOf } from '../key-types.ts'
import { addMonths, publicTrustLimitAt } from '../validity.ts'
import type { PolicyDraft } from './draft.ts'
import { clientAuth, codeSigning, serverAuth } from './extended-key-usages.ts'
import { issuerKind } from './issuer-kind.ts'

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
  spiffe: 'https://github.com/spiffe/spiffe/blob/main/standards/X509-SVID.md',
} as const

const rsa2048 = keyOf(keyChoices[0], false)
const rsa3072 = keyOf(keyChoices[1], false)
const p256 = keyOf(keyChoices[3], false)

const common = {
  exportable: true,
  reuseKey: false,
  contentType: 'application/x-pkcs12',
} as const

/** What a purpose asks of a policy, each choice with its reason. */
export function templateFor(purpose: PurposeId, setting: TemplateSetting): Template {
  return templates[purpose](setting)
}

const templates: Readonly<Record<PurposeId, (setting: TemplateSetting) => Template>> = {
  'web-server': (setting) => {
    const months = serverMonths(setting)
    return {
      policy: {
        ...common,
        ...rsa2048,
        keyUsage: ['digitalSignature', 'keyEncipherment'],
        extendedKeyUsage: [serverAuth],
        validityMonths: months.count,
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
        months.reason,
        {
          choice: 'Exportable, as PFX',
          reason:
            'App Service, gateways and the VM extension deploy the file. A new key each time.',
          citation: null,
        },
      ],
    }
  },

  client: () => ({
    policy: {
      ...common,
      ...p256,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [clientAuth],
      validityMonths: 3,
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
    ],
  }),

  service: () => ({
    policy: {
      ...common,
      ...p256,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: [serverAuth, clientAuth],
      validityMonths: 1,
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
        reason:
          'Nothing revokes it between your services, so let it end soon. The vault renews it.',
        citation: null,
      },
    ],
  }),

  'code-signing': ({ premium, environment }) => {
    const hsm = premium === true && environment !== 'other'
    return {
      policy: {
        ...common,
        ...(hsm ? keyOf(keyChoices[1], true) : rsa3072),
        exportable: false,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [codeSigning],
        validityMonths: 12,
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

/** As long as browsers allow a public certificate of today; three months where no browser is asked. */
function serverMonths({ issuer, now }: TemplateSetting): { count: number; reason: TemplateReason } {
  const limit = publicTrustLimitAt(now).current
  if (issuerKind(issuer) === 'self' || limit === null) {
    return {
      count: 3,
      reason: {
        choice: '3 months',
        reason: 'The vault renews it by itself, and often enough that a fault shows early.',
        citation: null,
      },
    }
  }
  const count = longestMonths(limit.days, now)
  return {
    count,
    reason: {
      choice: count === 1 ? '1 month' : `${count} months`,
      reason: `The most that stays within the ${limit.days} days that browsers accept today.`,
      citation: limit.citation,
    },
  }
}

const dayMs = 86_400_000

/** The most whole months from `now` that fit into so many days; at least one. */
export function longestMonths(days: number, now: Date): number {
  let months = 1
  while ((addMonths(now, months + 1).getTime() - now.getTime()) / dayMs <= days) months += 1
  return months
}
