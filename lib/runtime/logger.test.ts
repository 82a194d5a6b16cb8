import { describe, expect, it } from 'vitest'
import { createLogger } from './logger.ts'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  const destination = {
    write(line: string) {
      text += line
    },
  }
  write(createLogger('debug', destination))
  return text
}

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ'
const key = '-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----'

describe('the log', () => {
  it.each([
    ['a token member', { token: 'canary' }],
    ['a nested password', { input: { password: 'canary' } }],
    ['a deeper file', { a: { b: { file: 'canary' } } }],
    ['a header', { headers: { authorization: 'Bearer canary' } }],
  ])('removes %s', (_name, object) => {
    expect(logged((log) => log.info(object, 'x'))).not.toContain('canary')
  })

  it.each([
    ['a token', `sent ${token} away`],
    ['a private key', `got ${key}`],
    ['a header', 'authorization: Bearer abcdef'],
  ])('removes %s from the words', (_name, text) => {
    const line = logged((log) => log.info(text))
    expect(line).toContain('[removed]')
    expect(line).not.toMatch(/eyJ|Y2FuYXJ5|abcdef/)
  })

  it('takes of an error its words only, without request and response', () => {
    const error = Object.assign(new Error(`refused ${token}`), {
      statusCode: 403,
      request: { body: 'canary-body' },
      response: { bodyAsText: 'canary-answer' },
    })
    const line = logged((log) => log.error({ err: error }, 'failed'))
    expect(line).toContain('"status":403')
    expect(line).not.toMatch(/canary|eyJ/)
  })
})
