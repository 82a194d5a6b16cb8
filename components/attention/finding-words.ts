import { formatDuration } from '#components/ui/format-time.ts'
import { paths } from '#lib/base/paths.ts'
import { findRule } from '#lib/domain/attention/registry.ts'
import type { Finding } from '#lib/domain/attention/rule.ts'
import type { CertificateStatus } from '#lib/domain/certificates/status.ts'
import type { Attention } from '#lib/features/attention/schema.ts'

/** The badge of a finding: the rule's title, with the time left where time is the matter. */
export function findingTitle(finding: Finding, now: number): string {
  if (finding.rule === 'expiring' && finding.due !== null) {
    return `Expires in ${formatDuration(new Date(finding.due).getTime() - now)}`
  }
  return findRule(finding.rule)?.title ?? 'Needs a look'
}

/** Where the finding can be acted on: the certificate's page, or the settings of the vault. */
export function findingPath(finding: Finding): string {
  const vault = paths.vault(finding.vault)
  if (finding.rule === 'changed-elsewhere') return vault.effectiveAccess()
  return finding.certificate === null ? vault.settings : vault.certificate(finding.certificate)
}

/** `5 vaults, 38 certificates. 6 things need you.`, or how many vaults were read when not all. */
export function attentionSummary(attention: Attention): string {
  const { vaultsRead, vaultsTotal, certificates, items } = attention
  const vaults =
    vaultsRead === vaultsTotal
      ? plural(vaultsTotal, 'vault')
      : `${vaultsRead} of ${vaultsTotal} vaults read`
  const things =
    items.length === 1 ? '1 thing needs you.' : `${number(items.length)} things need you.`
  const end =
    items.length > 0
      ? things
      : vaultsTotal > 0 && vaultsRead === vaultsTotal
        ? 'Nothing needs you.'
        : ''
  return `${vaults}, ${plural(certificates, 'certificate')}. ${end}`.trim()
}

export interface Tally {
  readonly label: string
  readonly count: number
  readonly tone: 'bad' | 'warn' | 'info'
  /** Where they are listed; absent where no list shows just them. */
  readonly href?: string
}

function inState(status: CertificateStatus): string {
  return `${paths.certificates}?status=${status}`
}

/** How often each rule is broken, rules that nothing breaks included: zero is news too. */
export function tallyFindings(findings: readonly Finding[]): Tally[] {
  const count = (rule: string) => findings.filter((finding) => finding.rule === rule).length
  return [
    {
      label: 'Expired certificates',
      count: count('expired'),
      href: inState('expired'),
      tone: 'bad',
    },
    {
      label: 'Failed issuances',
      count: count('failed-issuance'),
      href: inState('failed'),
      tone: 'bad',
    },
    {
      label: 'Certificates that expire soon',
      count: count('expiring'),
      href: inState('expiring'),
      tone: 'warn',
    },
    {
      label: 'Disabled current versions',
      count: count('disabled-current'),
      href: inState('disabled'),
      tone: 'warn',
    },
    {
      label: 'Signing requests that wait',
      count: count('pending-csr'),
      href: inState('pending'),
      tone: 'info',
    },
    { label: 'Vaults changed elsewhere', count: count('changed-elsewhere'), tone: 'info' },
    { label: 'Vaults open to all networks', count: count('open-network'), tone: 'warn' },
    {
      label: 'Vaults without purge protection',
      count: count('purge-protection-off'),
      tone: 'warn',
    },
  ]
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}

function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}
