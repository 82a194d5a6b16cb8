/**
 * A value as a Bicep expression, its members on lines of their own. Members that are undefined are left out.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types
 */
export function bicepValue(value: unknown, indent = ''): string {
  if (value instanceof BicepName) return value.name
  if (typeof value === 'string') return bicepString(value)
  if (Array.isArray(value)) {
    return block(
      ['[', ']'],
      value.map((item: unknown) => bicepValue(item, `${indent}  `)),
      indent,
    )
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return block(
    ['{', '}'],
    members.map(([name, member]) => `${bicepKey(name)}: ${bicepValue(member, `${indent}  `)}`),
    indent,
  )
}

/** A name of the template, such as a parameter, where a value stands. */
export class BicepName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * Text as a Bicep string that means exactly this text. What a reader would not see stands as an escape.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings
 */
export function bicepString(text: string): string {
  const inner = text
    .toWellFormed()
    .replaceAll('\\', String.raw`\\`)
    .replaceAll("'", String.raw`\'`)
    .replaceAll('${', String.raw`\${`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => escaped(character))
  return `'${inner}'`
}

function escaped(character: string): string {
  const short = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` }[character]
  return short ?? String.raw`\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}

/** Names that are no identifier are quoted. */
function bicepKey(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : bicepString(name)
}

function block([open, close]: [string, string], items: readonly string[], indent: string): string {
  if (items.length === 0) return open + close
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join('\n')}\n${indent}${close}`
}
