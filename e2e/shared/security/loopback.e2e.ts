import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, test } from '@playwright/test'
import { control, credentials } from '../control.ts'
import { raw } from '../http-session.ts'

const cloudPort = () => Number(process.env.E2E_CLOUD_PORT)
const consolePort = () => Number(process.env.E2E_PORT)

/** Local addresses on which a TCP port listens, out of the kernel's tables (proc_pid_net(5)). */
function listeningOn(port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A')
      .map((fields) => fields[1]?.split(':')[0] ?? ''),
  )
}

/** 127.0.0.1 and ::1 as the kernel writes them, words in the byte order of the machine. */
const loopback = [
  '0100007F',
  '00000000000000000000000001000000',
  '0000000000000000FFFF00000100007F',
]

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

test('cloud and console listen on loopback addresses only', async () => {
  for (const port of [cloudPort(), consolePort()]) {
    const addresses = listeningOn(port)
    expect(addresses.length, String(port)).toBeGreaterThan(0)
    for (const address of addresses) expect(loopback, `${port} ${address}`).toContain(address)
    expect(await connects('127.0.0.1', port)).toBe(true)
  }
})

test('neither answers at another address of this machine', async () => {
  const outer = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80'))
  for (const { address } of outer) {
    for (const port of [cloudPort(), consolePort()]) {
      expect(await connects(address, port), `${address} ${port}`).toBe(false)
    }
  }
})

function askCloud(path: string, host: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: cloudPort(), path, headers: { host, ...headers } },
      (reply) => {
        reply.resume()
        reply.on('end', () => resolve(reply.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

test('the control API refuses the name of another host, so a rebound DNS name reaches nothing', async () => {
  const authorization = `Bearer ${credentials().controlToken}`
  const own = `127.0.0.1:${cloudPort()}`
  expect(await askCloud('/_cloud/clock', own, { authorization })).toBe(200)
  for (const host of ['evil.example', `evil.example:${cloudPort()}`, '127.0.0.1.evil.example']) {
    for (const path of ['/_cloud/clock', '/_cloud/health']) {
      expect(await askCloud(path, host, { authorization }), `${host} ${path}`).toBe(403)
    }
  }
})

test('the control API answers nothing but its health without the token', async () => {
  const own = `127.0.0.1:${cloudPort()}`
  for (const path of ['clock', 'outbox', 'faults', 'reset', 'users', 'nowhere']) {
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer x',
      `Basic ${credentials().controlToken}`,
    ]) {
      expect(await askCloud(`/_cloud/${path}`, own, { authorization }), path).toBe(401)
    }
  }
  expect(await askCloud('/_cloud/health', own, {})).toBe(200)
  expect(await control('GET', '/clock')).toHaveProperty('now')
})

test('the console does not pass requests on to the control API', async () => {
  const authorization = `Bearer ${credentials().controlToken}`
  for (const path of [
    '/_cloud/clock',
    '/embedded/_cloud/clock',
    '/embedded/login/_cloud/clock',
    '/embedded/login/..%2F..%2F_cloud/clock',
    '/embedded/login/%2e%2e/_cloud/clock',
    `/embedded/login/http:%2F%2F127.0.0.1:${cloudPort()}/_cloud/clock`,
    `/embedded/login/@127.0.0.1:${cloudPort()}/_cloud/clock`,
  ]) {
    const reply = await raw(path, { headers: { authorization } })
    expect.soft(reply.status, path).toBeGreaterThanOrEqual(300)
    expect.soft(reply.text, path).not.toContain('"now"')
  }
})

test('a page under a rebound DNS name gets no token out of the embedded sign-in', async () => {
  const tenant = credentials().tenantId
  for (const path of [
    `/embedded/login/${tenant}/discovery/v2.0/keys`,
    `/embedded/login/${tenant}/oauth2/v2.0/authorize`,
    `/embedded/login/${tenant}/oauth2/v2.0/token`,
    '/api/session',
    '/sign-in',
  ]) {
    for (const host of [
      'evil.example',
      `evil.example:${consolePort()}`,
      'localhost.evil.example',
    ]) {
      const reply = await raw(path, { headers: { host } })
      expect.soft(reply.status, `${host} ${path}`).toBe(421)
      expect.soft(reply.text.length, path).toBeLessThan(500)
    }
  }
})
