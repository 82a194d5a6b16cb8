import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { type MailKind, sendMail } from '../outbox/mail.ts'
import type { Db } from '../store/store.ts'
import type { CertificateRow } from '../vault/rows/certificates.ts'
import { findContacts } from '../vault/rows/contacts.ts'

/** The certificate that a mail is about. `exp`, epoch seconds, is that of its current version. */
export interface MailSubject {
  certificate: CertificateRow
  exp: number
}

/** To the contacts, when the policy asks for a mail, or nobody can renew. @param time epoch seconds */
export function mailExpiryNotice(
  db: Db,
  vault: VaultRecord,
  subject: MailSubject,
  time: number,
): void {
  const days = Math.max(0, Math.ceil((subject.exp - time) / 86_400))
  const unknown = subject.certificate.policy.issuer.name === 'Unknown'
  send(db, vault, subject, time, {
    kind: 'ExpiryNotice',
    title: `expires in ${days} ${days === 1 ? 'day' : 'days'}`,
    says: unknown
      ? 'Its issuer is not connected to the key vault, which therefore cannot renew it. Create a new ' +
        'version, have the certificate request signed and merge the answer.'
      : 'Its policy asks for a mail and not for a renewal. Create a new version before it expires.',
  })
}

/** Before a renewal. */
export function mailRenewalStarted(
  db: Db,
  vault: VaultRecord,
  subject: MailSubject,
  time: number,
): void {
  send(db, vault, subject, time, {
    kind: 'RenewalStarted',
    title: 'is being renewed',
    says: `The key vault now renews it with the issuer ${subject.certificate.policy.issuer.name}.`,
  })
}

/** After a renewal. @param subject as it is now */
export function mailRenewalCompleted(
  db: Db,
  vault: VaultRecord,
  subject: MailSubject,
  time: number,
): void {
  send(db, vault, subject, time, {
    kind: 'RenewalCompleted',
    title: 'was renewed',
    says: `Its new version is ${subject.certificate.current}. Whoever keeps a copy needs the new one.`,
  })
}

/** After a renewal that made no new version. @param cause in words */
export function mailRenewalFailed(
  db: Db,
  vault: VaultRecord,
  subject: MailSubject,
  time: number,
  cause: string,
): void {
  send(db, vault, subject, time, {
    kind: 'RenewalFailed',
    title: 'could not be renewed',
    says: `${cause}\nThe current version stays in use. Create a new version before it expires.`,
  })
}

function send(
  db: Db,
  vault: VaultRecord,
  { certificate, exp }: MailSubject,
  time: number,
  mail: { kind: MailKind; title: string; says: string },
): void {
  const subject = `Certificate ${certificate.display} in key vault ${vault.name} ${mail.title}`
  const names = certificate.policy.x509_props
  sendMail(db, {
    vault,
    to: (findContacts(db, vault.key) ?? []).map(({ email }) => email),
    kind: mail.kind,
    subject,
    text: [
      `${subject}.`,
      mail.says,
      '',
      `Subject: ${names.subject || (names.sans?.dns_names ?? []).join(', ')}`,
      `Expires: ${day(exp)}`,
      `Identifier: https://${vault.name}.vault.azure.net/certificates/${certificate.display}`,
      '',
    ].join('\n'),
    certificate: certificate.display,
    time: new Date(time * 1000),
  })
}

/** `2027-01-31 12:00 UTC` */
function day(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
