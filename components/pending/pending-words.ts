import type { Tone } from '#components/ui/tone.ts'
import type { AdviceKind, OperationAdvice } from '#lib/domain/certificates/operation-advice.ts'
import { operationAdvice } from '#lib/domain/certificates/operation-advice.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import type { PendingCoverage, PendingItem } from '#lib/features/pending/schema.ts'

/** What the badge of an operation says. */
export const pendingStates = ['yours', 'ca', 'vault', 'stopping', 'failed', 'cancelled'] as const
export type PendingState = (typeof pendingStates)[number]

export const stateLooks: Record<PendingState, { readonly word: string; readonly tone: Tone }> = {
  yours: { word: 'Waits for you', tone: 'warn' },
  ca: { word: 'With the CA', tone: 'info' },
  vault: { word: 'In the vault', tone: 'info' },
  stopping: { word: 'Stopping', tone: 'info' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
}

const stateOfKind: Partial<Record<AdviceKind, PendingState>> = {
  'sign-and-merge': 'yours',
  'wait-for-ca': 'ca',
  'wait-for-vault': 'vault',
  cancelling: 'stopping',
  cancelled: 'cancelled',
}

export function pendingState({ kind }: Pick<OperationAdvice, 'kind'>): PendingState {
  return stateOfKind[kind] ?? 'failed'
}

/** A row of the table: the operation with what is to be done about it. */
export interface PendingRow extends PendingItem {
  readonly advice: OperationAdvice
  readonly state: PendingState
}

export function pendingRow(item: PendingItem): PendingRow {
  const advice = operationAdvice(item.operation)
  return { ...item, advice, state: pendingState(advice) }
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`

/** What the list is made from, as sentences: Key Vault itself lists no operations. */
export function coverageWords(covers: PendingCoverage): string {
  const { vaultsRead, vaultsTotal, asked, skipped, days } = covers
  const vaults =
    vaultsRead === vaultsTotal
      ? `all ${count(vaultsTotal, 'vault')} that you can read`
      : `${vaultsRead} of ${count(vaultsTotal, 'vault')}`
  const rest =
    skipped === 0
      ? ''
      : ` ${count(skipped, 'more was', 'more were')} left out: open their certificates to see.`
  return `Key Vault keeps no list of operations. This one covers ${vaults}: certificates that were never issued, those ordered through this console in the last ${days} days, and those whose renewal is due, for it may have failed (${asked.toLocaleString('en-GB')} asked). Any other renewal that a vault began by itself shows on the page of its certificate.${rest}`
}

/** How often the list is read again, in ms; false when nothing in it can change by itself. */
export function pendingPace(items: readonly PendingItem[]): number | false {
  const working = items.filter(({ operation }) => operation.status === 'inProgress')
  if (working.length === 0) return false
  // A CA and the vault answer within minutes; a person and an outside CA take hours.
  const fast = working.some(({ operation }) => issuerKind(operation.issuer) !== 'unknown')
  return fast ? 5_000 : 60_000
}
