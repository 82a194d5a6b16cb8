import { personProblems } from '../person.ts'
import type { Administrator } from './draft.ts'
import { findProvider, isInternalProvider } from './providers.ts'
import { adviceFor, type FailedOrder } from './refusals.ts'

/** What a vault tells of an issuer. It never tells the credential, nor whether there is one. */
export interface IssuerFacts {
  readonly name: string
  readonly provider: string
  readonly enabled: boolean
  readonly accountId: string | null
  readonly organizationId: string | null
  readonly administrators: readonly Administrator[]
}

/** `unknown`: nothing that can be asked through the vault tells it. */
export type CheckState = 'ok' | 'bad' | 'unknown'

/** One answer to the question why issuing would fail. */
export interface IssuerCheck {
  readonly id: string
  readonly state: CheckState
  readonly title: string
  readonly detail: string
  /** Null when there is nothing to do. */
  readonly nextStep: string | null
}

/** `disabled` and `incomplete` are seen without an order; `failing` needs the last orders. */
export type IssuerVerdict = 'ready' | 'disabled' | 'incomplete' | 'failing'

type Answer = Pick<IssuerCheck, 'state' | 'detail'> & { readonly nextStep?: string }

/** The whole list in the order in which an order would meet them. `orders` null: not read. */
export function checkIssuer(
  facts: IssuerFacts,
  orders: readonly FailedOrder[] | null,
): IssuerCheck[] {
  const check = (id: string, title: string, answer: Answer): IssuerCheck => ({
    id,
    title,
    nextStep: null,
    ...answer,
  })
  return [
    check('provider', 'Key Vault can order from it', providerAnswer(facts)),
    check('enabled', 'It is enabled', enabledAnswer(facts)),
    check('account', 'The account is given', accountAnswer(facts)),
    check('organization', 'The organisation is given', organizationAnswer(facts)),
    check('administrators', 'The CA knows whom to ask', administratorAnswer(facts)),
    check('credential', 'The CA takes its credential', credentialAnswer(facts, orders)),
    check('domains', 'The CA has validated the domains', domainAnswer(facts)),
    ...(orders ?? []).map((order) => ({
      id: `order ${order.certificate}`,
      state: 'bad' as const,
      title: `The last order for ${order.certificate} failed`,
      detail: order.message === '' ? order.code : order.message,
      nextStep: adviceFor(order),
    })),
  ]
}

/** How it stands in one word: for lists, and for the head of its page. */
export function issuerVerdict(
  facts: IssuerFacts,
  orders: readonly FailedOrder[] | null = null,
): IssuerVerdict {
  if (!facts.enabled) return 'disabled'
  const broken = checkIssuer(facts, null).some(({ state }) => state === 'bad')
  if (broken) return 'incomplete'
  return orders !== null && orders.length > 0 ? 'failing' : 'ready'
}

function providerAnswer({ provider }: IssuerFacts): Answer {
  if (findProvider(provider) !== null) return { state: 'ok', detail: `${provider} is integrated.` }
  if (isInternalProvider(provider)) {
    return {
      state: 'unknown',
      detail: `${provider} is a provider of the service itself; who may order there cannot be told from here.`,
    }
  }
  return {
    state: 'bad',
    detail: `${provider === '' ? 'The provider' : provider} is none that Key Vault orders from.`,
    nextStep: 'Use DigiCert or GlobalSign, or have CSRs signed by another CA.',
  }
}

function enabledAnswer({ enabled }: IssuerFacts): Answer {
  return enabled
    ? { state: 'ok', detail: 'Orders and renewals may use it.' }
    : {
        state: 'bad',
        detail: 'A disabled issuer takes no order, and no certificate renews through it.',
        nextStep: 'Enable it.',
      }
}

function accountAnswer({ accountId }: IssuerFacts): Answer {
  return accountId === null || accountId === ''
    ? {
        state: 'bad',
        detail: 'Without an account the CA does not know who orders.',
        nextStep: 'Give the account ID and its credential.',
      }
    : { state: 'ok', detail: `Orders go to the account ${accountId}.` }
}

function organizationAnswer({ provider: name, organizationId }: IssuerFacts): Answer {
  if (organizationId !== null && organizationId !== '') {
    return { state: 'ok', detail: `Certificates name the organisation ${organizationId}.` }
  }
  return findProvider(name)?.organizationRequired
    ? {
        state: 'bad',
        detail: `${name} issues for an organisation of the account, and none is given.`,
        nextStep: 'Give the organisation ID.',
      }
    : { state: 'ok', detail: 'None is given, and this CA needs none.' }
}

function administratorAnswer({ provider: name, administrators }: IssuerFacts): Answer {
  const complete = administrators.filter(isComplete).length
  if (complete > 0) {
    return { state: 'ok', detail: `${complete} of ${administrators.length} with all details.` }
  }
  return findProvider(name)?.administratorRequired
    ? {
        state: 'bad',
        detail: `${name} wants first name, last name, e-mail address and telephone number of somebody.`,
        nextStep: 'Add an administrator with all four.',
      }
    : { state: 'ok', detail: 'Nobody is named, and this CA asks for nobody.' }
}

function isComplete(one: Administrator): boolean {
  const named = one.firstName !== '' && one.lastName !== '' && one.phone !== ''
  return named && Object.keys(personProblems(one)).length === 0
}

function credentialAnswer(
  { provider }: IssuerFacts,
  orders: readonly FailedOrder[] | null,
): Answer {
  const word = findProvider(provider)?.credentialLabel ?? 'Credential'
  return {
    state: 'unknown',
    detail:
      `${word}: the vault never shows it, nor says whether it has one. Only an order tells` +
      `${orders === null ? '.' : orders.length === 0 ? '; none of the last ones failed.' : ', see below.'}`,
  }
}

function domainAnswer({ provider }: IssuerFacts): Answer {
  return {
    state: 'unknown',
    detail: `Key Vault has no call that asks for it. Look in your account at ${provider}; validating a new domain takes a CA two to three days.`,
  }
}
