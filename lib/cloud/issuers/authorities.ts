import type { CloudContext } from '../context.ts'
import type { CertificateAuthority } from './authority.ts'
import { publicProviders } from './providers.ts'
import { publicAuthority } from './public-authority.ts'
import { testAuthority } from './test-authority.ts'

/** The authority behind a provider's name; null where nobody answers. */
export type Authorities = (provider: string) => CertificateAuthority | null

/** Between two and three seconds of real time, however the cloud's clock runs. */
function twoToThreeSeconds(): number {
  return 2_000 + Math.random() * 1_000
}

/** All authorities of this cloud. */
export function createAuthorities(
  ctx: CloudContext,
  { answerAfterMs = twoToThreeSeconds }: { answerAfterMs?: () => number } = {},
): Authorities {
  const known = new Map<string, CertificateAuthority>([['Test', testAuthority(ctx)]])
  for (const provider of publicProviders) {
    known.set(provider, publicAuthority(ctx, provider, answerAfterMs))
  }
  return (provider) => known.get(provider) ?? null
}
