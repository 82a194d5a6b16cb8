/**
 * Limits of tags on certificates, keys and secrets: 15 of them, a name of 256 and a value of 512
 * characters. https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-tags
 * and https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
 */
export const tagLimits = { count: 15, nameLength: 256, valueLength: 512 } as const

/** How many tags an object may have, how long they may be, and what must not be in a name. */
export interface TagLimits {
  readonly count: number
  readonly nameLength: number
  readonly valueLength: number
  /** Characters that a name cannot hold; absent for none. */
  readonly notInName?: string
}

export interface Tag {
  readonly name: string
  readonly value: string
}

export interface TagProblem {
  /** Index of the tag in the list, or null when the list as a whole is at fault. */
  readonly index: number | null
  readonly part: 'name' | 'value' | 'list'
  readonly message: string
}

/**
 * Everything that is wrong with a list of tags; empty when the vault will take it.
 * @param what `A certificate`
 */
export function tagProblems(
  tags: readonly Tag[],
  limits: TagLimits = tagLimits,
  what = 'A certificate',
): TagProblem[] {
  const problems: TagProblem[] = []
  if (tags.length > limits.count) {
    problems.push({
      index: null,
      part: 'list',
      message: `${what} can have at most ${limits.count} tags. Remove ${tags.length - limits.count}.`,
    })
  }
  const seen = new Map<string, string>()
  tags.forEach(({ name, value }, index) => {
    const add = (part: 'name' | 'value', message: string) => problems.push({ index, part, message })
    const before = seen.get(name.toLowerCase())
    if (name.trim() === '') add('name', 'Give the tag a name, or remove it.')
    else if (before !== undefined) add('name', `The tag “${before}” is already in the list.`)
    if (name.length > limits.nameLength) {
      add('name', `A tag name can have at most ${limits.nameLength} characters.`)
    }
    const forbidden = [...(limits.notInName ?? '')].find((character) => name.includes(character))
    if (forbidden !== undefined) add('name', `A tag name cannot hold ${forbidden}.`)
    if (value.length > limits.valueLength) {
      add('value', `A tag value can have at most ${limits.valueLength} characters.`)
    }
    if (name !== '') seen.set(name.toLowerCase(), name)
  })
  return problems
}

/** Key Vault's form of tags. Later duplicates win, so check with `tagProblems` first. */
export function toTagRecord(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ name, value }) => [name, value]))
}

/** Tags in the order of their names, as the pages list them. */
export function toTagList(record: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(record)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** True when both lists mean the same set of tags, whatever their order. */
export function sameTags(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  )
}
