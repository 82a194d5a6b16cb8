import type { CertificatePolicy } from '@azure/keyvault-certificates'
import { clientsOf, say } from './clients.ts'

/** Makes certificates as any program would: a vault, and a JSON list of what to make. */
export interface Order {
  readonly name: string
  readonly policy: CertificatePolicy
  readonly tags: Record<string, string>
}

const [vault = '', orders = '[]'] = process.argv.slice(2)
const { certificates } = clientsOf(vault)
const list: Order[] = JSON.parse(orders)

for (const { name, policy, tags } of list) {
  const poller = await certificates.beginCreateCertificate(name, policy, { tags, intervalInMs: 50 })
  await poller.pollUntilDone()
}
say({ made: list.length })
