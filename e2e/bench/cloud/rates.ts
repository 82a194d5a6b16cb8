import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild } from '../../../lib/runtime/processes.ts'
import type { Machine } from '../machine.ts'
import { type Row, rateRow, shareRow, timeRow } from '../rows.ts'
import { model, type RunningCloud } from './estate.ts'
import { agentFor, hammer, type Measured, send } from './hammer.ts'
import { rawEcRate, rawKeyRate, rawSignRate } from './raw-crypto.ts'

const digest = Buffer.alloc(32, 7).toString('base64url')
const busy = { concurrency: 32, forMs: 4_000 }

/** What cryptography and node:https do here alone, in a second. */
export interface Floors {
  signRs256: number
  makeRsa2048: number
  makeP256: number
  bareHttps: number
}

export async function measureFloors(port: number): Promise<Floors> {
  return {
    signRs256: rawSignRate(3_000),
    makeRsa2048: await rawKeyRate(5_000, 4),
    makeP256: rawEcRate(2_000),
    bareHttps: (await bareHttps(port)).perSecond,
  }
}

/** What the cloud does in a second, or how long it takes. */
export interface Rates {
  signRs256: number
  getCertificate: number
  createRsa2048: number
  createP256: number
  /** 99th percentile of a read while eight RSA-4096 keys are being made. */
  readWhileKeysAreMadeMs: number
}

export async function measureRates(cloud: RunningCloud): Promise<Rates> {
  const agent = agentFor(cloud.port, cloud.ca)
  await send(agent, cloud.target('POST', '/keys/bench-rsa/create', { kty: 'RSA' }))
  agent.destroy()
  const sign = await hammer(
    cloud.target('POST', '/keys/bench-rsa//sign', { alg: 'RS256', value: digest }),
    busy,
  )
  const get = await hammer(cloud.target('GET', `/certificates/${model}/`), busy)
  return {
    signRs256: sign.perSecond,
    getCertificate: get.perSecond,
    createRsa2048: await creations(cloud, { kty: 'RSA', key_size: 2048 }, 'rsa', 20_000),
    createP256: await creations(cloud, { kty: 'EC', crv: 'P-256' }, 'ec', 6_000),
    readWhileKeysAreMadeMs: await readWhileKeysAreMade(cloud),
  }
}

/** Each rate beside its budget; a share is of its floor in the same run. */
export function rateRows(machine: Machine, rates: Rates, floors: Floors): Row[] {
  return [
    shareRow('sign RS256, of raw signatures', rates.signRs256 / floors.signRs256, 0.6),
    shareRow('create RSA-2048, of raw keys', rates.createRsa2048 / floors.makeRsa2048, 0.85),
    rateRow(machine, 'create P-256 certificates', rates.createP256, 500),
    timeRow(machine, 'p99 of get while keys are made', rates.readWhileKeysAreMadeMs, 25),
  ]
}

/** Certificates asked for and completed in a second: the time ends when the last one is there. */
async function creations(
  cloud: RunningCloud,
  key: object,
  prefix: string,
  forMs: number,
): Promise<number> {
  const agent = agentFor(cloud.port, cloud.ca)
  const began = performance.now()
  let count = 0
  const worker = async (): Promise<void> => {
    while (performance.now() - began < forMs) {
      const name = `${prefix}-${count++}-${Math.random().toString(36).slice(2)}`
      const policy = {
        issuer: { name: 'Self' },
        key_props: key,
        x509_props: { subject: `CN=${name}` },
      }
      await send(agent, cloud.target('POST', `/certificates/${name}/create`, { policy }))
      const pending = cloud.target('GET', `/certificates/${name}/pending`)
      while (JSON.parse(await send(agent, pending)).status === 'inProgress');
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  agent.destroy()
  return (count / (performance.now() - began)) * 1_000
}

async function readWhileKeysAreMade(cloud: RunningCloud): Promise<number> {
  const agent = agentFor(cloud.port, cloud.ca)
  let making = true
  const keys = Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      send(agent, cloud.target('POST', `/keys/big-${at}/create`, { kty: 'RSA', key_size: 4096 })),
    ),
  ).then(() => {
    making = false
  })
  const reads: Measured[] = []
  while (making) {
    reads.push(
      await hammer(cloud.target('GET', `/certificates/${model}/`), { concurrency: 4, forMs: 500 }),
    )
  }
  await keys
  agent.destroy()
  return Math.max(...reads.map((one) => one.p99Ms))
}

/** A server that only answers, over the same client. */
async function bareHttps(port: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bare-'))
  const [certificate, key] = [join(folder, 'c.pem'), join(folder, 'k.pem')]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '2', '-subj', '/CN=bare.example', '-addext', 'subjectAltName=DNS:bare.example'],
      ...['-out', certificate, '-keyout', key],
    ],
    { stdio: 'ignore' },
  )
  const child = spawn(
    process.execPath,
    ['e2e/bench/cloud/bare-server.ts', String(port), certificate, key, '2500'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  const measured = await hammer(
    {
      port,
      ca: readFileSync(certificate, 'utf8'),
      host: 'bare.example',
      method: 'GET',
      path: '/',
    },
    busy,
  )
  await endChild(child)
  rmSync(folder, { recursive: true })
  return measured
}
