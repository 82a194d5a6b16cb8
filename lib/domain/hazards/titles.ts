import type { Severity } from '../attention/rule.ts'

interface HazardTitle {
  readonly title: string
  readonly severity: Severity
}

/** What each renewal check is called, worst first: for pages that show results and need no rules. */
export const hazardTitles = {
  'auto-renew-replaces-ca': { title: 'Renewal makes it self-signed', severity: 'bad' },
  'auto-renew-without-ca': { title: 'Auto-renew cannot work', severity: 'bad' },
  'weak-key': { title: 'Weak key or signature', severity: 'bad' },
  'no-lifetime-action': { title: 'Nothing happens before expiry', severity: 'warn' },
  'no-contacts': { title: 'Nobody is mailed', severity: 'warn' },
  'short-renewal-window': { title: 'Renewed too late', severity: 'warn' },
  'validity-over-public-limit': { title: 'Too long for public trust', severity: 'warn' },
  'reused-key': { title: 'Renewed with the old key', severity: 'warn' },
  'wildcard-in-production': { title: 'Wildcard in production', severity: 'info' },
  'exportable-in-production': { title: 'Key can leave the vault', severity: 'info' },
  'validity-over-policy': { title: 'Lives longer than its policy', severity: 'info' },
} as const satisfies Readonly<Record<string, HazardTitle>>
