import type { KeyChoiceId } from './key-types.ts'
import type { ValidationLevel } from './validation.ts'

/**
 * CAs that Key Vault is not integrated with: the vault makes the key and a CSR, a person carries it to the
 * CA and merges the answer, and the vault mails instead of renewing.
 * https://learn.microsoft.com/azure/key-vault/certificates/create-certificate-signing-request
 */
export const caProfileIds = ['d-trust', 'godaddy', 'ad-cs', 'lets-encrypt', 'step-ca'] as const
export type CaProfileId = (typeof caProfileIds)[number]

/** One thing to choose in the wizard, and why. */
export interface CaChoice {
  readonly what: string
  readonly value: string
  readonly why: string
}

export interface CaProfile {
  readonly id: CaProfileId
  readonly name: string
  readonly kind: 'public' | 'own'
  readonly summary: string
  /** What its certificates say about their holder; empty for a CA of one's own. */
  readonly levels: readonly ValidationLevel[]
  readonly choices: readonly CaChoice[]
  readonly handIn: readonly string[]
  /** Lines for a shell that hand in the CSR; null where the CA has a web site for it. */
  readonly command: string | null
  readonly comesBack: string
  readonly merge: string
  readonly renewal: string
  /** Why it may be the wrong way; null when nothing speaks against it. */
  readonly caution: string | null
  readonly sources: readonly string[]
  /** What the wizard begins with. Extended key usages are dotted OIDs, RFC 5280 section 4.2.1.12. */
  readonly begin: {
    readonly key: KeyChoiceId
    readonly extendedKeyUsage: readonly string[]
    readonly validityMonths: number
  }
}

const serverAuth = '1.3.6.1.5.5.7.3.1'
const clientAuth = '1.3.6.1.5.5.7.3.2'

const serverOnly: CaChoice = {
  what: 'Extended key usage',
  value: 'TLS server',
  why: 'Public CAs have stopped to certify TLS clients with the same certificate.',
}

const publicValidity: CaChoice = {
  what: 'Validity',
  value: '6 months',
  why: 'Public TLS certificates live 200 days at most since 15 March 2026, and 100 from 15 March 2027. The CA decides; the vault reads it from what is merged.',
}

const chainMerge =
  'All of it in one go and in any order: the merge finds the leaf, checks that it belongs to the key, and puts the chain in order.'

const onlyMails =
  'The vault only mails its contacts when it is time. Somebody then issues a new version, hands in its CSR and merges the answer.'

