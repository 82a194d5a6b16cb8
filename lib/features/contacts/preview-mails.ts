import 'server-only'
import { comingMails } from '#lib/domain/certificates/mail-moments.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { listPlans } from '../issuers/list-plans.ts'
import type { Services } from '../services.ts'
import type { ContactsInput, MailPreview } from './schema.ts'

/** Mails shown: more than a page can hold, and nobody reads. */
const shown = 100

/** When a vault will next mail about which certificate. Reads every policy. Throws `FailureError`. */
export async function previewMails(
  services: Services,
  caller: Caller,
  input: ContactsInput,
): Promise<MailPreview> {
  authorize(caller, 'SecurityOperations')
  const { plans, unread } = await listPlans(services, caller, input)
  const mails = comingMails(plans, services.clock.now()).slice(0, shown)
  return { mails, certificates: plans.length, unread }
}
