import { renewalWords } from '#components/certificates/renewal-words.ts'
import type { FleetRow } from './fleet-rows.ts'

/** Every name that the certificate, or while there is none its policy, holds. */
export function rowNames({ detail }: FleetRow): readonly string[] {
  if (!detail?.ok) return []
  const { current, policy } = detail.certificate
  const content = current?.content
  if (content != null) return Object.values(content.names).flat()
  return policy === null ? [] : Object.values(policy.names).flat()
}

export function rowSerial({ detail }: FleetRow): string | null {
  return detail?.ok ? (detail.certificate.current?.content?.serialNumber ?? null) : null
}

export function rowRenewal({ detail }: FleetRow): string | null {
  const policy = detail?.ok ? detail.certificate.policy : null
  return policy === null ? null : renewalWords(policy).text
}