export const caProfiles: readonly CaProfile[] = [
  {
    id: 'd-trust',
    name: 'D-Trust',
    kind: 'public',
    summary: 'Trust service provider of the Bundesdruckerei group, for OV, EV and QWAC.',
    levels: ['OV', 'EV'],
    choices: [
      {
        what: 'Key',
        value: 'RSA 3072 or more',
        why: 'The BSI advises 3000 bits and more since 2024 (TR-02102-1); D-Trust takes RSA from 2048.',
      },
      serverOnly,
      publicValidity,
      {
        what: 'Subject',
        value: 'CN, O, L, S, C as in the order',
        why: 'The organisation has to be written as D-Trust has verified it. Leave out e-mail addresses.',
      },
    ],
    handIn: [
      'Have the organisation and its domains verified in the Certificate Service Manager, once: documents need a signature by hand or a qualified one.',
      'Order the product there and upload the CSR in PEM form. Its first line has to be BEGIN CERTIFICATE REQUEST, as the vault writes it.',
    ],
    command: null,
    comesBack:
      'The certificate in the Certificate Service Manager, as PEM, DER or PKCS#7 with its chain.',
    merge: chainMerge,
    renewal: onlyMails,
    caution: null,
    sources: [
      'https://www.d-trust.net/en/support/certificate-service-manager',
      'https://www.bsi.bund.de/SharedDocs/Downloads/DE/BSI/Publikationen/TechnischeRichtlinien/TR02102/BSI-TR-02102.pdf',
      'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/',
    ],
    begin: { key: 'rsa-3072', extendedKeyUsage: [serverAuth], validityMonths: 6 },
  },
  {
    id: 'godaddy',
    name: 'GoDaddy',
    kind: 'public',
    summary: 'Certificates that are bought as credits and renewed by re-keying.',
    levels: ['DV', 'OV', 'EV'],
    choices: [
      {
        what: 'Key',
        value: 'RSA 2048 or more',
        why: 'GoDaddy does not take elliptic curves.',
      },
      serverOnly,
      publicValidity,
    ],
    handIn: [
      'Open the certificate under SSL Certificates in the account, and choose Manage.',
      'Set up a new one, or re-key the one you have, and paste the CSR in PEM form with its first and last line.',
    ],
    command: null,
    comesBack:
      'An archive with the leaf and a bundle of intermediates (gd_bundle), both in PEM form. Choose the server type “Other”.',
    merge: `Take both files out of the archive. ${chainMerge}`,
    renewal: `${onlyMails} After a re-key the older certificate ends within 72 hours.`,
    caution: null,
    sources: [
      'https://www.godaddy.com/help/rekey-my-certificate-4976',
      'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/',
    ],
    begin: { key: 'rsa-2048', extendedKeyUsage: [serverAuth], validityMonths: 6 },
  },
  {
    id: 'ad-cs',
    name: 'Active Directory Certificate Services',
    kind: 'own',
    summary: 'An enterprise CA of your own on Windows Server.',
    levels: [],
    choices: [
      {
        what: 'Key',
        value: 'What the template asks for',
        why: 'A template has a least key size, and one for RSA refuses elliptic curves.',
      },
      {
        what: 'Extended key usage',
        value: 'Decided by the template',
        why: 'The CA writes the usages of the template, whatever the CSR asks for.',
      },
      {
        what: 'Validity',
        value: 'Decided by the template',
        why: 'The shortest of template, CA setting and the end of the CA itself.',
      },
      {
        what: 'Subject',
        value: 'A template that takes it from the request',
        why: 'Others write the name of the computer or the person that hands it in. Let only few enrol in such a template.',
      },
    ],
    handIn: [
      'On a machine of the domain, as somebody who may enrol in the template, send the CSR.',
      'When the CA wants an approval, a certificate manager issues the request; then fetch it by its number.',
    ],
    command:
      'certreq -submit -attrib "CertificateTemplate:WebServer" ^\n  request.csr leaf.cer chain.p7b',
    comesBack: 'leaf.cer, and chain.p7b with the leaf and the CAs above it.',
    merge: `Take chain.p7b alone. ${chainMerge}`,
    renewal: onlyMails,
    caution: null,
    sources: [
      'https://learn.microsoft.com/windows-server/administration/windows-commands/certreq_1',
      'https://learn.microsoft.com/azure/architecture/example-scenario/certificate-lifecycle',
    ],
    begin: { key: 'rsa-2048', extendedKeyUsage: [serverAuth], validityMonths: 12 },
  },
  {
    id: 'lets-encrypt',
    name: 'Let’s Encrypt',
    kind: 'public',
    summary: 'Free certificates over ACME, for names in public DNS.',
    levels: ['DV'],
    choices: [
      {
        what: 'Key',
        value: 'EC P-256, or RSA 2048',
        why: 'It takes RSA 2048, 3072, 4096 and the curves P-256 and P-384.',
      },
      {
        what: 'Extended key usage',
        value: 'TLS server',
        why: 'It certifies TLS clients no more since 2026.',
      },
      {
        what: 'Validity',
        value: '3 months',
        why: '90 days today, 64 from February 2027, 45 from February 2028. The CA decides.',
      },
      {
        what: 'Subject',
        value: 'Only the name; all names also as DNS names',
        why: 'Nothing but the names is validated, and nothing else is written.',
      },
    ],
    handIn: [
      'Give the CSR to an ACME client that takes one, and prove the domain by DNS or HTTP.',
      'Mind the rate limits while trying: use the staging server first.',
    ],
    command:
      'certbot certonly --csr request.csr \\\n  --manual --preferred-challenges dns \\\n  --fullchain-path fullchain.pem',
    comesBack: 'fullchain.pem: the leaf and its intermediate.',
    merge: `Take fullchain.pem. ${chainMerge}`,
    renewal: onlyMails,
    caution:
      'Made to be renewed by a machine: by hand it is four times a year, and eight from 2028. Use a client outside that renews and imports, or an integrated CA.',
    sources: [
      'https://letsencrypt.org/2025/12/02/from-90-to-45',
      'https://letsencrypt.org/2025/05/14/ending-tls-client-authentication',
      'https://eff-certbot.readthedocs.io/en/stable/using.html',
    ],
    begin: { key: 'ec-p256', extendedKeyUsage: [serverAuth], validityMonths: 3 },
  },
  {
    id: 'step-ca',
    name: 'step-ca',
    kind: 'own',
    summary: 'A small open-source CA of your own, for services that talk to each other.',
    levels: [],
    choices: [
      {
        what: 'Key',
        value: 'EC P-256',
        why: 'Small and fast, and all that step-ca itself uses.',
      },
      {
        what: 'Extended key usage',
        value: 'TLS server and TLS client',
        why: 'Its default template writes both, which is what services need for mutual TLS.',
      },
      {
        what: 'Validity',
        value: 'What the provisioner allows',
        why: '24 hours unless its claims say more: raise maxTLSCertDuration for this provisioner.',
      },
    ],
    handIn: [
      'Where the step client knows the CA, sign the CSR with a provisioner that allows a long enough life.',
    ],
    command: 'step ca sign request.csr chain.pem --not-after 2160h',
    comesBack: 'chain.pem: the leaf and its intermediate.',
    merge: `Take chain.pem; add root_ca.crt when clients should get the root as well. ${chainMerge}`,
    renewal: onlyMails,
    caution:
      'With the default life of 24 hours a certificate ends before anybody has read the mail. Give the provisioner a longer one first.',
    sources: [
      'https://smallstep.com/docs/step-ca/configuration/',
      'https://smallstep.com/docs/step-cli/reference/ca/sign/',
    ],
    begin: { key: 'ec-p256', extendedKeyUsage: [serverAuth, clientAuth], validityMonths: 3 },
  },
]

/** The profile with this id, or null. */
export function findCaProfile(id: string | null): CaProfile | null {
  return caProfiles.find((one) => one.id === id) ?? null
}
