import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { clientsOf, credential, say, setting } from './clients.ts'

// A certificate's life, driven by the unmodified SDKs. Prints one line of JSON for each step.

const [vault = '', name = ''] = process.argv.slice(2)
const { certificates, secrets } = clientsOf(vault)

const vaults: string[] = []
for (const subscription of setting('AZURE_SUBSCRIPTION_IDS').split(' ')) {
  const management = new KeyVaultManagementClient(credential, subscription)
  for await (const each of management.vaults.listBySubscription()) vaults.push(each.name ?? '')
}
say({ step: 'vaults', vaults: vaults.sort() })

const policy = { issuerName: 'Self', subject: `CN=${name}.contoso.com` }
for (let round = 0; round < 2; round++) {
  const poller = await certificates.beginCreateCertificate(name, policy, { intervalInMs: 100 })
  await poller.pollUntilDone()
}
const current = await certificates.getCertificate(name)
say({ step: 'get', version: current.properties.version, bytes: current.cer?.byteLength })

const versions: (string | undefined)[] = []
for await (const each of certificates.listPropertiesOfCertificateVersions(name)) {
  versions.push(each.version)
}
say({ step: 'versions', versions })

const secret = await secrets.getSecret(name)
say({ step: 'secret', contentType: secret.properties.contentType, value: secret.value })

const deletion = await certificates.beginDeleteCertificate(name, { intervalInMs: 100 })
say({ step: 'deleted', name: (await deletion.pollUntilDone()).name })
const refusal = await certificates.getCertificate(name).then(
  () => null,
  (error: { statusCode?: number; code?: string }) => [error.statusCode, error.code],
)
say({ step: 'get deleted', refusal })

const recovery = await certificates.beginRecoverDeletedCertificate(name, { intervalInMs: 100 })
await recovery.pollUntilDone()
const recovered = await certificates.getCertificate(name)
say({ step: 'recovered', version: recovered.properties.version })
