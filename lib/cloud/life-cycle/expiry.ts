import type { VaultEventType } from '../events/emit.ts'
import type { LifeStep, Moment } from './lives.ts'
import { report } from './report.ts'

/** Days before the expiry at which subscribers are told, unless a key's policy says otherwise. */
export const noticeDays = 30

/** What expiry needs to know of a version, whatever it is a version of. */
export interface Expiring {
  /** The name in the spelling of its first creation. */
  display: string
  nbf: number | null
  exp: number | null
}

/**
 * The two moments of an expiry; none without one. Only the current version has them.
 * @param noticeAt epoch seconds of the first
 * @see https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
 */
export function expiryMoments(exp: number | null, noticeAt: number | null): Moment[] {
  if (exp === null) return []
  return [
    ...(noticeAt === null ? [] : [{ kind: 'NearExpiry', at: noticeAt }]),
    { kind: 'Expired', at: exp },
  ]
}

/** The step of an expiry's moment: subscribers are told. */
export function tellExpiry<Subject extends Expiring>(
  kind: 'Certificate' | 'Key' | 'Secret',
  moment: Moment,
  time: number,
): LifeStep<Subject> {
  const type: VaultEventType = `${kind}${moment.kind === 'Expired' ? 'Expired' : 'NearExpiry'}`
  return (db, { version, subject }, vault) => {
    report(db, {
      vault,
      type,
      objectName: subject.display,
      version,
      nbf: subject.nbf,
      exp: subject.exp,
      time: new Date(time * 1000),
    })
    return { happened: true }
  }
}
