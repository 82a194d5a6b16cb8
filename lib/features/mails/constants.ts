/** What a vault writes to its contacts about. */
export const mailKinds = [
  'RenewalStarted',
  'RenewalCompleted',
  'RenewalFailed',
  'ExpiryNotice',
] as const
export type MailKind = (typeof mailKinds)[number]
