import { encodePem } from '#lib/x509/pem.ts'
import {
  isDown,
  listAccounts,
  listDomains,
  type Organization,
  putAccount,
  putDomain,
  setDown,
  type VettedDomain,
} from '../issuers/book.ts'
import { type PublicProvider, publicProviders } from '../issuers/providers.ts'
import { storedHierarchy } from '../issuers/stored-hierarchy.ts'
import { type ControlHandler, invalid, readBody } from './control-handler.ts'
import { fieldsOf } from './control-input.ts'

/*
 * The simulated authorities from behind: their customers, the domains that they vetted, outages.
 */

export const authorityHandlers: Record<string, ControlHandler> = {
  /** The roots as well, for whoever wants to check a chain. */
  'GET /_cloud/issuers': async ({ store, clock }) => {
    const now = Math.floor(clock.now().getTime() / 1000)
    const issuers = []
    for (const provider of publicProviders) {
      const { root } = await storedHierarchy(store, provider, now)
      const down = store.read((db) => isDown(db, provider))
      issuers.push({ provider, down, root: encodePem('CERTIFICATE', root.der) })
    }
    return Response.json({ issuers })
  },
  'GET /_cloud/accounts': ({ store }) => Response.json({ accounts: store.read(listAccounts) }),
  'POST /_cloud/accounts': async ({ store }, request) => {
    const account = readAccount(await readBody(request))
    if (!account) {
      return invalid(
        'Send {"provider":"DigiCert","accountId":"…","password":"…","organization":{"id":"…","name":"…"}}. ' +
          'The organization may also have locality, state, country, registration and businessCategory.',
      )
    }
    const { password, ...customer } = account
    await store.write((db) => putAccount(db, customer, password))
    return Response.json(customer, { status: 201 })
  },
  'GET /_cloud/domains': ({ store }) => Response.json({ domains: store.read(listDomains) }),
  'POST /_cloud/domains': async ({ store }, request) => {
    const domain = readDomain(await readBody(request))
    if (!domain) {
      return invalid('Send {"provider":"DigiCert","domain":"contoso.example","accountId":"…"}.')
    }
    await store.write((db) => putDomain(db, domain))
    return Response.json(domain, { status: 201 })
  },
  ...Object.fromEntries(publicProviders.map((one) => [`PUT /_cloud/issuers/${one}`, outage(one)])),
}

function outage(provider: PublicProvider): ControlHandler {
  return async ({ store }, request) => {
    const { down } = fieldsOf(await readBody(request))
    if (typeof down !== 'boolean') return invalid('Send {"down":true} or {"down":false}.')
    await store.write((db) => setDown(db, provider, down))
    return Response.json({ provider, down })
  }
}

function readAccount(body: unknown) {
  const { provider: name, accountId, password, organization } = fieldsOf(body)
  const provider = readProvider(name)
  const words = fieldsOf(organization)
  if (!provider || !isText(accountId) || !isText(password)) return null
  if (!isText(words.id) || !isText(words.name)) return null
  const text = (value: unknown, otherwise: string) => (isText(value) ? value : otherwise)
  const known: Organization = {
    id: words.id,
    name: words.name,
    locality: text(words.locality, 'Amsterdam'),
    state: text(words.state, 'Noord-Holland'),
    country: text(words.country, 'NL'),
    registration: text(words.registration, '12345678'),
    businessCategory: text(words.businessCategory, 'Private Organization'),
  }
  if (!/^[A-Z]{2}$/.test(known.country)) return null
  return { provider, accountId, password, organization: known }
}

function readDomain(body: unknown): VettedDomain | null {
  const { provider: name, domain, accountId } = fieldsOf(body)
  const provider = readProvider(name)
  if (!provider || typeof domain !== 'string') return null
  if (!/^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i.test(domain)) return null
  if (accountId === undefined) return { provider, domain: domain.toLowerCase() }
  return isText(accountId) ? { provider, domain: domain.toLowerCase(), accountId } : null
}

function readProvider(name: unknown): PublicProvider | undefined {
  return publicProviders.find(
    (one) => typeof name === 'string' && one.toLowerCase() === name.toLowerCase(),
  )
}

/** Up to 64 characters: the bound of an organisation's name in a certificate, RFC 5280 appendix A.1. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 64
}
