/** An order that a CA did not fill, in the words that the vault kept. */
export interface FailedOrder {
  readonly certificate: string
  readonly code: string
  readonly message: string
}

interface Cause {
  readonly id: 'credential' | 'domain' | 'organization' | 'administrator' | 'outage' | 'request'
  readonly words: RegExp
  readonly nextStep: string
}

/**
 * What to do about the words of a CA. They are written for people and may change, so nothing but the
 * advice hangs on them: what is not recognised keeps its own words.
 */
const causes: readonly Cause[] = [
  {
    id: 'credential',
    words: /password|credential|api key|unauthori[sz]ed|not accept the account|authentication/i,
    nextStep:
      'Type the credential again here: it was probably changed or has expired at the CA. Then order again.',
  },
  {
    id: 'domain',
    words: /domain.*(validat|vett|approv)|(validat|vett|approv).*domain|\bdcv\b/i,
    nextStep: 'Have the domain validated in the account at the CA, then order again.',
  },
  {
    id: 'organization',
    words: /organi[sz]ation/i,
    nextStep: 'Correct the organisation ID here: it must be one of the account at the CA.',
  },
  {
    id: 'administrator',
    words: /administrator|first name|last name|telephone/i,
    nextStep: 'Complete the administrators of this issuer.',
  },
  {
    id: 'outage',
    words: /could not be reached|unavailable|timed? ?out|try again later/i,
    nextStep: 'Nothing is wrong here: the CA did not answer. Order again later.',
  },
  {
    id: 'request',
    words: /wildcard|\bname|product|key of a kind|extended key usage/i,
    nextStep: 'Change the policy of the certificate as the CA asks, then order again.',
  },
]

const otherwise =
  'Compare the issuer with the account at the CA, and the policy of the certificate with what it sells.'

/** What can be done about a failed order. */
export function adviceFor(order: Pick<FailedOrder, 'message'>): string {
  return causes.find(({ words }) => words.test(order.message))?.nextStep ?? otherwise
}
