type Matcher = (action: string) => boolean

/** Patterns of roles, custom ones too, made ready once; thrown away when they become many. */
const compiled = new Map<string, Matcher>()
const rememberedPatterns = 5_000

/**
 * Whether an operation matches a pattern of a role definition, without regard to case. `*` stands for
 * any text, slashes too. A whole segment of `*` may also stand for nothing: "vaults, any segment,
 * read" covers `vaults/read`. Key Vault Reader has only the former, and it does read vaults.
 *
 * Takes time in proportion to both lengths: whoever may write a role writes its patterns, so they are
 * not handed to a regular expression, which could try for ever.
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
export function matchesAction(pattern: string, action: string): boolean {
  let matcher = compiled.get(pattern)
  if (!matcher) {
    if (compiled.size >= rememberedPatterns) compiled.clear()
    matcher = compile(pattern.toLowerCase())
    compiled.set(pattern, matcher)
  }
  return matcher(action.toLowerCase())
}

function compile(pattern: string): Matcher {
  const star = pattern.indexOf('*')
  if (star < 0) return (action) => action === pattern
  if (star === pattern.length - 1) {
    const start = pattern.slice(0, -1)
    return (action) => action.startsWith(start)
  }
  // Between the pieces of a group stands a star, between the groups a whole segment of one.
  const groups = pattern.split('/*/').map((group) => group.split('*'))
  return (action) => matchesGroups(groups, action)
}

/** Follows all places at once at which the text read so far can end. */
function matchesGroups(groups: readonly (readonly string[])[], action: string): boolean {
  let places = [0]
  for (const [at, pieces] of groups.entries()) {
    if (at > 0) places = afterSegments(action, places)
    for (const [piece, text] of pieces.entries()) {
      if (piece > 0) places = from(action, Math.min(...places))
      places = places
        .filter((place) => action.startsWith(text, place))
        .map((place) => place + text.length)
      if (places.length === 0) return false
    }
  }
  return places.includes(action.length)
}

/** After a slash, and after any later one: the segments between may be none. */
function afterSegments(action: string, places: readonly number[]): number[] {
  const slashes = places.filter((place) => action[place] === '/')
  if (slashes.length === 0) return []
  return from(action, Math.min(...slashes))
    .filter((place) => action[place] === '/')
    .map((place) => place + 1)
}

function from(action: string, start: number): number[] {
  return Array.from({ length: action.length - start + 1 }, (_, at) => start + at)
}
