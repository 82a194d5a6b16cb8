import { describe, expect, it } from 'vitest'
import { foreignReason, foreignRouteReason } from './same-origin.ts'

const own = {
  host: 'localhost:3000',
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
  'x-strongroom-request': '1',
}

function headers(change: Record<string, string | undefined>): Headers {
  const all = Object.entries({ ...own, ...change })
  return new Headers(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** Hardening S4: what a request that changes something may not look like. */
const foreign: [string, Record<string, string | undefined>][] = [
  ['no Origin', { origin: undefined }],
  ['an empty Origin', { origin: '' }],
  ['Origin null, as from a sandboxed frame or a file', { origin: 'null' }],
  ['another host', { origin: 'http://evil.example' }],
  [
    'a sibling sub-domain',
    { host: 'console.contoso.example', origin: 'https://evil.contoso.example' },
  ],
  ['a longer host', { origin: 'http://localhost:3000.evil.example' }],
  ['another port', { origin: 'http://localhost:3001' }],
  ['another loopback name', { origin: 'http://127.0.0.1:3000' }],
  ['another scheme', { origin: 'ftp://localhost:3000' }],
  ['an extension', { origin: 'chrome-extension://localhost:3000' }],
  ['no Host', { host: undefined }],
  ['a foreign Host', { host: 'evil.example' }],
  ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
  ['a typed address', { 'sec-fetch-site': 'none' }],
]

describe('a request that changes something', () => {
  it('comes from our own page, with and without Sec-Fetch-Site', () => {
    for (const change of [{}, { 'sec-fetch-site': undefined }, { host: 'LOCALHOST:3000' }]) {
      expect(foreignReason(headers(change))).toBeNull()
      expect(foreignRouteReason(headers(change))).toBeNull()
    }
  })

  it.each(foreign)('is refused with %s', (_what, change) => {
    expect(foreignReason(headers(change))).toMatch(/\w/)
    expect(foreignRouteReason(headers(change))).toMatch(/\w/)
  })

  it('to a route is refused without the header that no form can send', () => {
    const change = { 'x-strongroom-request': undefined }
    expect(foreignReason(headers(change))).toBeNull()
    expect(foreignRouteReason(headers(change))).toBe('no X-Strongroom-Request')
  })
})
