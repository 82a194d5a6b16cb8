/**
 * The CAs that Key Vault orders from, and what each has to be told:
 * https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority
 */
export const providerIds = ['DigiCert', 'GlobalSign'] as const
export type ProviderId = (typeof providerIds)[number]

export interface Provider {
  readonly id: ProviderId
  readonly summary: string
  readonly accountLabel: string
  readonly accountHint: string
  /** What the CA calls the credential: it goes to the vault and never comes back. */
  readonly credentialLabel: string
  readonly credentialHint: string
  readonly organizationRequired: boolean
  readonly organizationHint: string
  readonly administratorRequired: boolean
  readonly citation: string
}

const guide =
  'https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority'

export const providers: Readonly<Record<ProviderId, Provider>> = {
  DigiCert: {
    id: 'DigiCert',
    summary: 'OV and EV certificates for TLS, ordered through CertCentral.',
    accountLabel: 'Account ID',
    accountHint: 'The number of your CertCentral account.',
    credentialLabel: 'API key',
    credentialHint: 'From CertCentral, under Automation, API Keys.',
    organizationRequired: true,
    organizationHint: 'The organisation in CertCentral that stands in the certificates.',
    administratorRequired: false,
    citation: guide,
  },
  GlobalSign: {
    id: 'GlobalSign',
    summary: 'OV and EV certificates for TLS, ordered through Managed SSL.',
    accountLabel: 'Account ID',
    accountHint: 'The user name of your GlobalSign account, such as PAR12345_name.',
    credentialLabel: 'Password',
    credentialHint: 'Of the same GlobalSign account, with its API enabled.',
    organizationRequired: false,
    organizationHint: 'Only when GlobalSign gave you one.',
    administratorRequired: true,
    citation: guide,
  },
}

/** What the service calls itself and tests with. They can be named in a vault and serve nobody outside. */
const internalProviders = ['Test', 'OneCert', 'SslAdminV2', 'OneCertV2-PublicCA']

/** Of any spelling, as the service matches it; null for all but the two that people can sign up with. */
export function findProvider(name: string): Provider | null {
  const id = providerIds.find((one) => one.toLowerCase() === name.toLowerCase())
  return id === undefined ? null : providers[id]
}

export function isInternalProvider(name: string): boolean {
  return internalProviders.some((one) => one.toLowerCase() === name.toLowerCase())
}
