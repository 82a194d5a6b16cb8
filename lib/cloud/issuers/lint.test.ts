import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { type Asn1, readAsn1, readOid, TAG } from '#lib/x509/der.ts'
import {
  explicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from '#lib/x509/encode.ts'
import type { ExtensionSpec } from '#lib/x509/extensions.ts'
import { createCertificate, randomSerial } from '#lib/x509/issue.ts'
import { parseName } from '#lib/x509/name.ts'
import { encodeName } from '#lib/x509/name-der.ts'
import { OID } from '#lib/x509/oids.ts'
import { keyIdentifier, rsaSpki } from '#lib/x509/public-key.ts'
import { lint, linted } from './lint.ts'

/** 200 to-be-signed certificates that must not be signed, each with the rule that it breaks. */
const kinds = ['RSA', 'P-256', 'P-384', 'P-521'] as const
type Kind = (typeof kinds)[number]

const host = 'www.contoso.example'
const spkis = new Map<Kind, Uint8Array>()

beforeAll(() => {
  for (const kind of kinds) {
    const { publicKey } =
      kind === 'RSA'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: kind })
    spkis.set(kind, new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  }
})

interface Change {
  subject?: string
  extensions?: Partial<ExtensionSpec>
  days?: number
  /** Puts other bytes for a field: 0 is the version, 1 the serial number, … 7 the extensions. */
  field?: readonly [number, (old: Asn1, kind: Kind) => Uint8Array | null]
}

const extensionsOf = (kind: Kind): ExtensionSpec => ({
  keyUsage: kind === 'RSA' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'],
  basicConstraints: { ca: false },
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
  authorityKeyId: new Uint8Array(20).fill(7),
  subjectKeyId: keyIdentifier(spkis.get(kind) ?? new Uint8Array()),
  names: { dns: [host, 'xn--mnchen-3ya.example', '*.contoso.example'] },
  policies: ['2.23.140.1.2.2'],
})

/** What would be signed. */
async function tbsOf(kind: Kind, change: Change = {}): Promise<Uint8Array> {
  let captured: Uint8Array = new Uint8Array()
  const now = Date.parse('2026-05-01T00:00:00Z')
  await createCertificate({
    subject:
      change.subject === '' ? [] : parseName(change.subject ?? `CN=${host}, O=Contoso, C=DE`),
    issuer: parseName('CN=Issuer, O=Contoso, C=DE'),
    serial: randomSerial(),
    notBefore: new Date(now),
    notAfter: new Date(now + (change.days ?? 90) * 86_400_000 - 1_000),
    spki: spkis.get(kind) ?? new Uint8Array(),
    extensions: { ...extensionsOf(kind), ...change.extensions },
    signatureAlgorithm: 'RS256',
    async sign(tbs) {
      captured = tbs
      return new Uint8Array(1)
    },
  })
  const { children } = readAsn1(captured)
  const { field } = change
  if (!field) return captured
  const parts = children.map((child, at) => (at === field[0] ? field[1](child, kind) : child.bytes))
  return sequence(...parts.filter((part) => part !== null))
}

const without = (id: string) => (old: Asn1) =>
  explicit(
    3,
    sequence(
      ...(old.children[0]?.children ?? [])
        .filter((child) => readOid(child.children[0], 'extension') !== id)
        .map(({ bytes }) => bytes),
    ),
  )
const plus = (id: string, value: Uint8Array) => (old: Asn1) =>
  explicit(
    3,
    sequence(
      ...(readAsn1(without(id)(old)).children[0]?.children ?? []).map(({ bytes }) => bytes),
      sequence(oid(id), octetString(value)),
    ),
  )
const times = (from: Uint8Array, to: Uint8Array) => () => sequence(from, to)
const utc = (text: string) => tlv(TAG.utcTime, Buffer.from(text))
const general = (text: string) => tlv(TAG.generalizedTime, Buffer.from(text))
const number = (...octets: number[]) => tlv(TAG.integer, new Uint8Array(octets))
const rsa = (bits: number, e: readonly number[], last = 1) => {
  const modulus = new Uint8Array(bits / 8).fill(0xc5)
  modulus[modulus.length - 1] = last
  return () => rsaSpki(modulus, new Uint8Array(e))
}
const good = [1, 0, 1]
const dns = (...names: string[]) => ({ extensions: { names: { dns: [host, ...names] } } })

