import { issuerKind } from './policy/issuer-kind.ts'
import type { OperationStatus } from './status.ts'

/**
 * What to do about an operation, from what the vault and the issuer say of it. The service hands on the
 * words of the CA as they are, so they are told apart by what they have in common:
 * https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority#troubleshoot
 */

export interface OperationFacts {
  readonly status: OperationStatus
  /** `Self`, `Unknown` or the name of an issuer of the vault. */
  readonly issuer: string | null
  readonly cancellationRequested: boolean
  readonly error: { readonly code: string; readonly message: string } | null
}

export type AdviceKind =
  | 'sign-and-merge'
  | 'wait-for-vault'
  | 'wait-for-ca'
  | 'cancelling'
  | 'cancelled'
  | 'domain-not-validated'
  | 'wrong-credential'
  | 'organization-unknown'
  | 'administrator-missing'
  | 'ca-unreachable'
  | 'csr-used-before'
  | 'product-unknown'
  | 'name-refused'
  | 'key-refused'
  | 'issuer-missing'
  | 'rejected'
  | 'failed'
  | 'completed'

export interface OperationAdvice {
  readonly kind: AdviceKind
  /** Who has to act next: `you`, `the vault`, or the issuer's name. */
  readonly waitsFor: string
  /** What is the matter, as one short sentence. */
  readonly title: string
  /** What to do about it. */
  readonly nextStep: string
  /** Whether the same order again can end better without anything else being changed. */
  readonly retry: 'now' | 'after-fix' | 'no'
  /** Where the fault is mended: in the vault's issuer, at the CA, in the certificate's policy. */
  readonly fixAt: 'issuer' | 'ca' | 'policy' | null
}

interface Rule {
  readonly kind: AdviceKind
  /** Matches the code and the message of the error, as `code: message`. */
  readonly says: RegExp
  readonly title: string
  readonly nextStep: string
  readonly retry: 'now' | 'after-fix'
  readonly fixAt: OperationAdvice['fixAt']
}

/** The first that fits counts; `{issuer}` stands for the issuer's name. */
const rules: readonly Rule[] = [
  {
    kind: 'csr-used-before',
    says: /csr\b.*already been used/i,
    title: '{issuer} has issued for this key before and wants a new one.',
    nextStep:
      'Turn off “reuse the key” in the policy, so that the next order has a key of its own, then order again.',
    retry: 'after-fix',
    fixAt: 'policy',
  },
  {
    kind: 'domain-not-validated',
    says: /domain.*not (yet )?(been )?(validated|vetted|approved|verified)|domain control|not authori[sz]ed for.*domain/i,
    title: 'The domain is not validated for your account at {issuer}.',
    nextStep:
      'Have the domain validated in your account at the CA, or take the name out of the policy. Then place the same order again. A CA outside the vault checks domains by itself: use a signing request there.',
    retry: 'after-fix',
    fixAt: 'ca',
  },
  {
    kind: 'organization-unknown',
    says: /organi[sz]ation/i,
    title: '{issuer} does not know the organization of this order.',
    nextStep:
      'Check the organization id in the issuer of this vault against your account at the CA. Then place the same order again.',
    retry: 'after-fix',
    fixAt: 'issuer',
  },
  {
    kind: 'administrator-missing',
    says: /administrator|first name|last name|telephone|phone number/i,
    title: '{issuer} misses the details of an administrator.',
    nextStep:
      'Enter first name, last name, e-mail and phone of an administrator in the issuer of this vault. Then place the same order again.',
    retry: 'after-fix',
    fixAt: 'issuer',
  },
  {
    kind: 'wrong-credential',
    says: /did not accept the account|password|api[ -]?key|credential|unauthori[sz]ed|authentication|log ?in failed|access denied/i,
    title: '{issuer} does not accept the account in this vault.',
    nextStep:
      'Enter the account and its password or API key again in the issuer of this vault. Then place the same order again.',
    retry: 'after-fix',
    fixAt: 'issuer',
  },
  {
    kind: 'ca-unreachable',
    says: /could not be reached|unavailable|time[d -]?out|try again later|connection|gateway/i,
    title: '{issuer} did not answer.',
    nextStep:
      'Nothing is wrong with the order. Place the same order again when the CA is back; its status page tells.',
    retry: 'now',
    fixAt: null,
  },
  {
    kind: 'product-unknown',
    says: /no product|certificate type|product/i,
    title: '{issuer} does not sell this type of certificate.',
    nextStep:
      'Choose OV-SSL or EV-SSL in the policy, or another that your contract has. Then order again.',
    retry: 'after-fix',
    fixAt: 'policy',
  },
  {
    kind: 'key-refused',
    says: /\bkey\b.*(kind|trust|size|type|curve|weak)|key usage/i,
    title: '{issuer} does not sign this kind of key or use.',
    nextStep:
      'Choose RSA 2048 or larger, or P-256, and the use “TLS server” in the policy. Then order again.',
    retry: 'after-fix',
    fixAt: 'policy',
  },
  {
    kind: 'name-refused',
    says: /wildcard|not the DNS name|no DNS name|more than \d+ names|only DNS names|common name|internal name/i,
    title: '{issuer} does not sign these names.',
    nextStep: 'Correct the subject and the names in the policy. Then order again.',
    retry: 'after-fix',
    fixAt: 'policy',
  },
  {
    kind: 'issuer-missing',
    says: /issuer.*(not found|does not exist|disabled|not enabled|deleted)/i,
    title: 'The issuer {issuer} is missing in this vault, or disabled.',
    nextStep:
      'Add or enable the issuer in this vault, or choose another in the policy. Then order again.',
    retry: 'after-fix',
    fixAt: 'issuer',
  },
  {
    kind: 'rejected',
    says: /reject|denied|declined|refused/i,
    title: '{issuer} rejected the order.',
    nextStep:
      'Its words tell why; the order in your account at the CA tells more. Correct the cause, then order again.',
    retry: 'after-fix',
    fixAt: 'ca',
  },
]

