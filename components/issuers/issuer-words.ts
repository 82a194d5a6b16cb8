import type { Tone } from '#components/ui/tone.ts'
import type { CheckState, IssuerVerdict } from '#lib/domain/certificates/issuers/check.ts'

/** How an issuer stands, as a badge. */
export const verdictLooks: Record<IssuerVerdict, { readonly word: string; readonly tone: Tone }> = {
  ready: { word: 'Set up', tone: 'ok' },
  disabled: { word: 'Disabled', tone: 'neutral' },
  incomplete: { word: 'Incomplete', tone: 'warn' },
  failing: { word: 'Orders fail', tone: 'bad' },
}

export const checkTones: Record<CheckState, Tone> = { ok: 'ok', bad: 'bad', unknown: 'info' }

/** Read with the title of a check, for those who do not see its icon. */
export const checkWords: Record<CheckState, string> = {
  ok: 'Yes',
  bad: 'No',
  unknown: 'Cannot be told',
}
