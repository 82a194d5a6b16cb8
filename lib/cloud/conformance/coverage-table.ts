import type { Area, OfficialOperation } from '#lib/testing/official-api.ts'
import type { Refusal } from './not-played.ts'

const titles: Record<Area, string> = {
  certificates: 'Certificates (data plane 2026-04-01)',
  keys: 'Keys (data plane 2026-04-01)',
  secrets: 'Secrets (data plane 2026-04-01)',
  vaults: 'Vaults (management plane 2026-02-01)',
}

/** Every operation of the official descriptions and whether it is played, as Markdown. */
export function coverageTable(
  areas: readonly Area[],
  operations: readonly OfficialOperation[],
  seen: ReadonlySet<string>,
  notPlayed: ReadonlyMap<string, Refusal>,
): string {
  const lines = [
    '# What of the official API the embedded cloud plays',
    '',
    'Written by `lib/cloud/conformance/coverage.test.ts`, which drives each operation that is called done by raw HTTP and',
    "holds its answer against Azure's own description. What is not done answers a typed error and has its reason in",
    '`DIVERGENCES.md`.',
  ]
  for (const area of areas) {
    const all = operations.filter((one) => one.area === area)
    const done = all.filter(({ id }) => seen.has(id)).length
    lines.push('', `## ${titles[area]}: ${done} of ${all.length}`, '')
    lines.push('| Operation | Request | State |', '|---|---|---|')
    for (const { id, method, path } of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const refusal = notPlayed.get(id)
      const state = refusal ? `${refusal.status} \`${refusal.code}\`` : 'done'
      lines.push(`| ${id} | \`${method} ${path}\` | ${seen.has(id) ? 'done' : state} |`)
    }
  }
  return `${lines.join('\n')}\n`
}
