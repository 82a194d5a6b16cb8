import type { CloudContext } from '../context.ts'
import {
  sampleCertificate,
  sampleDisable,
  sampleFailedRequest,
  sampleImportedChain,
  sampleOrdered,
  samplePendingRequest,
  sampleSoftDelete,
} from '../vault/sample-objects.ts'
import type { At, Story } from './story.ts'

const rsa2048 = { kty: 'RSA', size: 2048 } as const
const p384 = { kty: 'EC', crv: 'P-384' } as const
const p521 = { kty: 'EC', crv: 'P-521' } as const

/** Certificates of the production subscription. */
export function productionStories(ctx: CloudContext, at: At): Story[] {
  return [...contosoProd(ctx, at), ...contosoShared(ctx, at), ...petdashProd(ctx, at)]
}

function contosoProd(ctx: CloudContext, at: At): Story[] {
  const vault = 'contoso-prod'
  const tags = { env: 'prod', team: 'platform' }
  return [
    () =>
      sampleImportedChain(ctx, {
        vault,
        name: 'www',
        at: at(-324),
        subject: 'CN=www.contoso.example, O=Contoso Ltd, L=Amsterdam, C=NL',
        dnsNames: ['www.contoso.example', 'contoso.example'],
        key: rsa2048,
        notAfter: at(41),
        intermediateName: 'Contoso Issuing CA 2',
        rootName: 'Contoso Root CA',
        tags: { ...tags, service: 'website', owner: 'web@contoso.example' },
      }),
    async () => {
      const api = { vault, name: 'api-gateway', subject: 'CN=api.contoso.example, O=Contoso Ltd' }
      const dnsNames = ['api.contoso.example', 'api-eu.contoso.example']
      for (const days of [-690, -341, -19]) {
        await sampleCertificate(ctx, {
          ...api,
          dnsNames,
          at: at(days),
          tags: { ...tags, service: 'api-gateway', owner: 'platform@contoso.example' },
        })
      }
    },
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'payments-mtls',
        at: at(-359),
        subject: 'CN=payments.internal.contoso.example, OU=Payments, O=Contoso Ltd',
        dnsNames: ['payments.internal.contoso.example'],
        key: p384,
        notAfter: at(6),
        tags: { ...tags, service: 'payments', owner: 'payments@contoso.example', tier: 'critical' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'mqtt-broker',
        at: at(-377),
        subject: 'CN=mqtt.contoso.example, O=Contoso Ltd',
        dnsNames: ['mqtt.contoso.example'],
        notAfter: at(-12),
        contentType: 'application/x-pem-file',
        tags: { ...tags, service: 'telemetry', owner: 'iot@contoso.example' },
      }),
    async () => {
      const relay = {
        vault,
        name: 'mail-relay',
        subject: 'CN=smtp.contoso.example, O=Contoso Ltd',
        dnsNames: ['smtp.contoso.example', 'smtp2.contoso.example'],
        tags: { ...tags, service: 'mail' },
      }
      const first = await sampleCertificate(ctx, { ...relay, at: at(-212) })
      await sampleCertificate(ctx, { ...relay, at: at(-64) })
      await sampleDisable(ctx, { vault, name: 'mail-relay', at: at(-63), version: first.version })
    },
    () =>
      samplePendingRequest(ctx, {
        vault,
        name: 'partner-edi',
        at: at(-3),
        subject: 'CN=edi.contoso.example, O=Contoso Ltd, L=Amsterdam, C=NL',
        dnsNames: ['edi.contoso.example'],
        key: rsa2048,
        tags: { ...tags, service: 'edi', owner: 'partners@contoso.example' },
      }),
    () =>
      sampleFailedRequest(ctx, {
        vault,
        name: 'vpn-gateway',
        at: at(-1),
        subject: 'CN=vpn.contoso.example, O=Contoso Ltd',
        dnsNames: ['vpn.contoso.example'],
        issuer: 'GlobalSign',
        errorMessage:
          'GlobalSign did not accept the account contoso-7731 with the password of the issuer.',
        tags: { ...tags, service: 'vpn' },
      }),
    () =>
      sampleOrdered(ctx, {
        vault,
        name: 'shop',
        at: at(-40),
        subject: 'CN=shop.contoso.example, O=Contoso Ltd, L=Amsterdam, C=NL',
        dnsNames: ['shop.contoso.example', 'checkout.contoso.example'],
        issuer: 'DigiCert',
        product: 'OV-SSL',
        tags: { ...tags, service: 'shop', owner: 'web@contoso.example', tier: 'critical' },
      }),
    () =>
      sampleImportedChain(ctx, {
        vault,
        name: 'partner-portal',
        at: at(-90),
        subject: 'CN=partners.contoso.example, O=Contoso Ltd, C=NL',
        dnsNames: ['partners.contoso.example'],
        notAfter: at(275),
        intermediateName: 'Contoso Issuing CA 2',
        rootName: 'Contoso Root CA',
        tags: { ...tags, service: 'partner-portal' },
      }),
    async () => {
      const crm = { vault, name: 'legacy-crm' }
      await sampleCertificate(ctx, {
        ...crm,
        at: at(-300),
        subject: 'CN=crm.contoso.example, O=Contoso Ltd',
        dnsNames: ['crm.contoso.example'],
        tags: { ...tags, service: 'crm' },
      })
      await sampleSoftDelete(ctx, { ...crm, at: at(-9) })
    },
  ]
}

