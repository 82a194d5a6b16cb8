import type { Tone } from '#components/ui/tone.ts'
import type { MailKind } from '#lib/features/mails/constants.ts'
import type { Mail } from '#lib/features/mails/schema.ts'

export const mailLooks: Record<MailKind, { readonly word: string; readonly tone: Tone }> = {
  RenewalStarted: { word: 'Before a renewal', tone: 'info' },
  RenewalCompleted: { word: 'After a renewal', tone: 'ok' },
  RenewalFailed: { word: 'Renewal failed', tone: 'bad' },
  ExpiryNotice: { word: 'Renew by hand', tone: 'warn' },
}

/** One of a kind that this console does not know is a mail all the same. */
export function mailLook(kind: Mail['kind']) {
  return kind === null ? { word: 'Mail', tone: 'neutral' as const } : mailLooks[kind]
}
