import type { LoginFault } from '../errors.ts'
import type { Reply } from './reply.ts'

/**
 * A refusal that the client learns of through its redirect URI (RFC 6749 section 4.1.2.1). Faults
 * found before that URI is known to be the client's are plain LoginErrors and stay on our page.
 */
export class RedirectError extends Error {
  override readonly name = 'RedirectError'
  readonly fault: LoginFault
  readonly reply: Reply

  constructor(fault: LoginFault, reply: Reply) {
    super(fault.text)
    this.fault = fault
    this.reply = reply
  }
}