/** The rule, and how it is broken. */
const faults: readonly (readonly [rule: string, change: Change])[] = [
  ['version 3', { field: [0, () => null] }],
  ['version 3', { field: [0, () => explicit(0, integer(1))] }],
  ['serial positive', { field: [1, () => number(0)] }],
  ['serial positive', { field: [1, () => number(0x80, 1, 2, 3, 4, 5, 6, 7)] }],
  ['serial of at most 20 octets', { field: [1, () => number(...new Array(21).fill(0x41))] }],
  ['serial of at least 64 bits', { field: [1, () => number(1, 2, 3, 4, 5, 6, 7)] }],
  [
    'signature with SHA-2',
    { field: [2, () => sequence(oid('1.2.840.113549.1.1.5'), nullValue())] },
  ],
  [
    'signature with SHA-2',
    { field: [2, () => sequence(oid('1.2.840.113549.1.1.4'), nullValue())] },
  ],
  ['signature with SHA-2', { field: [2, () => sequence(oid('1.2.840.10045.4.1'))] }],
  ['an issuer', { field: [3, () => encodeName([])] }],
  ['times in their forms', { field: [4, times(general('20260501000000Z'), utc('260801000000Z'))] }],
  ['times in their forms', { field: [4, times(utc('260501000000Z'), general('20260801000000Z'))] }],
  ['readable', { field: [4, times(utc('2605010000Z'), utc('260801000000Z'))] }],
  ['a validity', { field: [4, times(utc('260801000000Z'), utc('260501000000Z'))] }],
  ['names critical without a subject', { subject: '', extensions: { namesCritical: false } }],
  ['key strong', { field: [6, rsa(1024, good)] }],
  ['key strong', { field: [6, rsa(2048, [3])] }],
  ['key strong', { field: [6, rsa(2048, good, 2)] }],
  ['canonical DER', { field: [1, () => number(0, 0, 1, 2, 3, 4, 5, 6, 7)] }],
  [
    'canonical DER',
    { field: [7, plus(OID.basicConstraints, sequence(tlv(TAG.boolean, new Uint8Array([0]))))] },
  ],
  [
    'canonical DER',
    { field: [7, plus(OID.basicConstraints, sequence(tlv(TAG.boolean, new Uint8Array([1]))))] },
  ],
  ['subject key identifier', { field: [7, without(OID.subjectKeyIdentifier)] }],
  ['authority key identifier', { field: [7, without(OID.authorityKeyIdentifier)] }],
  [
    'critical constraints of an authority',
    { extensions: { basicConstraints: { ca: true, critical: false } } },
  ],
  [
    'path length of an authority only',
    { field: [7, plus(OID.basicConstraints, sequence(integer(0)))] },
  ],
  [
    'critical key usage',
    { field: [7, plus(OID.keyUsage, tlv(TAG.bitString, new Uint8Array([7, 0x80])))] },
  ],
  ['names', { field: [7, without(OID.subjectAltName)] }],
  ['no other names', { extensions: { names: { dns: [host], emails: ['a@contoso.example'] } } }],
  ['no other names', { extensions: { names: { dns: [host], upns: ['a@contoso.example'] } } }],
  ['common name among the names', { subject: 'CN=other.contoso.example' }],
  ['common name among the names', { subject: 'CN=Contoso' }],
  ['DNS names of servers', dns('a_b.contoso.example')],
  ['DNS names of servers', dns('-a.contoso.example')],
  ['DNS names of servers', dns('a..contoso.example')],
  ['DNS names of servers', dns('a.contoso.example.')],
  ['DNS names of servers', dns('a.*.contoso.example')],
  ['DNS names of servers', dns('w*.contoso.example')],
  ['DNS names of servers', dns('UPPER.contoso.example')],
  ['DNS names of servers', dns('192.0.2.1')],
  ['DNS names of servers', dns('localhost')],
  ['DNS names of servers', dns(`${'a'.repeat(64)}.example`)],
  ['DNS names of servers', dns('xn--9999999999a.example')],
  ['DNS names of servers', dns('ab--cd.example')],
  ['no authority', { extensions: { basicConstraints: { ca: true } } }],
  ['use for servers', { extensions: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] } }],
  ['use for servers', { extensions: { extendedKeyUsage: [] } }],
  [
    'no use for anything',
    { extensions: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'] } },
  ],
  ['usages that fit the key', { extensions: { keyUsage: ['keyCertSign'] } }],
  ['usages that fit the key', { extensions: { keyUsage: ['digitalSignature', 'keyAgreement'] } }],
  ['usages that fit the key', { extensions: { keyUsage: [] } }],
  ['a policy', { extensions: { policies: [] } }],
  ['at most 398 days', { days: 399 }],
]

it.each(kinds)('a good one with a key %s keeps all rules', async (kind) => {
  for (const days of [1, 47, 200, 398]) {
    expect(lint(await tbsOf(kind, { days }), 'tls-server')).toEqual([])
  }
  expect(lint(await tbsOf(kind, { days: 3_650 }), 'any')).toEqual([])
})

it(`${faults.length * kinds.length} bad ones are refused before they are signed`, async () => {
  expect(faults.length * kinds.length).toBeGreaterThanOrEqual(200)
  for (const [rule, change] of faults) {
    for (const kind of kinds) {
      const tbs = new Uint8Array(await tbsOf(kind, change))
      expect(lint(tbs, 'tls-server'), JSON.stringify([rule, change, kind])).toContain(rule)
      const { sign } = linted(
        { signatureAlgorithm: 'RS256', sign: async () => expect.unreachable('signed') },
        'tls-server',
      )
      await expect(sign(tbs)).rejects.toThrow(rule)
    }
  }
})

it('names of a set in any order, and keys on the curve of coins', async () => {
  const parts = [
    ['2.5.4.3', 'b'],
    ['2.5.4.10', 'a'],
  ].map(([id = '', text = '']) => sequence(oid(id), tlv(TAG.utf8String, Buffer.from(text))))
  const sorted = sequence(setOf(...parts))
  const [first, second] = readAsn1(sorted).children[0]?.children ?? []
  const odd = sequence(tlv(TAG.set, second?.bytes ?? sorted, first?.bytes ?? sorted))
  expect(lint(await tbsOf('RSA', { field: [3, () => sorted] }), 'any')).toEqual([])
  expect(lint(await tbsOf('RSA', { field: [3, () => odd] }), 'any')).toEqual(['canonical DER'])
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const coin = await tbsOf('P-256', { field: [6, () => spki] })
  expect(lint(coin, 'any')).toEqual([])
  expect(lint(coin, 'tls-server')).toEqual(['a curve that browsers trust'])
})
