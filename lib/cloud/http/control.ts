import { randomUUID } from 'node:crypto'
import type { RequestInfo } from '../context.ts'
import { listDeliveries } from '../events/deliveries.ts'
import { putClientCertificate } from '../login/client-certificates.ts'
import { findApplication, findUser, putUser } from '../login/directory.ts'
import { listMails } from '../outbox/mail.ts'
import { attestationHandlers } from './control-attestations.ts'
import { authorityHandlers } from './control-authorities.ts'
import { type ControlHandler, type ControlServices, invalid, readBody } from './control-handler.ts'
import {
  readCertificate,
  readFault,
  readNow,
  readSample,
  readSwitch,
  readUser,
} from './control-input.ts'
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts'
import { problem } from './problem.ts'
import { isSameToken } from './same-token.ts'

/** The newest deliveries of events. */
const deliveriesShown = 1_000

/** Mails of one answer; `?after=<id>` shows the next ones. */
const mailsShown = 1_000

const handlers: Record<string, ControlHandler> = {
  ...attestationHandlers,
  ...authorityHandlers,
  'GET /_cloud/clock': ({ clock }) => Response.json({ now: clock.now().toISOString() }),
  'PUT /_cloud/clock': async ({ clock, life }, request) => {
    const now = readNow(await readBody(request))
    if (!now) return invalid('Send {"now":"2027-01-31T12:00:00Z"}.')
    await clock.shiftTo(now)
    await life.catchUp()
    return Response.json({ now: clock.now().toISOString() })
  },
  'GET /_cloud/outbox': ({ store }, request) => {
    const after = Number(new URL(request.url).searchParams.get('after') ?? '0')
    if (!Number.isSafeInteger(after)) return invalid('after is the id of a mail.')
    return Response.json({ mails: store.read((db) => listMails(db, { after, limit: mailsShown })) })
  },
  'GET /_cloud/deliveries': ({ store }) =>
    Response.json({ deliveries: store.read((db) => listDeliveries(db, null, deliveriesShown)) }),
  'GET /_cloud/dead-letters': ({ store }) =>
    Response.json({ deadLetters: store.read((db) => listDeliveries(db, 'dead', deliveriesShown)) }),
  'GET /_cloud/faults': ({ faults }) => Response.json({ faults: faults.list() }),
  'POST /_cloud/faults': async ({ faults }, request) => {
    const fault = readFault(await readBody(request))
    if (!fault) {
      return invalid(
        'Send {"host":"contoso-prod.vault.azure.net","path":"/certificates","status":503,"count":2,' +
          '"delayMs":0}. Host and status or delayMs are needed.',
      )
    }
    faults.add(fault)
    return new Response(null, { status: 204 })
  },
  'DELETE /_cloud/faults': ({ faults }) => {
    faults.clear()
    return new Response(null, { status: 204 })
  },
  'GET /_cloud/throttling': ({ throttle }) => Response.json({ on: throttle.enabled }),
  'PUT /_cloud/throttling': async ({ throttle }, request) => {
    const on = readSwitch(await readBody(request))
    if (on === null) return invalid('Send {"on":true} or {"on":false}.')
    throttle.enabled = on
    return Response.json({ on })
  },
  'POST /_cloud/reset': async ({ reset }, request) => {
    const sample = readSample(await readBody(request))
    if (sample === null) return invalid('Send {"sample":true} or {"sample":false}.')
    await reset(sample)
    return new Response(null, { status: 204 })
  },
  'POST /_cloud/certificates': async ({ store }, request) => {
    const input = readCertificate(await readBody(request))
    if (!input || !findApplication(store, input.clientId)) {
      return invalid(
        'Send {"clientId":"…","certificate":"-----BEGIN CERTIFICATE-----…"} of an application, with an ' +
          'RSA key.',
      )
    }
    const { clientId, certificate } = input
    await store.write((db) => putClientCertificate(db, clientId, certificate))
    const thumbprint = certificate.thumbprint.toString('hex').toUpperCase()
    return Response.json({ clientId, thumbprint }, { status: 201 })
  },
  'POST /_cloud/users': async ({ store }, request) => {
    const input = readUser(await readBody(request))
    if (!input) {
      return invalid(
        'Send {"userPrincipalName":"new@contoso.example","displayName":"…","roles":[]}.',
      )
    }
    const { user, isNew } = await store.write((db) => {
      const known = findUser(db, input.userPrincipalName)
      const alias = input.userPrincipalName.split('@')[0] ?? ''
      const user = {
        objectId: known?.objectId ?? randomUUID(),
        userPrincipalName: input.userPrincipalName,
        displayName: input.displayName ?? known?.displayName ?? alias,
        roles: input.roles,
      }
      putUser(db, { ...user, signsIn: true })
      return { user, isNew: known === null }
    })
    return Response.json(user, { status: isNew ? 201 : 200 })
  },
}

/**
 * The control API, `/_cloud/*` over plain HTTP. Only for this machine: the peer must be a loopback
 * address, and the `Host` a loopback name, so that no web page reaches it by DNS rebinding.
 */
export async function answerControl(
  services: ControlServices,
  request: Request,
  info: RequestInfo,
): Promise<Response> {
  const url = new URL(request.url)
  if (!isLoopbackAddress(info.remoteAddress) || !isLoopbackHost(url.hostname)) {
    return problem(403, 'Forbidden', 'The control API answers on this machine only.')
  }
  if (request.method === 'GET' && url.pathname === '/_cloud/health') {
    return Response.json({ status: 'ok' })
  }
  if (!isBearer(request, services.controlToken)) {
    const refusal = problem(
      401,
      'Unauthorized',
      'Send the controlToken of credentials.json as bearer.',
    )
    refusal.headers.set('www-authenticate', 'Bearer realm="control"')
    return refusal
  }
  const handler = handlers[`${request.method} ${url.pathname}`]
  if (handler) return handler(services, request)
  const methods = Object.keys(handlers).filter((key) => key.endsWith(` ${url.pathname}`))
  return methods.length > 0
    ? problem(405, 'Method not allowed', `Known here: ${methods.join(', ')}.`)
    : problem(404, 'Not found', 'The control API has no such path.')
}

function isBearer(request: Request, expected: string): boolean {
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ')
  return isSameToken(token, expected) && scheme?.toLowerCase() === 'bearer'
}
