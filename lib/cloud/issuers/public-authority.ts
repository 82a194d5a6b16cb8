import type { CloudContext } from '../context.ts'
import {
  type AuthorityAnswer,
  type CertificateAuthority,
  type CertificateOrder,
  issuerError,
  type Refusal,
  rejected,
} from './authority.ts'
import { type CustomerAccount, isDown } from './book.ts'
import { signLeaf } from './hierarchy.ts'
import { findProduct, type Product, publicValidity } from './products.ts'
import { findCustomer, type PublicProvider } from './providers.ts'
import { checkNames, readTlsRequest, type TlsRequest } from './request.ts'
import { storedHierarchy } from './stored-hierarchy.ts'

/**
 * A public authority, simulated. It answers after a while, knows its accounts and the domains that
 * it vetted for them, and issues OV and EV certificates for TLS servers from a root of its own.
 * @param answerAfterMs how long an answer takes
 */
export function publicAuthority(
  ctx: CloudContext,
  provider: PublicProvider,
  answerAfterMs: () => number,
): CertificateAuthority {
  return {
    order: () => Math.round(Date.now() + answerAfterMs()),
    async poll(order) {
      const checked = check(ctx, provider, order)
      if ('code' in checked) return { issued: false, refusal: checked }
      return issue(ctx, provider, order, checked)
    },
  }
}

interface Checked {
  customer: CustomerAccount
  product: Product
  request: TlsRequest
}

/** Everything that an authority looks at before it signs, in the order in which it can tell. */
function check(
  ctx: CloudContext,
  provider: PublicProvider,
  order: CertificateOrder,
): Checked | Refusal {
  return ctx.store.read((db) => {
    if (isDown(db, provider)) return unreachable(provider)
    const customer = findCustomer(db, provider, order.account)
    if ('code' in customer) return customer
    const product = findProduct(order.product)
    if (!product) {
      return rejected(`${provider} has no product ${order.product}: order OV-SSL or EV-SSL.`)
    }
    const request = readTlsRequest(order.csr)
    if ('code' in request) return request
    return checkNames(db, request, product, customer) ?? { customer, product, request }
  })
}

async function issue(
  ctx: CloudContext,
  provider: PublicProvider,
  order: CertificateOrder,
  { customer, product, request }: Checked,
): Promise<AuthorityAnswer> {
  const hierarchy = await storedHierarchy(ctx.store, provider, order.time)
  const leaf = await signLeaf(
    hierarchy,
    {
      subject: product.subject(customer.organization, request.commonName),
      spki: request.csr.spki,
    },
    publicValidity(order.time, order.validityMonths),
    {
      keyUsage:
        request.csr.key.kind === 'RSA'
          ? ['digitalSignature', 'keyEncipherment']
          : ['digitalSignature'],
      basicConstraints: { ca: false },
      extendedKeyUsage: request.uses,
      names: { dns: request.dnsNames },
      policies: [product.policy],
    },
    'tls-server',
  )
  return { issued: true, leaf, chain: [hierarchy.intermediate.der, hierarchy.root.der] }
}

function unreachable(provider: PublicProvider): Refusal {
  return issuerError(`${provider} could not be reached. Try again later.`)
}
