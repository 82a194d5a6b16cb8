import { builtInRoles, type RoleDefinition } from '../roles/built-in-roles.ts'
import { grantsDataAction } from '../roles/match-action.ts'
import { onlyLooks } from './held.ts'
import { dataOperations, fullDataAction } from './operations.ts'

/** Roles that together stand for a set of operations. */
export interface MatchingRoles {
  /** Nothing is lost; of those, the least is given on top. */
  readonly keepsAll: readonly RoleDefinition[]
  /** Nothing is given on top; of those, the least is lost. May be none at all. */
  readonly gainsNothing: readonly RoleDefinition[]
}

/** More than these together has never fewer excesses: every kind of object has one role that is enough. */
const mostRoles = 4

/** Operations as bits, so that every set of roles is weighed in no time. */
const bits = new Map(dataOperations.map(({ id }, at) => [id, 1n << BigInt(at)]))
const looks = maskOf(dataOperations.filter(onlyLooks).map(({ id }) => id))

const candidates: readonly { readonly roles: readonly RoleDefinition[]; readonly mask: bigint }[] =
  combinations(
    builtInRoles
      .filter(({ keyVault, dataActions }) => keyVault && dataActions.length > 0)
      .map((role) => ({ roles: [role], mask: maskOf(givenBy(role)) })),
  )

/**
 * The built-in roles that stand nearest to a set of operations over a whole vault.
 * @param wanted ids of operations that have to be given
 * @param allowed ids of operations that may be given without giving more: what is wanted and what is held anyway
 */
export function matchingRoles(wanted: Iterable<string>, allowed: Iterable<string>): MatchingRoles {
  const [wantedMask, allowedMask] = [maskOf(wanted), maskOf(allowed)]
  const weighed = candidates.map(({ roles, mask }) => ({
    roles,
    lost: weight(wantedMask & ~mask),
    gained: weight(mask & ~allowedMask),
  }))
  const keeping = weighed.filter(({ lost }) => lost === 0)
  const modest = weighed.filter(({ gained }) => gained === 0)
  return {
    keepsAll: least(keeping, ({ gained }) => gained),
    gainsNothing: least(modest, ({ lost }) => lost),
  }
}

type Weighed = { roles: readonly RoleDefinition[]; lost: number; gained: number }

/** The lightest; of equals the one with the fewest roles, since those come first. */
function least(of: readonly Weighed[], weigh: (one: Weighed) => number) {
  const best = of.reduce<Weighed | null>(
    (found, one) => (found === null || weigh(one) < weigh(found) ? one : found),
    null,
  )
  return best?.roles ?? []
}

/** To look weighs little; to take, to use or to destroy weighs more than all looking together. */
function weight(mask: bigint): number {
  return count(mask & looks) + count(mask & ~looks) * dataOperations.length
}

function count(mask: bigint): number {
  let found = 0
  for (let rest = mask; rest > 0n; rest &= rest - 1n) found += 1
  return found
}

function maskOf(ids: Iterable<string>): bigint {
  let mask = 0n
  for (const id of ids) mask |= bits.get(id) ?? 0n
  return mask
}

function givenBy(role: RoleDefinition): string[] {
  return dataOperations
    .filter((operation) => grantsDataAction(role, fullDataAction(operation)))
    .map(({ id }) => id)
}

type Candidate = { roles: readonly RoleDefinition[]; mask: bigint }

/** Every set of up to `mostRoles` of them, small ones first. */
function combinations(single: readonly Candidate[]): Candidate[] {
  const all: Candidate[] = [{ roles: [], mask: 0n }]
  let sets = all.map((one) => ({ ...one, next: 0 }))
  for (let size = 1; size <= mostRoles; size += 1) {
    sets = sets.flatMap(({ roles, mask, next }) =>
      single.slice(next).map((one, at) => ({
        roles: [...roles, ...one.roles],
        mask: mask | one.mask,
        next: next + at + 1,
      })),
    )
    all.push(...sets)
  }
  return all
}
