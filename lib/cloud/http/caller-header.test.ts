import { describe, expect, it } from 'vitest'
import { takeCaller } from './caller-header.ts'

const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
const body = '{"a":1}'

function take(headers: Record<string, string>) {
  const request = new Request('https://kv.vault.azure.net/secrets/a', {
    method: 'PUT',
    headers: { 'user-agent': 'test', ...headers },
    body,
  })
  return takeCaller(request, info, 'right')
}

describe('the caller header', () => {
  it.each<[Record<string, string>, object]>([
    [{}, info],
    [{ 'x-strongroom-control': 'right' }, info],
    [{ 'x-strongroom-caller': '{"address":"203.0.113.7"}' }, info],
    [{ 'x-strongroom-caller': '{"address":"203.0.113.7"}', 'x-strongroom-control': 'wrong' }, info],
    [
      { 'x-strongroom-caller': '{"address":"203.0.113.7"}', 'x-strongroom-control': 'right' },
      { ...info, remoteAddress: '203.0.113.7', origin: {} },
    ],
    [
      {
        'X-Strongroom-Caller':
          '{"subnetId":"/s","privateEndpointId":"/p","trustedService":"Backup"}',
        'X-Strongroom-Control': 'right',
      },
      { ...info, origin: { subnetId: '/s', privateEndpointId: '/p', trustedService: 'Backup' } },
    ],
  ])('%j gives %j, and no service sees it', async (headers, expected) => {
    const taken = take(headers)
    if (taken instanceof Response) throw new Error('refused')
    expect(taken.info).toEqual(expected)
    expect([...taken.request.headers.keys()].sort()).toEqual(['content-type', 'user-agent'])
    expect(await taken.request.text()).toBe(body)
  })

  it.each([
    'x',
    'null',
    '"a"',
    '{"address":"here"}',
    '{"address":1}',
    '{"subnetId":""}',
    '{"other":"x"}',
    `{"subnetId":"${'x'.repeat(2_049)}"}`,
  ])('%s is refused with the right token', (said) => {
    const taken = take({ 'x-strongroom-caller': said, 'x-strongroom-control': 'right' })
    expect(taken instanceof Response && taken.status).toBe(400)
  })
})