/** Who has to act next on an operation, and what to do. */
export function operationAdvice(facts: OperationFacts): OperationAdvice {
  const issuer = issuerWord(facts.issuer)
  switch (facts.status) {
    case 'inProgress':
      return inProgress(facts, issuer)
    case 'completed':
      return {
        kind: 'completed',
        waitsFor: 'nobody',
        title: 'It is issued.',
        nextStep: 'Nothing is left to do.',
        retry: 'no',
        fixAt: null,
      }
    case 'cancelled':
      return {
        kind: 'cancelled',
        waitsFor: 'you',
        title: 'The order was cancelled.',
        nextStep: 'Place the same order again, or delete the operation.',
        retry: 'now',
        fixAt: null,
      }
    case 'failed':
      return failed(facts, issuer)
  }
}

function inProgress(facts: OperationFacts, issuer: string): OperationAdvice {
  const base = { retry: 'no', fixAt: null } as const
  if (facts.cancellationRequested) {
    return {
      ...base,
      kind: 'cancelling',
      waitsFor: issuer,
      title: 'It is asked to stop.',
      nextStep:
        'The vault stops as soon as it can. A CA may still issue what it has already approved. To end it here at once, delete the operation.',
    }
  }
  if (issuerKind(facts.issuer) === 'unknown') {
    return {
      ...base,
      kind: 'sign-and-merge',
      waitsFor: 'you',
      title: 'A signing request waits for you.',
      nextStep: 'Have the CSR signed by your CA, then merge the answer.',
    }
  }
  if (issuerKind(facts.issuer) === 'self') {
    return {
      ...base,
      kind: 'wait-for-vault',
      waitsFor: 'the vault',
      title: 'The vault is making it.',
      nextStep: 'This takes seconds; nothing is to be done.',
    }
  }
  return {
    ...base,
    kind: 'wait-for-ca',
    waitsFor: issuer,
    title: `The order is at ${issuer}.`,
    nextStep:
      'OV usually takes minutes once the domain is validated; EV may need an approval in your account at the CA.',
  }
}

function failed({ error, issuer }: OperationFacts, name: string): OperationAdvice {
  const text = error === null ? '' : `${error.code}: ${error.message}`
  const rule = rules.find(({ says }) => says.test(text))
  if (rule === undefined) {
    return {
      kind: 'failed',
      waitsFor: 'you',
      title: `${issuerKind(issuer) === 'self' ? 'The vault' : name} could not complete it.`,
      nextStep:
        error === null
          ? 'No reason was given. Place the same order again; if it fails again, ask the CA.'
          : 'Its words tell why. Correct the cause, then place the same order again.',
      retry: 'now',
      fixAt: null,
    }
  }
  const { kind, title, nextStep, retry, fixAt } = rule
  return { kind, waitsFor: 'you', title: title.replace('{issuer}', name), nextStep, retry, fixAt }
}

function issuerWord(issuer: string | null): string {
  if (issuer === null) return 'The issuer'
  const kind = issuerKind(issuer)
  return kind === 'self' ? 'the vault' : kind === 'unknown' ? 'your CA' : issuer
}
