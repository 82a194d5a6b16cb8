import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto'
import { createCertificate, randomSerial } from '#lib/x509/issue.ts'
import type { Rdn } from '#lib/x509/name.ts'
import { encodePem } from '#lib/x509/pem.ts'
import { keyIdentifier } from '#lib/x509/public-key.ts'
import { permittedDomains } from './hosts.ts'

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  certificate: string
  privateKey: string
}

const day = 24 * 60 * 60_000
const caLifetime = 3_650 * day
/** What browsers accept at most for a server. */
const leafLifetime = 397 * day
/** Clients whose clock is a little behind must find the certificate valid. */
const backdating = day

const serverAuth = '1.3.6.1.5.5.7.3.1'
const caName = nameOf('Strongroom development CA')

/**
 * Makes the development CA: ECDSA P-256, able to vouch for the hosts that the cloud plays and for
 * nothing else. Whoever gets its key can impersonate those hosts to programs that were told to trust
 * it, and no other site to anybody.
 */
export async function createDevelopmentCa(now: Date): Promise<KeyedCertificate> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = spkiOf(publicKey)
  const certificate = await createCertificate({
    subject: caName,
    issuer: caName,
    serial: randomSerial(),
    notBefore: new Date(now.getTime() - backdating),
    notAfter: new Date(now.getTime() + caLifetime),
    spki,
    extensions: {
      keyUsage: ['keyCertSign', 'cRLSign'],
      basicConstraints: { ca: true, pathLength: 0 },
      extendedKeyUsage: [serverAuth],
      subjectKeyId: keyIdentifier(spki),
      // Names of a kind that is not listed are unrestricted, so addresses are excluded one and all.
      nameConstraints: {
        permitted: { dns: permittedDomains },
        excluded: { ips: ['0.0.0.0/0', '::/0'] },
      },
    },
    signatureAlgorithm: 'ES256',
    sign: signerOf(privateKey),
  })
  return { certificate: encodePem('CERTIFICATE', certificate), privateKey: pemOf(privateKey) }
}

/** A server certificate for one name, possibly a wildcard. */
export async function issueLeaf(
  ca: KeyedCertificate,
  name: string,
  now: Date,
): Promise<KeyedCertificate> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const caKey = createPrivateKey(ca.privateKey)
  const certificate = await createCertificate({
    subject: nameOf(name),
    issuer: caName,
    serial: randomSerial(),
    notBefore: new Date(now.getTime() - backdating),
    notAfter: new Date(now.getTime() + leafLifetime),
    spki: spkiOf(publicKey),
    extensions: {
      keyUsage: ['digitalSignature'],
      basicConstraints: { ca: false, critical: true },
      extendedKeyUsage: [serverAuth],
      authorityKeyId: keyIdentifier(spkiOf(createPublicKey(caKey))),
      subjectKeyId: keyIdentifier(spkiOf(publicKey)),
      names: { dns: [name] },
    },
    signatureAlgorithm: 'ES256',
    sign: signerOf(caKey),
  })
  return { certificate: encodePem('CERTIFICATE', certificate), privateKey: pemOf(privateKey) }
}

/** The self-signed certificate that the JWKS shows beside the token-signing key. PEM. */
export async function issueTokenSigningCertificate(key: KeyObject, now: Date): Promise<string> {
  const subject = nameOf('accounts.accesscontrol.windows.net')
  const certificate = await createCertificate({
    subject,
    issuer: subject,
    serial: randomSerial(),
    notBefore: new Date(now.getTime() - backdating),
    notAfter: new Date(now.getTime() + caLifetime),
    spki: spkiOf(createPublicKey(key)),
    extensions: {},
    signatureAlgorithm: 'RS256',
    sign: async (tbs) => sign('sha256', tbs, key),
  })
  return encodePem('CERTIFICATE', certificate)
}

/** True while the CA outlives every leaf that it would issue now, and its key is its own. */
export function isCaUsable(ca: KeyedCertificate, now: Date): boolean {
  const certificate = new X509Certificate(ca.certificate)
  return (
    certificate.validToDate.getTime() > now.getTime() + leafLifetime &&
    certificate.checkPrivateKey(createPrivateKey(ca.privateKey))
  )
}

export function notAfterOf({ certificate }: KeyedCertificate): Date {
  return new X509Certificate(certificate).validToDate
}

function nameOf(commonName: string): Rdn[] {
  return [[{ oid: '2.5.4.3', value: commonName }]]
}

function spkiOf(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ type: 'spki', format: 'der' })
}

function pemOf(privateKey: KeyObject): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function signerOf(key: KeyObject) {
  return async (tbs: Uint8Array) => sign('sha256', tbs, { key, dsaEncoding: 'ieee-p1363' })
}
