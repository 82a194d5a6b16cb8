import { readBasicConstraints, readExtendedKeyUsage } from '#lib/x509/certificate-extensions.ts'
import { type ParsedCsr, readCsr } from '#lib/x509/csr.ts'
import { OID } from '#lib/x509/oids.ts'
import type { Db } from '../store/store.ts'
import { type Refusal, rejected } from './authority.ts'
import { type CustomerAccount, isVetted } from './book.ts'
import type { Product } from './products.ts'

/** What a public authority reads out of a request; the rest of the subject it knows better. */
export interface TlsRequest {
  csr: ParsedCsr
  /** One of `dnsNames`. */
  commonName: string
  dnsNames: string[]
  /** Object identifiers. */
  uses: string[]
}

const serverAuth = '1.3.6.1.5.5.7.3.1'
const clientAuth = '1.3.6.1.5.5.7.3.2'

/** Common names are names of servers, RFC 1123 section 2.1, with at most one star in front. */
const serverName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i

const maxNames = 250

/** Reads the request for a TLS certificate, and says why it cannot be one. */
export function readTlsRequest(der: Uint8Array): TlsRequest | Refusal {
  const csr = readCsr(der)
  const { names, extensions } = csr
  const constraints = extensions.get(OID.basicConstraints)
  if (constraints && readBasicConstraints(constraints.value).ca) {
    return rejected('The request is for a certificate authority; only servers get a certificate.')
  }
  if (csr.key.kind === 'other' || (csr.key.kind === 'EC' && csr.key.curve === 'P-256K')) {
    return rejected(
      'The key is of a kind that browsers do not trust: use RSA, P-256, P-384 or P-521.',
    )
  }
  const strange = [...names.emails, ...names.upns, ...names.ips, ...names.uris]
  if (strange.length > 0) {
    return rejected(`Only DNS names are vetted; the request also names ${strange[0]}.`)
  }
  const asked = extensions.get(OID.extendedKeyUsage)
  const uses = asked ? readExtendedKeyUsage(asked.value) : [serverAuth]
  if (!uses.includes(serverAuth)) {
    return rejected(`The request lacks the extended key usage ${serverAuth} of TLS servers.`)
  }
  const own = csr.subjectRdns.flat().find((attribute) => attribute.oid === '2.5.4.3')?.value
  const dnsNames = [...new Set([...(own === undefined ? [] : [own]), ...names.dns])].map((name) =>
    name.toLowerCase(),
  )
  const wrong = dnsNames.find((name) => name.length > 253 || !serverName.test(name))
  const [commonName] = dnsNames
  if (wrong !== undefined) return rejected(`${wrong} is not the DNS name of a server.`)
  if (commonName === undefined) return rejected('The request has no DNS name.')
  if (dnsNames.length > maxNames) {
    return rejected(`The request has more than ${maxNames} names.`)
  }
  return {
    csr,
    commonName,
    dnsNames: [...new Set(dnsNames)],
    uses: uses.filter((use) => use === serverAuth || use === clientAuth),
  }
}

/** Why the names may not stand in a certificate of this product for this customer; null when they may. */
export function checkNames(
  db: Db,
  request: TlsRequest,
  product: Product,
  account: CustomerAccount,
): Refusal | null {
  const star = request.dnsNames.find((name) => name.startsWith('*.'))
  if (star !== undefined && !product.wildcards) {
    return rejected(`${product.name} certificates have no wildcard names such as ${star}.`)
  }
  const unknown = request.dnsNames.find((name) => !isVetted(db, account, name))
  if (unknown === undefined) return null
  return rejected(
    `The domain of ${unknown} has not been validated for the account ${account.accountId}.`,
  )
}
