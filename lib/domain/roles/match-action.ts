/**
 * Whether an operation fits a pattern of a role definition; case does not count. `*` stands for any
 * text, slashes too, and a segment that is nothing but `*` also for no segment at all: Key Vault Reader
 * has `vaults/{any}/read` and with it `vaults/read`.
 *
 * Follows every reading of the pattern at once, so the time is bounded by the product of both lengths:
 * whoever may write a custom role writes its patterns.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
export function matchesAction(pattern: string, action: string): boolean {
  const wanted = pattern.toLowerCase()
  let places = reachable(wanted, [0])
  for (const character of action.toLowerCase()) {
    const next: number[] = []
    for (const place of places) {
      if (wanted[place] === '*') next.push(place)
      else if (wanted[place] === character) next.push(place + 1)
    }
    places = reachable(wanted, next)
    if (places.size === 0) return false
  }
  return places.has(wanted.length)
}

/** Places in the pattern that are reached without reading anything more. */
function reachable(pattern: string, from: readonly number[]): Set<number> {
  const places = new Set<number>()
  const open = [...from]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (places.has(place)) continue
    places.add(place)
    if (pattern[place] === '*') open.push(place + 1)
    if (pattern.startsWith('/*/', place)) open.push(place + 2)
  }
  return places
}

/** The lists of a role definition. */
export interface RoleGrants {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** Whether a role gives an operation of the management plane. What a `not` list names, this role withholds. */
export function grantsAction(role: RoleGrants, action: string): boolean {
  return covers(role.actions, action) && !covers(role.notActions, action)
}

/** Whether a role gives an operation of the data plane. */
export function grantsDataAction(role: RoleGrants, action: string): boolean {
  return covers(role.dataActions, action) && !covers(role.notDataActions, action)
}

function covers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => matchesAction(pattern, action))
}
