import { deepStrictEqual, ok, throws } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import type { OwnCloud } from './own-cloud.ts'
import { pick } from './pick.ts'

const vault = 'az-made-this'
const group = 'az-group'

/**
 * The Azure CLI, unmodified: signs in as a service principal and runs a vault through its life. Its commands
 * for secrets and certificates, for which Debian's package lacks a library, are run by `shown-code.ts`.
 */
export function runAz(cloud: OwnCloud, step: (what: string, work: () => void) => void): void {
  const az = (line: string, ...more: string[]): unknown => {
    const text = execFileSync('az', [...line.split(' '), ...more, '--output', 'json'], {
      env: {
        ...cloud.env,
        AZURE_CONFIG_DIR: `${cloud.folder}/az`,
        AZURE_CORE_COLLECT_TELEMETRY: '0',
      },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return text.trim() === '' ? null : JSON.parse(text)
  }
  const keyVault = (verb: string, ...more: string[]) =>
    az(`keyvault ${verb} --name ${vault}`, ...more)

  step('az login --service-principal', () => {
    const { clientId, clientSecret } = cloud.application
    az('login --service-principal', '-u', clientId, '-p', clientSecret, '--tenant', cloud.tenantId)
    az('account set', '--subscription', cloud.subscriptionId)
  })
  step('az keyvault list', () => {
    const names = namesOf(az('keyvault list'))
    ok(names.includes('contoso-prod'), names.join())
  })
  step('az keyvault create', () => {
    az(`group create --name ${group} --location westeurope`)
    const made = keyVault('create', '--resource-group', group, '--location', 'westeurope')
    deepStrictEqual(pick(made, 'properties', 'vaultUri'), `https://${vault}.vault.azure.net/`)
  })
  step('az keyvault update', () => {
    const updated = keyVault('update', '--enabled-for-deployment', 'true')
    deepStrictEqual(pick(updated, 'properties', 'enabledForDeployment'), true)
  })
  step('az keyvault set-policy', () => {
    const objectId = '11111111-2222-4333-8444-555555555555'
    const set = keyVault(
      'set-policy',
      '--object-id',
      objectId,
      '--secret-permissions',
      'get',
      'list',
    )
    ok(JSON.stringify(set).includes(objectId))
  })
  step('az keyvault network-rule add', () => {
    keyVault('network-rule add', '--ip-address', '203.0.113.0/24')
    const rules = keyVault('network-rule list')
    deepStrictEqual(pick(rules, 'ipRules'), [{ value: '203.0.113.0/24' }])
  })
  step('az keyvault delete, list-deleted, recover', () => {
    keyVault('delete')
    ok(namesOf(az('keyvault list-deleted --resource-type vault')).includes(vault))
    throws(() => keyVault('show'))
    keyVault('recover')
    deepStrictEqual(pick(keyVault('show'), 'name'), vault)
  })
  step('az keyvault delete, purge', () => {
    keyVault('delete')
    keyVault('purge')
    ok(!namesOf(az('keyvault list-deleted --resource-type vault')).includes(vault))
  })
}

function namesOf(list: unknown): string[] {
  return Array.isArray(list) ? list.map((item) => String(pick(item, 'name'))) : []
}
