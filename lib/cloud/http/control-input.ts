import { type ClientCertificate, readClientCertificate } from '../login/client-certificates.ts'
import { type AppRole, isAppRole } from '../login/directory.ts'
import type { Fault } from './faults.ts'

/** A minute is longer than any client here waits. */
const longestDelayMs = 600_000
const mostRequests = 1_000_000

/** `{"now": ISO time}`; null for anything else. */
export function readNow(body: unknown): Date | null {
  const { now } = fieldsOf(body)
  if (typeof now !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(now)) return null
  const date = new Date(now)
  return Number.isNaN(date.getTime()) ? null : date
}

export function readSample(body: unknown): boolean | null {
  const { sample } = fieldsOf(body)
  return typeof sample === 'boolean' ? sample : null
}

export function readSwitch(body: unknown): boolean | null {
  const { on } = fieldsOf(body)
  return typeof on === 'boolean' ? on : null
}

/** Host exact or `*`, path a prefix; without a status the fault is a delay alone. */
export function readFault(body: unknown): Fault | null {
  const { host, path = '/', status, count = 1, delayMs = 0 } = fieldsOf(body)
  if (typeof host !== 'string' || host === '') return null
  if (typeof path !== 'string' || !path.startsWith('/')) return null
  if (!isWhole(count, 1, mostRequests) || !isWhole(delayMs, 0, longestDelayMs)) return null
  const fault = { host: host.toLowerCase(), path, count, delayMs }
  if (status === undefined || status === null) return delayMs > 0 ? fault : null
  return isWhole(status, 400, 599) ? { ...fault, status } : null
}

export interface UserInput {
  userPrincipalName: string
  displayName?: string
  roles: AppRole[]
}

export function readUser(body: unknown): UserInput | null {
  const { userPrincipalName, displayName, roles = [] } = fieldsOf(body)
  if (typeof userPrincipalName !== 'string') return null
  if (!/^[^\s@<>"]{1,64}@[a-z0-9.-]{1,190}$/i.test(userPrincipalName)) return null
  if (!Array.isArray(roles) || !roles.every(isAppRole)) return null
  if (displayName === undefined) return { userPrincipalName, roles }
  if (typeof displayName !== 'string' || displayName.length > 256) return null
  return { userPrincipalName, displayName, roles }
}

export interface CertificateInput {
  clientId: string
  certificate: ClientCertificate
}

/** `{"clientId","certificate"}`, the certificate in PEM with an RSA key; null for anything else. */
export function readCertificate(body: unknown): CertificateInput | null {
  const { clientId, certificate: pem } = fieldsOf(body)
  if (typeof clientId !== 'string' || typeof pem !== 'string') return null
  const certificate = readClientCertificate(pem)
  return certificate ? { clientId, certificate } : null
}

/** The members of a body; none when it is no object. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
