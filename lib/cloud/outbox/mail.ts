import { integer, type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/** What a mail is about. The service's own mails have no such names. */
export type MailKind =
  | 'RenewalDue'
  | 'RenewalStarted'
  | 'RenewalCompleted'
  | 'RenewalFailed'
  | 'ExpiryNotice'

/** A mail to the contacts of a vault. Nothing leaves the machine: it lies in the outbox. */
export interface Mail {
  vault: { name: string }
  /** Addresses. With none there is no mail. */
  to: readonly string[]
  kind: MailKind
  subject: string
  /** Plain text; never a value or a key. */
  text: string
  /** Name of the certificate. */
  certificate: string
  /** On the cloud's clock. */
  time: Date
}

/** A mail as the control API shows it. */
export interface SentMail {
  id: number
  /** ISO 8601, UTC. */
  time: string
  kind: string
  vault: string
  certificate: string
  to: string[]
  subject: string
  text: string
}

/** Puts a mail into the outbox, inside the write that gives the reason for it. */
export function sendMail(db: Db, mail: Mail): void {
  if (mail.to.length === 0) return
  db.sql(
    `INSERT INTO outbox_mails (time_ms, kind, vault, certificate, recipients, subject, body)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    mail.time.getTime(),
    mail.kind,
    mail.vault.name,
    mail.certificate,
    JSON.stringify(mail.to),
    mail.subject,
    mail.text,
  )
}

/** Up to `limit` mails after the one with the id `after`, in the order of their sending. */
export function listMails(db: Db, options: { after: number; limit: number }): SentMail[] {
  return db
    .sql('SELECT * FROM outbox_mails WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(options.after, options.limit)
    .map(toMail)
}

function toMail(row: Row): SentMail {
  return {
    id: integer(row, 'seq'),
    time: new Date(integer(row, 'time_ms')).toISOString(),
    kind: text(row, 'kind'),
    vault: text(row, 'vault'),
    certificate: text(row, 'certificate'),
    to: JSON.parse(text(row, 'recipients')),
    subject: text(row, 'subject'),
    text: text(row, 'body'),
  }
}
