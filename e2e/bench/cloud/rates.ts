import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild } from '../../../lib/runtime/processes.ts'
import { rounded } from '../statistics.ts'
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

/** The rows of the budget that are rates, each beside its floor measured in the same run. */
export async function rateRows(cloud: RunningCloud, floors: Floors) {
  await send(
    agentFor(cloud.port, cloud.ca),
    cloud.target('POST', '/keys/bench-rsa/create', { kty: 'RSA' }),
  )
  const sign = await hammer(
    cloud.target('POST', '/keys/bench-rsa//sign', { alg: 'RS256', value: digest }),
    busy,
  )
  const get = await hammer(cloud.target('GET', `/certificates/${model}/`), busy)
  const ec = await creations(cloud, { kty: 'EC', crv: 'P-256' }, 'ec', 6_000)
  const rsa = await creations(cloud, { kty: 'RSA', key_size: 2048 }, 'rsa', 12_000)
  return {
    signRs256: row(sign.perSecond, floors.signRs256, { ratio: 0.6 }),
    getCertificate: row(get.perSecond, floors.bareHttps, null),
    createRsa2048: row(rsa, floors.makeRsa2048, { ratio: 0.85 }),
    createP256: row(ec, floors.makeP256, null),
    readsWhileKeysAreMade: await readsWhileKeysAreMade(cloud),
  }
}

function row(perSecond: number, floor: number, budget: { ratio: number } | null) {
  const ratio = perSecond / floor
  return {
    perSecond: rounded(perSecond),
    floorPerSecond: rounded(floor),
    ratio: rounded(ratio),
    ...(budget === null ? {} : { budget, ok: ratio >= budget.ratio }),
  }
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

/** Reads while eight RSA-4096 keys are being made. */
async function readsWhileKeysAreMade(cloud: RunningCloud) {
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
  const p99Ms = Math.max(...reads.map((one) => one.p99Ms))
  return { p99Ms: rounded(p99Ms), budget: { p99Ms: 25 } }
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
