import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSsl } from '#lib/testing/openssl.ts'
import { createDevelopmentCa, issueLeaf, type KeyedCertificate } from './certificates.ts'
import { certificateNames } from './hosts.ts'
import { loadTlsMaterial } from './tls-files.ts'

const day = 24 * 60 * 60_000
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-tls-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function leaves(): Record<string, KeyedCertificate> {
  return JSON.parse(readFileSync(join(folder, 'cloud', 'tls.json'), 'utf8')).leaves
}

function fingerprints(): string[] {
  return certificateNames.map((name) => leaves()[name]?.certificate ?? '')
}

describe('loadTlsMaterial', () => {
  it('makes the CA and a leaf for each name once, and keeps them', async () => {
    const first = await loadTlsMaterial(folder)
    expect([...first.contexts.keys()].sort()).toEqual([...certificateNames].sort())
    const before = fingerprints()
    const second = await loadTlsMaterial(folder)
    expect(second.ca).toBe(first.ca)
    expect(fingerprints()).toEqual(before)
    expect(readFileSync(join(folder, 'cloud', 'ca.pem'), 'utf8')).toBe(first.ca)
    expect(statSync(join(folder, 'cloud', 'tls.json')).mode & 0o777).toBe(0o600)
  })

  it('makes leaves anew 30 days before they end, under the same CA', async () => {
    const now = new Date()
    const { ca } = await loadTlsMaterial(folder, now)
    const before = fingerprints()
    await loadTlsMaterial(folder, new Date(now.getTime() + 366 * day))
    expect(fingerprints()).toEqual(before)
    const renewed = await loadTlsMaterial(folder, new Date(now.getTime() + 368 * day))
    expect(renewed.ca).toBe(ca)
    for (const [index, certificate] of fingerprints().entries()) {
      expect(certificate).not.toBe(before[index])
    }
  })

  it('makes everything anew when the CA is for other hosts or the file is damaged', async () => {
    const { ca } = await loadTlsMaterial(folder)
    const path = join(folder, 'cloud', 'tls.json')
    const file = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...file, domains: ['vault.azure.net'] }))
    const other = await loadTlsMaterial(folder)
    expect(other.ca).not.toBe(ca)
    writeFileSync(path, 'not json')
    expect((await loadTlsMaterial(folder)).ca).not.toBe(other.ca)
  })
})

describe('development CA', () => {
  it('is constrained, critically, to the hosts that are played', async () => {
    const { certificate } = await createDevelopmentCa(new Date())
    const ssl = openSsl()
    ssl.write('ca.pem', certificate)
    const text = ssl.run('x509', '-in', 'ca.pem', '-noout', '-text').toString()
    ssl.dispose()
    expect(text).toMatch(/X509v3 Name Constraints: critical/)
    expect(text).toMatch(/CA:TRUE, pathlen:0/)
    expect([...text.matchAll(/DNS:(\S+)/g)].map(([, name]) => name)).toEqual([
      'login.microsoftonline.com',
      'login.windows.net',
      'login.microsoft.com',
      'management.azure.com',
      'graph.microsoft.com',
      'api.loganalytics.io',
      'api.loganalytics.azure.com',
      'vault.azure.net',
    ])
    expect(text).toMatch(/Excluded:[\s\S]*IP:0\.0\.0\.0\/0\.0\.0\.0/)
    expect(new X509Certificate(certificate).publicKey.asymmetricKeyDetails).toEqual({
      namedCurve: 'prime256v1',
    })
  })

  it.each(['www.bank.example', 'microsoftonline.com', '*.azure.net'])(
    'cannot vouch for %s',
    async (name) => {
      const ca = await createDevelopmentCa(new Date())
      const leaf = await issueLeaf(ca, name, new Date())
      await expect(handshake(ca, leaf, name.replace('*', 'x'))).rejects.toThrow(/permitted subtree/)
    },
  )

  it('vouches for a vault', async () => {
    const ca = await createDevelopmentCa(new Date())
    const leaf = await issueLeaf(ca, '*.vault.azure.net', new Date())
    await handshake(ca, leaf, 'contoso-prod.vault.azure.net')
  })
})

/** Rejects when a client that trusts the CA alone does not accept the leaf for the host. */
function handshake(ca: KeyedCertificate, leaf: KeyedCertificate, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer({ cert: leaf.certificate, key: leaf.privateKey })
    server.on('tlsClientError', () => undefined)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const socket = connect({ port, host: '127.0.0.1', servername: host, ca: ca.certificate })
      const end = (done: () => void) => () => {
        socket.destroy()
        server.close(done)
      }
      socket.on('secureConnect', end(resolve))
      socket.on('error', (error) => end(() => reject(error))())
    })
  })
}
