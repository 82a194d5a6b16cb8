import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { OutboxMail, Services } from '../services.ts'
import { mailKinds } from './constants.ts'
import type { ListMailsInput, Mail } from './schema.ts'

/** Mails of one answer, the newest ones. */
const shown = 1_000

/**
 * What the embedded cloud mailed to contacts, newest first: of everything, of a vault or of one certificate.
 * Throws `FailureError`: not-found on a real tenant, which sends its mails and keeps none.
 */
export async function listMails(
  services: Services,
  caller: Caller,
  { vault, certificate }: ListMailsInput,
): Promise<readonly Mail[]> {
  authorize(caller, 'SecurityOperations')
  if (services.outbox === null) throw noOutbox()
  const mails = await services.outbox.list()
  return mails
    .filter((mail) => same(mail.vault, vault) && same(mail.certificate, certificate))
    .slice(-shown)
    .reverse()
    .map(toMail)
}

/** Names match without regard to case, as in Azure. */
function same(name: string, wanted: string | undefined): boolean {
  return wanted === undefined || name.toLowerCase() === wanted.toLowerCase()
}

function toMail({ time, kind, ...mail }: OutboxMail): Mail {
  return { ...mail, at: time, kind: mailKinds.find((known) => known === kind) ?? null }
}

function noOutbox(): FailureError {
  return new FailureError({
    code: 'not-found',
    status: 404,
    title: 'Azure keeps no copy of its mails',
    detail: 'Only the embedded cloud shows what it would have sent.',
    nextStep: 'Ask the contacts of the vault.',
  })
}
