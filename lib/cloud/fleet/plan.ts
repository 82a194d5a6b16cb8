import type { SampleCertificate, SampleKeyType } from '../vault/sample-objects.ts'
import { createDice, type Dice } from './dice.ts'

/** How many vaults, and certificates in each. */
export interface FleetSize {
  vaults: number
  certificates: number
}

/** One certificate of the fleet and what became of it. */
export interface PlannedCertificate extends Omit<SampleCertificate, 'pair'> {
  key: SampleKeyType
  kind: 'self-signed' | 'imported' | 'pending' | 'failed'
  deleted: boolean
  /** Earlier versions, each issued so many days before. */
  earlier: number
}

export interface PlannedVault {
  name: string
  group: string
  location: string
  production: boolean
  rbac: boolean
  tags: Record<string, string>
  certificates: PlannedCertificate[]
}

const day = 86_400_000
const teams = ['web', 'payments', 'data', 'identity', 'mobile', 'iot', 'erp', 'search'] as const
const regions = ['westeurope', 'northeurope', 'germanywestcentral', 'eastus2'] as const
const purposes = ['www', 'api', 'login', 'mail', 'ftp', 'grid', 'admin', 'events', 'edge'] as const

/** Reads `200x50`. Null for anything else, and beyond 1,000 vaults or 1,000 certificates in each. */
export function parseFleetSize(text: string): FleetSize | null {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(text)
  const vaults = Number(match?.[1] ?? 0)
  const certificates = Number(match?.[2] ?? 0)
  const fits = (count: number) => count >= 1 && count <= 1_000
  return fits(vaults) && fits(certificates) ? { vaults, certificates } : null
}

/** The vault of this number, with its certificates: the same for each fleet that has it. */
export function planVault(number: number, certificates: number, now: Date): PlannedVault {
  const dice = createDice(number * 7919)
  const team = dice.pick(teams)
  const production = dice.roll() < 0.6
  const env = production ? 'prod' : dice.pick(['dev', 'test', 'lab'])
  const name = `fleet-${String(number).padStart(4, '0')}-${env}`
  return {
    name,
    group: `rg-fleet-${team}-${env}`,
    location: dice.pick(regions),
    production,
    rbac: dice.roll() < 0.4,
    tags: { env, team, app: `${team}-${number}` },
    certificates: Array.from({ length: certificates }, (_, index) =>
      planCertificate(dice, { vault: name, index, team, env, now }),
    ),
  }
}

function planCertificate(
  dice: Dice,
  place: { vault: string; index: number; team: string; env: string; now: Date },
): PlannedCertificate {
  const { vault, index, team, env, now } = place
  const purpose = dice.pick(purposes)
  const name = `${purpose}-${team}-${index}`
  const host = `${purpose}${index}.${team}.${env}.contoso.example`
  const fate = dice.roll()
  const kind =
    fate < 0.01 ? 'pending' : fate < 0.015 ? 'failed' : fate < 0.4 ? 'imported' : 'self-signed'
  const months = dice.pick([3, 6, 12, 12, 12, 24])
  // From two months after the end to just issued.
  const age = dice.between(0, Math.round(months * 30.4) + 60)
  const nearEnd = age > months * 30.4 * 0.8
  return {
    vault,
    name,
    kind,
    at: new Date(now.getTime() - age * day),
    subject: `CN=${host}, O=Contoso, C=US`,
    dnsNames: dice.roll() < 0.05 ? [`*.${team}.contoso.example`] : [host, `${host}.internal`],
    key: keyOf(dice),
    validityMonths: months,
    enabled: dice.roll() > 0.02,
    exportable: dice.roll() > 0.3,
    contentType: dice.roll() < 0.8 ? 'application/x-pkcs12' : 'application/x-pem-file',
    tags: { team, env, owner: `${team}@contoso.example` },
    // What should have renewed itself by now would do so at the first tick of the clock.
    lifetimeAction: kind === 'imported' || nearEnd ? 'EmailContacts' : 'AutoRenew',
    deleted: dice.roll() < 0.02,
    earlier: dice.roll() < 0.1 ? dice.between(1, 3) : 0,
  }
}

function keyOf(dice: Dice): SampleKeyType {
  const chance = dice.roll()
  if (chance < 0.55) return { kty: 'EC', crv: 'P-256' }
  if (chance < 0.65) return { kty: 'EC', crv: 'P-384' }
  if (chance < 0.92) return { kty: 'RSA', size: 2048 }
  return { kty: 'RSA', size: chance < 0.97 ? 3072 : 4096 }
}
