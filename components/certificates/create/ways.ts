import { issuerKind, reservedIssuers } from '#lib/domain/certificates/policy/issuer-kind.ts'

/** The ways to a certificate, as the address names them. */
export const wayIds = ['self', 'ca', 'csr', 'import'] as const
export type WayId = (typeof wayIds)[number]
/** The ways on which the vault makes the key. */
export type OrderWay = Exclude<WayId, 'import'>

export function readWay(text: string | null | undefined): WayId | null {
  return wayIds.find((way) => way === text) ?? null
}

const wayOfKind = { self: 'self', unknown: 'csr', integrated: 'ca' } as const

/** The way that a policy with this issuer goes. */
export function wayOf(issuer: string): OrderWay {
  return wayOfKind[issuerKind(issuer)]
}

/** The issuer that a way begins with; `ca` waits for a choice. */
export function issuerOf(way: OrderWay): string {
  return { self: reservedIssuers.self, csr: reservedIssuers.unknown, ca: '' }[way]
}
