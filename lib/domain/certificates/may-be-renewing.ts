import { nearExpiryDays, nearExpiryShare, type StatusFacts } from './status.ts'

/**
 * True from the last fifth of a certificate's life on, and in its last 30 days: a renewal may have begun
 * by then, and may have failed. The vault's lists tell neither, so somebody has to ask. One that is
 * disabled nobody renews: https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate
 */
export function mayBeRenewing(
  { enabled, notBefore, expiresOn }: Pick<StatusFacts, 'enabled' | 'notBefore' | 'expiresOn'>,
  now: Date,
): boolean {
  if (!enabled || expiresOn === null) return false
  const end = Date.parse(expiresOn)
  const life = notBefore === null ? 0 : Math.max(0, end - Date.parse(notBefore))
  const before = Math.max(nearExpiryDays * 86_400_000, life * nearExpiryShare)
  return now.getTime() >= end - before
}
