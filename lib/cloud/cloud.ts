import { createArmApp } from './arm/app.ts'
import { createShiftableClock } from './clock.ts'
import type { CloudApp, CloudContext, RequestInfo } from './context.ts'
import { createCourier } from './events/courier.ts'
import { takeCaller } from './http/caller-header.ts'
import { answerControl } from './http/control.ts'
import type { ControlServices } from './http/control-handler.ts'
import { Faults } from './http/faults.ts'
import { type ServiceName, serviceOf } from './http/hosts.ts'
import { problem } from './http/problem.ts'
import { loadTlsMaterial, type TlsMaterial } from './http/tls-files.ts'
import { createLifeCycle } from './life-cycle/life-cycle.ts'
import { watchRenewals } from './life-cycle/renewal-orders.ts'
import { allSources } from './life-cycle/sources.ts'
import { createLoginApp } from './login/app.ts'
import { type Credentials, loadCredentials } from './login/credentials.ts'
import { seedDirectory } from './login/seed.ts'
import { openSigningKey } from './login/signing-key.ts'
import { createTokenVerifier } from './login/verify.ts'
import { readEstateState } from './sample/state.ts'
import { type CloudStore, openStore } from './store/store.ts'
import { createVaultApp } from './vault/app.ts'

/** The domain of the embedded tenant. `.example` belongs to nobody (RFC 2606 section 3). */
const tenantDomain = 'contoso.example'

export interface CloudOptions {
  /** State is kept in `<dataDir>/cloud`. */
  dataDir: string
  /** Where the console may be sent back to after sign-in; compared exactly. */
  redirectUris: readonly string[]
  /** Fill an empty cloud with the sample. Default true. */
  sample?: boolean
  /** Takes one structured line at a time; never contains a token or a secret. Default: drops them. */
  log?: (line: object) => void
}

/** A running embedded cloud, without a port. */
export interface Cloud {
  /** Answers Azure hosts at `https:` URLs and the control API at `http:` ones. */
  fetch(request: Request, info: RequestInfo): Promise<Response>
  credentials: Credentials
  context: CloudContext
  tls: TlsMaterial
  log(line: object): void
  /** Waits for work under way, then closes the store. */
  close(): Promise<void>
}

/**
 * Opens the cloud of a data folder, and makes and fills it on first start.
 * @throws StoreOpenError and others in words for the person who started the program.
 */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const log = options.log ?? (() => undefined)
  const store = openStore(options.dataDir)
  try {
    return await assemble(store, options, log)
  } catch (error) {
    store.close()
    throw error
  }
}

async function assemble(
  store: CloudStore,
  options: CloudOptions,
  log: (line: object) => void,
): Promise<Cloud> {
  const credentials = await loadCredentials(store, options.dataDir, tenantDomain)
  const [key, tls] = await Promise.all([openSigningKey(store), loadTlsMaterial(options.dataDir)])
  const clock = createShiftableClock(store)
  const context: CloudContext = {
    store,
    clock,
    tokens: createTokenVerifier({ key, tenantId: credentials.tenantId }),
    tenant: { id: credentials.tenantId, domain: tenantDomain },
    log,
  }
  await seedDirectory(store, credentials, options.redirectUris)
  await fillOnce(context, credentials, options.sample ?? true)

  const vault = createVaultApp(context)
  const management = createArmApp(context, { vaultRecovered: () => vault.worker.resume() })
  const courier = createCourier(context)
  const apps: Record<ServiceName, CloudApp> = {
    login: createLoginApp(context, { key }),
    management,
    graph: whenAsked(async () => (await import('./graph/app.ts')).createGraphApp(context)),
    logs: whenAsked(async () => (await import('./logs/query/app.ts')).createQueryApp(context)),
    vault,
  }
  const orders = watchRenewals(context, vault.worker)
  const life = createLifeCycle(context, {
    sources: allSources(context, { purger: management.purger, worker: vault.worker }),
    elsewhere: orders.nextEnd,
  })
  life.start()
  const faults = new Faults()
  const control: ControlServices = {
    store,
    clock,
    life,
    faults,
    throttle: vault.throttle,
    controlToken: credentials.controlToken,
    reset: (sample) =>
      life.pause(async () => {
        await Promise.all([vault.settled(), management.settled()])
        faults.clear()
        vault.throttle.enabled = false
        await clock.reset()
        const { resetEstate } = await import('./sample/sample.ts')
        await resetEstate(context, credentials, { sample })
      }),
  }
  return {
    credentials,
    context,
    tls,
    log,
    fetch: (request, info) => dispatch(apps, faults, control, request, info),
    async close() {
      await life.stop()
      await Promise.all([vault.settled(), management.settled()])
      await courier.close()
      store.close()
    },
  }
}

/** A service whose code is loaded by its first request: a start is not to wait for what few ask for. */
function whenAsked(load: () => Promise<CloudApp>): CloudApp {
  let loaded: Promise<CloudApp> | undefined
  return {
    async fetch(request, info) {
      loaded ??= load()
      return (await loaded).fetch(request, info)
    },
  }
}

async function dispatch(
  apps: Record<ServiceName, CloudApp>,
  faults: Faults,
  control: ControlServices,
  request: Request,
  info: RequestInfo,
): Promise<Response> {
  const { protocol, hostname } = new URL(request.url)
  if (protocol !== 'https:') return answerControl(control, request, info)
  const service = serviceOf(hostname)
  if (service === null) {
    return problem(403, 'Forbidden', `The embedded cloud does not play ${hostname}.`)
  }
  const taken = takeCaller(request, info, control.controlToken)
  if (taken instanceof Response) return taken
  return (await faults.apply(taken.request)) ?? apps[service].fetch(taken.request, taken.info)
}

/** Subscriptions and sample, unless an earlier start made them: then their code need not even load. */
async function fillOnce(
  context: CloudContext,
  credentials: Credentials,
  sample: boolean,
): Promise<void> {
  const state = readEstateState(context.store)
  if (state === 'done' || state === 'none') return
  const { ensureEstate } = await import('./sample/sample.ts')
  await ensureEstate(context, credentials, { sample })
}
