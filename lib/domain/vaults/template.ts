import { vaultApiVersion } from './place.ts'

/** A resource of a template: `location`, `tags` and `properties` as Azure takes them. */
export interface TemplateResource {
  readonly name: string
  readonly location: string
  readonly tags: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, unknown>>
}

const type = 'Microsoft.KeyVault/vaults'

/**
 * A vault as an ARM template; what it holds is not in it. A text in brackets would be taken for an
 * expression, so its bracket is doubled.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
export function armTemplate({ name, location, tags, properties }: TemplateResource): string {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      vaultName: { type: 'string', defaultValue: name },
      location: { type: 'string', defaultValue: location },
    },
    resources: [
      {
        type,
        apiVersion: vaultApiVersion,
        name: "[parameters('vaultName')]",
        location: "[parameters('location')]",
        tags: literal(tags),
        properties: literal(properties),
      },
    ],
  }
  return `${JSON.stringify(template, null, 2)}\n`
}

function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('[') ? `[${value}` : value
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, literal(member)]))
}

/** The same as Bicep. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file */
export function bicepTemplate({ name, location, tags, properties }: TemplateResource): string {
  return [
    `param vaultName string = ${text(name)}`,
    `param location string = ${text(location)}`,
    '',
    `resource vault '${type}@${vaultApiVersion}' = {`,
    '  name: vaultName',
    '  location: location',
    `  tags: ${bicep(tags, '  ')}`,
    `  properties: ${bicep(properties, '  ')}`,
    '}',
    '',
    'output vaultUri string = vault.properties.vaultUri',
    '',
  ].join('\n')
}

function bicep(value: unknown, indent: string): string {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const lines = Object.entries(value).map(([name, member]) => {
    const written = bicep(member, inner)
    return `${inner}${isList ? '' : `${key(name)}: `}${written}`
  })
  const [open, close] = isList ? '[]' : '{}'
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join('\n')}\n${indent}${close}`
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : text(name)
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
function text(value: string): string {
  const written = [...value.replaceAll('${', '\u0000')].map((character) => {
    if (character === '\u0000') return '\\${'
    const known = escapes[character]
    if (known !== undefined) return known
    return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)
      ? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
      : character
  })
  return `'${written.join('')}'`
}
