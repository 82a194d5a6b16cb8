import 'server-only'
import { readFileSync } from 'node:fs'
import { type AzureCloud, azureClouds } from '#lib/azure/clouds.ts'
import { createAzure } from '#lib/azure/gateway.ts'
import { createTransport, type Transport } from '#lib/azure/transport.ts'
import { type Clock, systemClock } from '#lib/base/clock.ts'
import { createDetailsCache } from '#lib/features/details-cache.ts'
import { closeExpired } from '#lib/features/network/jobs.ts'
import type { Services } from '#lib/features/services.ts'
import { createSessions, type Sessions } from '#lib/session/sessions.ts'
import { createTokens, type Tokens } from '#lib/session/tokens.ts'
import { createTokenVerifier, tenantKeys } from '#lib/session/verify-token.ts'
import { openStore, type Store } from '#lib/store/store.ts'
import { embeddedClock } from './embedded-clock.ts'
import { embeddedOutbox } from './embedded-outbox.ts'
import { type Env, parseEnv } from './env.ts'
import { createLogger, type Logger } from './logger.ts'
import { type Job, schedule } from './scheduler.ts'

/** Everything the console is made of. */
export interface Console {
  readonly env: Env
  readonly cloud: AzureCloud
  readonly log: Logger
  readonly clock: Clock
  readonly transport: Transport
  readonly store: Store
  readonly sessions: Sessions
  readonly tokens: Tokens
  /** What verbs of lib/features get. */
  readonly services: Services
  /** From now on it does what is due by itself: call once, where it serves people. */
  startJobs(): void
  close(): Promise<void>
}

export interface ComposeOptions {
  /** Trusted certificates beside those of Node.js; only tests, where `NODE_EXTRA_CA_CERTS` comes too late. */
  readonly ca?: string
  readonly log?: Logger
}

const sweepMs = 10 * 60_000
/** Well below the shortest term that a temporary rule can have. */
const expiryMs = 5_000

/** Puts the parts together. Rejects when the store or the certificate cannot be opened. */
export async function compose(env: Env, options: ComposeOptions = {}): Promise<Console> {
  const cloud = azureClouds[env.azureCloud]
  const log = options.log ?? createLogger(env.logLevel)
  const clock = systemClock
  const transport = createTransport({
    proxy: env.httpsProxy,
    attemptMs: env.azureTimeoutMs,
    totalMs: 2 * env.azureTimeoutMs,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  const { tenantId, clientId } = env
  const store = await openStore(env)
  const verify = createTokenVerifier({
    cloud,
    tenantId,
    clientId,
    clock,
    keys: tenantKeys(transport, cloud, tenantId),
  })
  const sessions = createSessions(store, verify, clock)
  const credential =
    env.clientCredential.kind === 'secret'
      ? env.clientCredential
      : ({ kind: 'certificate', pem: readFileSync(env.clientCredential.path, 'utf8') } as const)
  const tokens = createTokens({ transport, cloud, tenantId, clientId, credential, clock })
  const azure = createAzure(transport, cloud)
  const services: Services = {
    clock,
    store,
    log,
    azureOf: (caller) => azure(tokens.credentialOf(caller)),
    details: createDetailsCache(),
    ownAzure: azure(tokens.own),
    self: { userId: clientId, name: 'Strongroom', userPrincipalName: '' },
    azureNow: env.control === null ? async () => clock.now() : embeddedClock(env.control),
    outbox: env.control && embeddedOutbox(env.control),
  }
  const jobs: readonly Job[] = [
    { name: 'sweep sessions', everyMs: sweepMs, run: () => sessions.sweep() },
    { name: 'close temporary rules', everyMs: expiryMs, run: () => closeExpired(services) },
  ]
  let endJobs = async (): Promise<void> => {}
  return {
    env,
    cloud,
    log,
    clock,
    transport,
    store,
    sessions,
    tokens,
    services,
    startJobs() {
      endJobs = schedule(jobs, log)
    },
    async close() {
      await endJobs()
      transport.close()
      await store.destroy()
    },
  }
}

// Next.js bundles routes and pages apart and reloads modules while developing; the process has one console.
const key = Symbol.for('strongroom.console')
const home: typeof globalThis & { [key]?: Promise<Console> } = globalThis

/** The console of this process, made on first use. */
export function theConsole(): Promise<Console> {
  const known = home[key]
  if (known !== undefined) return known
  const made = Promise.resolve().then(async () => {
    const composed = await compose(parseEnv(process.env))
    composed.startJobs()
    return composed
  })
  home[key] = made
  // A store that was away for a moment must not leave the process broken for good.
  made.catch(() => {
    if (home[key] === made) delete home[key]
  })
  return made
}

/** What pages and routes pass to verbs. */
export async function services(): Promise<Services> {
  return (await theConsole()).services
}
