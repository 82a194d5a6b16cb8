import type { CloudContext } from '../context.ts'
import {
  sampleCertificate,
  samplePendingRequest,
  sampleSoftDelete,
} from '../vault/sample-objects.ts'
import type { At, Story } from './story.ts'

/** Certificates of the development subscription. */
export function developmentStories(ctx: CloudContext, at: At): Story[] {
  return [...contosoDev(ctx, at), ...contosoIotLab(ctx, at)]
}

function contosoDev(ctx: CloudContext, at: At): Story[] {
  const vault = 'contoso-dev'
  const tags = { env: 'dev', team: 'platform' }
  return [
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'www-dev',
        at: at(-51),
        subject: 'CN=www.dev.contoso.example',
        dnsNames: ['www.dev.contoso.example'],
        tags: { ...tags, service: 'website' },
      }),
    async () => {
      for (const days of [-205, -28]) {
        await sampleCertificate(ctx, {
          vault,
          name: 'api-gateway-dev',
          at: at(days),
          subject: 'CN=api.dev.contoso.example',
          dnsNames: ['api.dev.contoso.example'],
          validityMonths: 6,
          contentType: 'application/x-pem-file',
          tags: { ...tags, service: 'api-gateway' },
        })
      }
    },
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'wildcard-dev',
        at: at(-340),
        subject: 'CN=*.dev.contoso.example',
        dnsNames: ['*.dev.contoso.example', 'dev.contoso.example'],
        notAfter: at(25),
        tags,
      }),
    () =>
      samplePendingRequest(ctx, {
        vault,
        name: 'grafana-dev',
        at: at(-1),
        subject: 'CN=grafana.dev.contoso.example',
        dnsNames: ['grafana.dev.contoso.example'],
        tags: { ...tags, service: 'grafana' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'load-test-client',
        at: at(-140),
        subject: 'CN=load-test, OU=Platform',
        enabled: false,
        tags: { ...tags, service: 'load-test' },
      }),
    async () => {
      const spike = { vault, name: 'grpc-spike' }
      await sampleCertificate(ctx, {
        ...spike,
        at: at(-80),
        subject: 'CN=grpc.dev.contoso.example',
      })
      await sampleSoftDelete(ctx, { ...spike, at: at(-2) })
    },
  ]
}

function contosoIotLab(ctx: CloudContext, at: At): Story[] {
  const vault = 'contoso-iot-lab'
  const tags = { env: 'lab', team: 'iot' }
  return [
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'sensor-gateway',
        at: at(-120),
        subject: 'CN=gateway.lab.contoso.example, OU=IoT Lab',
        dnsNames: ['gateway.lab.contoso.example'],
        tags: { ...tags, service: 'gateway' },
      }),
    () =>
      sampleCertificate(ctx, {
        vault,
        name: 'device-fleet-7',
        at: at(-60),
        subject: 'CN=fleet-7.lab.contoso.example, OU=IoT Lab',
        dnsNames: ['fleet-7.lab.contoso.example'],
        notAfter: at(13),
        tags: { ...tags, service: 'fleet' },
      }),
  ]
}
