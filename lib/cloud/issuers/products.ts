import type { Rdn } from '#lib/x509/name.ts'
import { addMonths, type Validity } from '../vault/issue/validity.ts'
import type { Organization } from './book.ts'

/** A kind of certificate that a public authority sells. */
export interface Product {
  name: string
  /** CA/Browser Forum's own identifier: https://cabforum.org/resources/object-registry/ */
  policy: string
  wildcards: boolean
  /** In the order of the DER. */
  subject(organization: Organization, commonName: string): Rdn[]
}

const organizationValidated: Product = {
  name: 'OV-SSL',
  policy: '2.23.140.1.2.2',
  wildcards: true,
  subject: (organization, commonName) => [
    part('2.5.4.6', organization.country),
    part('2.5.4.8', organization.state),
    part('2.5.4.7', organization.locality),
    part('2.5.4.10', organization.name),
    part('2.5.4.3', commonName),
  ],
}

/** https://cabforum.org/working-groups/server/extended-validation/guidelines/ section 7.1.4.2. */
const extendedValidation: Product = {
  name: 'EV-SSL',
  policy: '2.23.140.1.1',
  wildcards: false,
  subject: (organization, commonName) => [
    part('1.3.6.1.4.1.311.60.2.1.3', organization.country),
    part('2.5.4.15', organization.businessCategory),
    part('2.5.4.5', organization.registration),
    ...organizationValidated.subject(organization, commonName),
  ],
}

/** The product of this name; without one it is `OV-SSL`. Names match without case. */
export function findProduct(name: string | null): Product | null {
  const wanted = (name ?? organizationValidated.name).toUpperCase()
  return [organizationValidated, extendedValidation].find((one) => one.name === wanted) ?? null
}

const day = 86_400

/**
 * The longest life of a public TLS certificate by its first day.
 * @see https://cabforum.org/working-groups/server/baseline-requirements/requirements/ section 6.3.2
 */
const limits: readonly { from: string; days: number }[] = [
  { from: '2029-03-15', days: 47 },
  { from: '2027-03-15', days: 100 },
  { from: '2026-03-15', days: 200 },
  { from: '1970-01-01', days: 398 },
]

/**
 * From midnight UTC of today, as long as asked for and allowed. The last second counts.
 * @param now epoch seconds
 */
export function publicValidity(now: number, months: number): Validity {
  const nbf = now - (now % day)
  const limit = limits.find(({ from }) => nbf >= Date.parse(from) / 1000)?.days ?? 398
  return { nbf, exp: Math.min(addMonths(nbf, months), nbf + limit * day) - 1 }
}

function part(oid: string, value: string): Rdn {
  return [{ oid, value }]
}
