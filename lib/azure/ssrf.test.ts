import { createServer, type Server } from 'node:net'
import type { AccessToken } from '@azure/core-auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClients } from './clients.ts'
import { assertHost, azureClouds, HostRefused, resourceOf, vaultHost } from './clouds.ts'
import { createTransport, type Transport } from './transport.ts'

/** Hardening S5: whatever is passed for a vault or an URL, no token goes off the list. */
const cloud = azureClouds.public

const addresses = [
  '169.254.169.254',
  '[::1]',
  '[::ffff:169.254.169.254]',
  '127.0.0.1',
  '127.1',
  '0',
  '2130706433',
  '0x7f000001',
  '017700000001',
  '0177.0.0.1',
  'localhost',
  'metadata.google.internal',
  'vault.azure.net.evil.example',
  'kv.vault.azure.net.evil.example',
  'evil-vault.azure.net',
  'kvvault.azure.net',
  'vault.azure.net',
  'kv.vault.azure.cn',
  'other.vault.azure.net',
  'login.microsoftonline.com',
  'kv.vault.azure.net.',
  'kv.vault.azure.nét',
  'kv.vаult.azure.net',
  'ⓚv.vault.azure.net.evil.example',
  'kv.vault.azure.net%2eevil.example',
  'kv.vault.azure.net%00.evil.example',
  'kv。vault。azure。net.evil.example',
]
const shapes = [
  (host: string) => `https://${host}/certificates`,
  (host: string) => `http://${host}/certificates`,
  (host: string) => `https://${host}:8443/certificates`,
  (host: string) => `https://kv.vault.azure.net@${host}/`,
  (host: string) => `https://kv.vault.azure.net:x@${host}/`,
  (host: string) => `https://kv.vault.azure.net\\@${host}/`,
  (host: string) => `https:\\\\${host}\\`,
  (host: string) => `//${host}/`,
  (host: string) => `ftp://${host}/`,
  (host: string) => `https://${host}#kv.vault.azure.net`,
  (host: string) => `https://${host}?kv.vault.azure.net`,
]
const urls = [
  ...addresses.flatMap((host) => shapes.map((shape) => shape(host))),
  'http://kv.vault.azure.net/',
  'https://kv.vault.azure.net:444/',
  'https://user@kv.vault.azure.net/',
  'https://user:pass@kv.vault.azure.net/',
  'https://kv.vault.azure.net/\r\nHost: evil.example',
  'https://kv.vault.azure.net\t.evil.example/',
  'https://kv.vault\n.azure.net/',
  'file:///etc/passwd',
  'data:text/plain,x',
  '',
]

const names = [
  // A vault may well be called localhost; it is then localhost.vault.azure.net.
  ...addresses.filter((address) => address !== 'localhost'),
  '',
  'a',
  'ab',
  'a'.repeat(25),
  '1abc',
  '-abc',
  'abc-',
  'a--b',
  'a.b',
  'a/b',
  'a\\b',
  'a@b',
  'a:b',
  'a#b',
  'a?b',
  'a%2eb',
  'a b',
  'abc\r\n',
  'abc\n',
  'abc\u0000',
  'ａｂｃ',
  'bücher',
  '../abc',
]

let proxy: Server
let transport: Transport
let contacts = 0
let tokens = 0

const credential = {
  async getToken(): Promise<AccessToken> {
    tokens++
    return { token: 'canary', expiresOnTimestamp: Date.now() + 3_600_000 }
  },
}

beforeAll(async () => {
  // Every way out leads to this proxy: what it never hears of was never sent.
  proxy = createServer((socket) => {
    contacts++
    socket.destroy()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const port = typeof address === 'object' ? address?.port : undefined
  transport = createTransport({ proxy: `http://127.0.0.1:${port}` })
})

afterAll(() => {
  transport.close()
  proxy.close()
})

describe('a client of one vault', () => {
  it(`sends nothing to any of ${urls.length} other URLs`, async () => {
    expect(urls.length).toBeGreaterThan(300)
    const headers = { authorization: 'Bearer canary' }
    for (const url of urls) {
      const sent = transport.request('kv.vault.azure.net', { url, method: 'GET', headers })
      await expect(sent, url).rejects.toBeInstanceOf(HostRefused)
    }
    expect(contacts).toBe(0)
  })

  it('lets its own URLs pass, also as `nextLink` writes them', () => {
    for (const url of [
      'https://kv.vault.azure.net/certificates',
      'https://kv.vault.azure.net:443/certificates?api-version=7.3&$skiptoken=eyJ9&maxresults=1',
      'https://KV.vault.azure.net//certificates/a/',
    ]) {
      expect(() => assertHost(url, 'kv.vault.azure.net')).not.toThrow()
    }
  })

  it(`cannot be made from any of ${names.length} names that are none`, () => {
    const clients = createClients(transport, cloud)(credential)
    for (const name of names) {
      expect(() => vaultHost(cloud, name), name).toThrow(HostRefused)
      expect(() => clients.certificates(name), name).toThrow(HostRefused)
      expect(() => clients.secrets(name), name).toThrow(HostRefused)
    }
    expect(contacts).toBe(0)
    expect(tokens).toBe(0)
  })
})

describe('a challenge', () => {
  it('gives no token for a resource of another cloud or host', () => {
    expect(resourceOf(cloud, 'https://vault.azure.net/.default')).toBe('vault')
    expect(resourceOf(cloud, 'https://management.azure.com/.default')).toBe('management')
    expect(resourceOf(cloud, 'https://graph.microsoft.com/.default')).toBe('graph')
    for (const scope of [
      'https://vault.azure.cn/.default',
      'https://vault.azure.net.evil.example/.default',
      'https://evil.vault.azure.net/.default',
      'https://graph.microsoft.us/.default',
      'https://graph.microsoft.com.evil.example/.default',
      'http://vault.azure.net/.default',
      '.default',
      '',
    ]) {
      expect(resourceOf(cloud, scope), scope).toBeNull()
    }
  })
})