function contosoShared(ctx: CloudContext, at: At): Story[] {
  const vault = 'contoso-shared'
  const tags = { env: 'prod', team: 'platform' }
  return [
    async () => {
      for (const days of [-260, -170, -80]) {
        await sampleCertificate(ctx, {
          vault,
          name: 'idp-signing',
          at: at(days),
          subject: 'CN=login.contoso.example, OU=Token signing, O=Contoso Ltd',
          validityMonths: 6,
          tags: { ...tags, service: 'identity', owner: 'identity@contoso.example' },
        })
      }
    },
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'ldap',
        at: at(-345),
        subject: 'CN=ldap.internal.contoso.example, O=Contoso Ltd',
        dnsNames: ['ldap.internal.contoso.example', 'ldap2.internal.contoso.example'],
        notAfter: at(20),
        tags: { ...tags, service: 'directory' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'build-signing',
        at: at(-44),
        subject: 'CN=Contoso Build Signing, O=Contoso Ltd, C=NL',
        key: p521,
        exportable: false,
        validityMonths: 24,
        tags: { ...tags, service: 'build' },
      }),
  ]
}

function petdashProd(ctx: CloudContext, at: At): Story[] {
  const vault = 'petdash-prod'
  const tags = { env: 'prod', team: 'petdash' }
  return [
    () =>
      sampleImportedChain(ctx, {
        vault,
        name: 'www',
        at: at(-130),
        subject: 'CN=www.petdash.example, O=PetDash BV, C=NL',
        dnsNames: ['www.petdash.example', 'petdash.example', 'm.petdash.example'],
        notAfter: at(235),
        intermediateName: 'Contoso Issuing CA 2',
        rootName: 'Contoso Root CA',
        tags: { ...tags, service: 'storefront', owner: 'web@petdash.example' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'orders-api',
        at: at(-362),
        subject: 'CN=orders.petdash.example, O=PetDash BV',
        dnsNames: ['orders.petdash.example'],
        notAfter: at(3),
        tags: { ...tags, service: 'orders', owner: 'orders@petdash.example', tier: 'critical' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'courier-app-mtls',
        at: at(-25),
        subject: 'CN=courier.petdash.example, O=PetDash BV',
        dnsNames: ['courier.petdash.example'],
        key: p384,
        tags: { ...tags, service: 'courier' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'photo-cdn',
        at: at(-420),
        subject: 'CN=photos.petdash.example, O=PetDash BV',
        dnsNames: ['photos.petdash.example', '*.photos.petdash.example'],
        notAfter: at(-55),
        enabled: false,
        tags: { ...tags, service: 'photos' },
      }),
  ]
}
