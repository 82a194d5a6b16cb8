/** Every address of the console's pages, so that a link cannot name a page that does not exist. */

const part = encodeURIComponent

function query(values: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  )
  return set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`
}

function vault(name: string) {
  const root = `/ops/vaults/${part(name)}`
  return {
    root,
    settings: `${root}/settings`,
    /** How safe the vault is, check by check. */
    checks: `${root}/checks`,
    /** A form of the vault with one choice made and not saved. */
    set: (choice: 'purge-protection' | 'selected') =>
      `${root}/${choice === 'selected' ? 'network' : 'settings'}${query({ set: choice })}`,
    /** Whom its access policies admit. */
    access: `${root}/access`,
    editAccess: (objectId: string) => `${root}/access${query({ edit: objectId })}`,
    /** Who can do what; with a certificate, who reaches its private key. */
    effectiveAccess: (certificate?: string) => `${root}/access/effective${query({ certificate })}`,
    /** Who can do what with one key or secret: `secrets/database`. */
    objectAccess: (object: string) => `${root}/access/effective${query({ object })}`,
    /** From where the vault may be reached. */
    network: `${root}/network`,
    /** From access policies to roles or back. */
    migrate: `${root}/access/migrate`,
    /** Role assignments on the vault, in it and above it. */
    roles: `${root}/roles`,
    certificates: `${root}/certificates`,
    newCertificate: `${root}/certificates/new`,
    importCertificate: `${root}/certificates/import`,
    /** Deleted certificates of this vault. */
    deleted: `${root}/deleted`,
    /** CAs that the vault orders from, others, and whom it mails. */
    issuers: `${root}/issuers`,
    editContacts: `${root}/issuers?edit=contacts`,
    newIssuer: (provider?: string) => `${root}/issuers/new${query({ provider })}`,
    // `new` is the form's; the service matches names without regard to case.
    issuer: (issuer: string) => `${root}/issuers/${issuer === 'new' ? 'New' : part(issuer)}`,
    /** What to do with a CA that the vault is not connected to. */
    caProfile: (profile: string) => `${root}/issuers/profiles/${part(profile)}`,
    /** The certificate's page: newest version, history, pending operation. */
    certificate: (certificate: string) => `${root}/certificates/${part(certificate)}`,
    /** Where the CA's answer to a pending request is merged. */
    mergeCertificate: (certificate: string) => `${root}/certificates/${part(certificate)}/merge`,
    certificateVersion: (certificate: string, version: string) =>
      `${root}/certificates/${part(certificate)}/${part(version)}`,
    /** The policy by which the next version is made. */
    certificatePolicy: (certificate: string) => `${root}/certificates/${part(certificate)}/policy`,
    editPolicy: (certificate: string) => `${root}/certificates/${part(certificate)}/policy?edit`,
    /** Two versions side by side; without them the newest two. */
    compareVersions: (certificate: string, { from, to }: { from?: string; to?: string } = {}) =>
      `${root}/certificates/${part(certificate)}/compare${query({ from, to })}`,
  }
}

export const paths = {
  home: '/',
  ops: '/ops',
  vaults: '/ops/vaults',
  newVault: '/ops/vaults/new',
  /** Deleted vaults; with a name to look for. */
  deletedVaults: (search?: string) => `/ops/vaults/deleted${query({ q: search })}`,
  vault,
  /** Every certificate of every vault the user can read. */
  certificates: '/ops/certificates',
  /** Operations that are not over, over every vault the user can read. */
  pending: '/ops/pending',
  /** Deleted certificates of every vault the user can read. */
  deleted: '/ops/deleted',
  /** Mails to contacts, on the embedded cloud; with a text to look for. */
  mails: (search?: string) => `/ops/mails${query({ q: search })}`,
  /** What somebody has in every vault; without an object id, whom it is about is asked. */
  access: (principal?: string) => `/ops/access${query({ principal })}`,
  dev: '/dev',
  audit: '/audit',
  /** Sign-in, and where to go afterwards: a path of this site only, see `safeReturnPath`. */
  signIn: (options: { returnTo?: string; reason?: 'expired' | 'signed-out' } = {}) =>
    `/sign-in${query({ return: options.returnTo, reason: options.reason })}`,
} as const

/**
 * The path to return to after sign-in, or `/` when `value` could lead to another site: a browser reads
 * `//host`, `/\host` and `/<tab>/host` as another origin (WHATWG URL, "special authority slashes").
 */
export function safeReturnPath(value: string | null | undefined): string {
  if (!value?.startsWith('/') || value.length > 2000) return paths.home
  if (/[\\\p{Cc}]/u.test(value) || value.startsWith('//')) return paths.home
  const url = URL.parse(value, 'http://console.invalid')
  if (url === null || url.origin !== 'http://console.invalid') return paths.home
  // After normalisation too: `/.//host` parses to the path `//host`.
  if (url.pathname.startsWith('//')) return paths.home
  if (/^\/(sign-in|api|embedded)(\/|$)/.test(url.pathname)) return paths.home
  return url.pathname + url.search + url.hash
}
