import { clientsOf, say } from './clients.ts'

// Creates certificates until it is told to finish, prints the name of each that the vault has acknowledged,
// and then reads every one of them back with its twins.

const [vault = '', prefix = ''] = process.argv.slice(2)
const { certificates, secrets } = clientsOf(vault)

let finish = false
process.stdin.on('end', () => {
  finish = true
})
process.stdin.resume()

const acknowledged: string[] = []
let failed = 0
for (let next = 0; !finish; next++) {
  const name = `${prefix}-${next}`
  try {
    const poller = await certificates.beginCreateCertificate(
      name,
      { issuerName: 'Self', subject: `CN=${name}`, keyType: 'EC', keyCurveName: 'P-256' },
      { intervalInMs: 50 },
    )
    await poller.pollUntilDone()
    acknowledged.push(name)
  } catch {
    // Not acknowledged: it may be there or not, but never by half.
    failed += 1
  }
}

const halves: string[] = []
const present = new Set<string>()
for await (const { name } of certificates.listPropertiesOfCertificates()) {
  if (!name?.startsWith(`${prefix}-`)) continue
  const certificate = await certificates.getCertificate(name)
  if (!certificate.cer) continue
  present.add(name)
  const twin = await secrets.getSecret(name).catch(() => null)
  if (
    !twin?.value ||
    !certificate.keyId ||
    twin.properties.version !== certificate.properties.version
  ) {
    halves.push(name)
  }
}
say({
  acknowledged: acknowledged.length,
  failed,
  lost: acknowledged.filter((name) => !present.has(name)),
  halves,
})
