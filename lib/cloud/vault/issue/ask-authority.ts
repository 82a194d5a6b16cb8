import { readCertificate } from '#lib/x509/certificate.ts'
import {
  type CertificateAuthority,
  type IssuerAccount,
  issuerError,
} from '../../issuers/authority.ts'
import type { CloudStore, Db } from '../../store/store.ts'
import { seconds } from '../policy/from-certificate.ts'
import { findIssuer, openIssuerPassword } from '../rows/issuers.ts'
import {
  findAnswerTime,
  findOperation,
  type OperationRow,
  putAnswerTime,
} from '../rows/operations.ts'
import type { IssuanceServices, IssuerAnswer } from './advance.ts'
import type { Validity } from './validity.ts'

/** Orders the certificate from the authority of the operation's issuer, or collects its answer. */
export async function askAuthority(
  { ctx, authorities }: IssuanceServices,
  operation: OperationRow,
  { months, time }: { months: number; time: number },
): Promise<IssuerAnswer> {
  const { name } = operation.issuer
  const issuer = ctx.store.read((db) => findIssuerAccount(db, operation.vault, name))
  if (!issuer) return issuerError(`The issuer ${name} does not exist in the key vault any more.`)
  if (!issuer.enabled) return issuerError(`The issuer ${name} is disabled.`)
  const authority = authorities(issuer.provider)
  if (!authority) {
    return issuerError(`The embedded cloud plays no authority of the provider ${issuer.provider}.`)
  }
  const answerAt =
    ctx.store.read((db) => findAnswerTime(db, operation)) ??
    (await placeOrder(ctx.store, operation, authority))
  const wait = answerAt - Date.now()
  if (wait > 0) return wait
  const answer = await authority.poll({
    account: issuer.account,
    product: operation.issuer.cty ?? null,
    validityMonths: months,
    time,
    csr: operation.csr ?? new Uint8Array(0),
  })
  if (!answer.issued) return answer.refusal
  const { leaf, chain } = answer
  return { validity: validityOfDer(leaf), leaf, chain }
}

/** Keeps the time of the answer with the operation, so that a restart does not order again. */
function placeOrder(
  store: CloudStore,
  operation: OperationRow,
  authority: CertificateAuthority,
): Promise<number> {
  return store.write((db) => {
    const answerAt = authority.order()
    const current = findOperation(db, operation.vault, operation.name)
    if (current?.requestId === operation.requestId) putAnswerTime(db, operation, answerAt)
    return answerAt
  })
}

/** The issuer of a vault with all that its authority asks for. Holds the password: never for an answer. */
export function findIssuerAccount(
  db: Db,
  vault: number,
  name: string,
): { provider: string; enabled: boolean; account: IssuerAccount } | null {
  const issuer = findIssuer(db, vault, name)
  return (
    issuer && {
      provider: issuer.provider,
      enabled: issuer.enabled,
      account: {
        accountId: issuer.accountId,
        password: openIssuerPassword(db, issuer),
        organizationId: issuer.organization?.id ?? null,
        administrators: issuer.administrators ?? [],
      },
    }
  )
}

/** From when to when a certificate says that it is valid. */
export function validityOfDer(der: Uint8Array): Validity {
  const { notBefore, notAfter } = readCertificate(der)
  return { nbf: seconds(notBefore), exp: seconds(notAfter) }
}
