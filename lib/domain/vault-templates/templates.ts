import { BicepName, bicepString, bicepValue } from './bicep.ts'
import {
  type VaultResource,
  vaultApiVersion,
  vaultProperties,
  vaultResourceType,
} from './vault-resource.ts'

/** The languages of Azure's templates. */
export const templateFormats = ['bicep', 'arm'] as const
export type TemplateFormat = (typeof templateFormats)[number]

export interface VaultTemplate {
  readonly fileName: string
  readonly text: string
}

/** Said in each template, so that nobody takes it for a copy of what the vault holds. */
const scope =
  'A vault as it is set. Not in here: keys, secrets and certificates, role assignments, private endpoints, diagnostic settings and event subscriptions.'

/** A vault as a template that makes the same vault again, under another name if one is given to it. */
export function vaultTemplate(format: TemplateFormat, vault: VaultResource): VaultTemplate {
  return format === 'bicep'
    ? { fileName: `${vault.name}.bicep`, text: vaultBicep(vault) }
    : { fileName: `${vault.name}.template.json`, text: vaultArm(vault) }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/file */
export function vaultBicep(vault: VaultResource): string {
  const body = {
    name: new BicepName('vaultName'),
    location: new BicepName('location'),
    tags: vault.tags,
    properties: vaultProperties(vault),
  }
  return `// ${scope}

@description('Unique in all of Azure.')
@minLength(3)
@maxLength(24)
param vaultName string = ${bicepString(vault.name)}

param location string = ${bicepString(vault.location)}

resource vault '${vaultResourceType}@${vaultApiVersion}' = ${bicepValue(body)}

output vaultUri string = vault.properties.vaultUri
`
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
function vaultArm(vault: VaultResource): string {
  const { tags, properties } = literal({ tags: vault.tags, properties: vaultProperties(vault) })
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: { description: scope },
    parameters: {
      vaultName: {
        type: 'string',
        defaultValue: literal(vault.name),
        minLength: 3,
        maxLength: 24,
        metadata: { description: 'Unique in all of Azure.' },
      },
      location: { type: 'string', defaultValue: literal(vault.location) },
    },
    resources: [
      {
        type: vaultResourceType,
        apiVersion: vaultApiVersion,
        name: "[parameters('vaultName')]",
        location: "[parameters('location')]",
        tags,
        properties,
      },
    ],
    outputs: {
      vaultUri: {
        type: 'string',
        value: `[reference(resourceId('${vaultResourceType}', parameters('vaultName'))).vaultUri]`,
      },
    },
  }
  return `${JSON.stringify(template, null, 2)}\n`
}

/**
 * The same value with no text in it that the Resource Manager would take for an expression: one in square
 * brackets gets a second opening bracket.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
function literal<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => literalMember(member)))
}

function literalMember(member: unknown): unknown {
  if (typeof member === 'string') return literalText(member)
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
  return Object.fromEntries(
    Object.entries(member).map(([name, value]) => [literalText(name), value]),
  )
}

function literalText(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text
}
