import { describe, expect, it } from 'vitest'
import { contradictionsOf } from '#lib/testing/official-schemas.ts'
import { bicepString, bicepValue } from './bicep.ts'
import { templateFormats, vaultTemplate } from './templates.ts'
import type { VaultResource } from './vault-resource.ts'

const tenantId = '00000000-0000-4000-8000-000000000001'

/** Where Bicep would put a value into a string. */
const placeholder = ['$', '{secret}'].join('')

const bare: VaultResource = {
  name: 'contoso-lab',
  location: 'westeurope',
  tags: {},
  tenantId,
  sku: 'standard',
  accessPolicies: [],
  enableRbacAuthorization: undefined,
  enabledForDeployment: undefined,
  enabledForDiskEncryption: undefined,
  enabledForTemplateDeployment: undefined,
  enableSoftDelete: undefined,
  softDeleteRetentionInDays: undefined,
  enablePurgeProtection: undefined,
  publicNetworkAccess: undefined,
  networkAcls: undefined,
}

const full: VaultResource = {
  ...bare,
  name: 'contoso-prod',
  tags: { env: 'prod', note: `it's ${placeholder} \\ here`, '[key]': '[deployment().name]' },
  sku: 'premium',
  accessPolicies: [
    {
      tenantId,
      objectId: '00000000-0000-4000-8000-00000000000a',
      applicationId: '00000000-0000-4000-8000-00000000000b',
      permissions: { keys: ['get', 'wrapKey'], secrets: [], certificates: ['list'] },
    },
  ],
  enableRbacAuthorization: false,
  enabledForDeployment: true,
  enabledForDiskEncryption: false,
  enabledForTemplateDeployment: true,
  enableSoftDelete: true,
  softDeleteRetentionInDays: 90,
  enablePurgeProtection: true,
  publicNetworkAccess: 'Enabled',
  networkAcls: {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
    ipRules: [{ value: '203.0.113.0/26' }],
    virtualNetworkRules: [
      {
        id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/a',
        ignoreMissingVnetServiceEndpoint: false,
      },
    ],
  },
}

describe.each(templateFormats)('%s', (format) => {
  it.each([bare, full])('writes $name', (vault) => {
    const { fileName, text } = vaultTemplate(format, vault)
    expect(`${fileName}\n${text}`).toMatchSnapshot()
  })
})

describe('the ARM template', () => {
  it.each([bare, full])('of $name fits what Azure describes', (vault) => {
    const [resource] = resourcesOf(vault)
    const body = { ...resource, location: vault.location }
    expect(contradictionsOf('vaults', 'VaultCreateOrUpdateParameters', body)).toEqual([])
  })

  it('would not pass for something else', () => {
    const body = { location: 'westeurope', properties: { tenantId: 1, sku: { name: 'gold' } } }
    expect(contradictionsOf('vaults', 'VaultCreateOrUpdateParameters', body)).not.toEqual([])
  })

  it('says the permission model, and protection only where it is on', () => {
    const [resource] = resourcesOf(bare)
    expect(resource?.properties).toMatchObject({ enableRbacAuthorization: false })
    expect(resource?.properties).not.toHaveProperty('enablePurgeProtection')
  })

  it('lets no tag become an expression', () => {
    const [resource] = resourcesOf(full)
    expect(resource?.tags).toMatchObject({ '[[key]': '[[deployment().name]' })
  })
})

interface Resource {
  readonly tags: object
  readonly properties: object
}

function resourcesOf(vault: VaultResource): Resource[] {
  const { resources }: { resources: Resource[] } = JSON.parse(vaultTemplate('arm', vault).text)
  return resources
}

describe('Bicep', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", String.raw`'it\'s'`],
    [`${placeholder} $x`, String.raw`'\${secret} $x'`],
    ['a\\b\n\t', String.raw`'a\\b\n\t'`],
    ['\u202eabc\u0000', String.raw`'\u{202e}abc\u{0}'`],
  ])('quotes %j', (text, expected) => expect(bicepString(text)).toBe(expected))

  it('leaves out what is not given, and quotes names that are no identifier', () => {
    expect(bicepValue({ a: undefined, 'b-c': [], d: { e: 1 } })).toBe(
      "{\n  'b-c': []\n  d: {\n    e: 1\n  }\n}",
    )
  })
})
