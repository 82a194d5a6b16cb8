/** Why a private key leaves the vault. The record of the export keeps it for the auditors. */
export const exportReasonLimits = { min: 10, max: 500 } as const

/**
 * What is wrong with a reason, in the user's words; null when it is fine. A reason has to be read by
 * somebody else later, so a few letters or one repeated character do not count as one.
 */
export function exportReasonProblem(
  reason: string,
  empty = 'Say why the private key has to leave the vault.',
): string | null {
  const text = reason.trim()
  if (text === '') return empty
  if (text.length < exportReasonLimits.min) {
    return `Use at least ${exportReasonLimits.min} characters: an auditor will read this.`
  }
  if (text.length > exportReasonLimits.max) {
    return `Use at most ${exportReasonLimits.max} characters. This has ${text.length}.`
  }
  if (/\p{Cc}/u.test(text.replaceAll(/[\r\n\t]/g, ' '))) {
    return 'The reason contains a control character. Type it as plain text.'
  }
  if (new Set(text.toLowerCase().replaceAll(/[\s\p{P}]/gu, '')).size < 4) {
    return 'Write the reason in words: an auditor will read this.'
  }
  if (text.includes('PRIVATE KEY-----')) {
    return 'This looks like a private key. Write a reason only: it is kept in the record.'
  }
  return null
}

/** The same for the chain alone: it stands in the secret, beside the key, which stays with the console. */
export function chainReasonProblem(reason: string): string | null {
  return exportReasonProblem(reason, 'Say why the secret has to be read for its chain.')
}

/** Longest password for a PFX download; far above use, far below what would slow the server down. */
export const pfxPasswordMaxLength = 256

/** What is wrong with a password for a PFX; null when it is fine. Empty means: no password. */
export function pfxPasswordProblem(password: string): string | null {
  if (password.length > pfxPasswordMaxLength) {
    return `Use at most ${pfxPasswordMaxLength} characters.`
  }
  // PKCS#12 writes passwords as BMPString (RFC 7292 appendix B.1); tools disagree beyond ASCII.
  if (/[^\x20-\x7e]/.test(password)) {
    return 'Use letters, digits and signs of a US keyboard only: other tools read the rest differently.'
  }
  return null
}
