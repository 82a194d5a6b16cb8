/**
 * The walls between the parts, as data: `boundaries.test.ts` walks the import graph with them and
 * checks that the linter's configuration says the same.
 */
export interface Area {
  /** Files of this area, relative to the repository. */
  files: string
  name: string
  /** Names of the areas that its files may import from, besides itself. */
  may: string[]
  /** What the linter tells somebody who imports anything else. */
  home: string
}

export const AREAS: Area[] = [
  {
    name: 'base',
    files: 'lib/base/**',
    may: [],
    home: 'lib/base imports nothing. What needs more belongs to the part that needs it.',
  },
  {
    name: 'x509',
    files: 'lib/x509/**',
    may: ['base'],
    home: 'lib/x509 knows certificates and nothing of this product. Rules about them belong in lib/domain.',
  },
  {
    name: 'domain',
    files: 'lib/domain/**',
    may: ['base', 'x509'],
    home: 'lib/domain is pure: no I/O, no clock. What reads or writes belongs in a verb of lib/features.',
  },
  {
    name: 'store',
    files: 'lib/store/**',
    may: ['base', 'domain'],
    home: 'lib/store only keeps rows. Use cases belong in lib/features.',
  },
  {
    name: 'azure',
    files: 'lib/azure/**',
    may: ['base', 'domain'],
    home: 'lib/azure is the gateway over the SDKs. Use cases belong in lib/features.',
  },
  {
    name: 'cloud',
    files: 'lib/cloud/**',
    may: ['base', 'x509'],
    home: 'lib/cloud is a stranger to the console: sharing our rules or gateway would let a wrong reading of the documentation pass its own tests.',
  },
  {
    name: 'session',
    files: 'lib/session/**',
    may: ['base', 'domain', 'store', 'azure', 'runtime'],
    home: 'lib/session turns a token into a Caller and knows no use case. Those belong in lib/features.',
  },
  {
    name: 'runtime',
    files: 'lib/runtime/**',
    may: ['base', 'domain', 'store', 'azure', 'session', 'features', 'x509'],
    home: 'lib/runtime composes the parts of the console; the cloud is another process, and pages belong in app.',
  },
  {
    name: 'features/schema',
    files: 'lib/features/*/schema.ts',
    may: ['base', 'domain', 'features/schema'],
    home: 'A schema is shared with the browser: it may use lib/domain only.',
  },
  {
    // A part of a schema that stands by itself, such as `policy-input.ts`.
    name: 'features/schema',
    files: 'lib/features/*/*-input.ts',
    may: ['base', 'domain', 'features/schema'],
    home: 'A schema is shared with the browser: it may use lib/domain only.',
  },
  {
    // Numbers that browser and server share, for pages that have no use for the schema's parser.
    name: 'features/schema',
    files: 'lib/features/*/constants.ts',
    may: ['base', 'domain', 'features/schema'],
    home: 'A constant is shared with the browser: it may use lib/domain only.',
  },
  {
    name: 'features/client',
    files: 'lib/features/*/client.ts',
    may: ['base', 'domain', 'features/schema', 'features/actions'],
    home: 'client.ts runs in the browser: it knows schemas and actions. Server code belongs in a verb.',
  },
  {
    name: 'features/actions',
    files: 'lib/features/*/actions.ts',
    may: ['base', 'domain', 'features/schema', 'features', 'session', 'runtime'],
    home: 'An action parses, gets the Caller and calls one verb. All else belongs in the verb.',
  },
  {
    name: 'features',
    files: 'lib/features/**',
    may: ['base', 'domain', 'x509', 'store', 'azure', 'session', 'features/schema'],
    home: 'A verb takes services, a Caller and its input: it never reads the request, the environment or a page.',
  },
  {
    name: 'ui',
    files: 'components/ui/**',
    may: ['base'],
    home: 'components/ui could ship in another product. What knows a vault belongs in components/<noun>.',
  },
  {
    name: 'shell',
    files: 'components/shell/**',
    may: ['base', 'domain', 'x509', 'ui', 'features/schema', 'features/client', 'session'],
    home: 'The shell frames pages and knows none of them. Domain UI belongs in components/<noun>.',
  },
  {
    name: 'components',
    files: 'components/**',
    may: ['base', 'domain', 'x509', 'ui', 'shell', 'features/schema', 'features/client', 'session'],
    home: 'A component gets data through features/<noun>/client.ts, never from a verb or a gateway.',
  },
  {
    name: 'api',
    files: 'app/api/**',
    may: ['base', 'domain', 'features/schema', 'features', 'session', 'runtime'],
    home: 'A route parses, gets the Caller and calls one verb. All else belongs in the verb.',
  },
  {
    name: 'app',
    files: 'app/**',
    may: [
      'base',
      'domain',
      'ui',
      'shell',
      'components',
      'features/schema',
      'features/client',
      'features',
      'session',
      'runtime',
    ],
    home: 'A page composes components and reads through verbs. Gateways and stores are behind lib/features.',
  },
]

/** The area of a file: the first that its path fits, so narrower ones stand first in the table. */
export function areaOf(path: string): Area | undefined {
  return AREAS.find((area) => pattern(area.files).test(path))
}

function pattern(glob: string): RegExp {
  const source = glob
    .replaceAll('.', '\\.')
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]+')
    .replaceAll('\u0000', '.+')
  return new RegExp(`^${source}$`)
}

/** The linter's overrides that state the same walls; `biome.json` must contain exactly these. */
export function lintOverrides(): object[] {
  return AREAS.map((area) => {
    const forbidden = AREAS.filter((other) => other !== area && !area.may.includes(other.name))
    const wider = AREAS.filter((other) => other === area || area.may.includes(other.name))
    const group = forbidden.map((other) => `#${other.files}`)
    // A narrow area inside a forbidden wide one must be let through again, and the reverse is implied.
    for (const other of wider) {
      if (forbidden.some((wide) => pattern(wide.files).test(other.files.replaceAll('*', 'x')))) {
        group.push(`!#${other.files}`)
      }
    }
    if (area.name !== 'azure' && area.name !== 'session') group.push('@azure/**')
    return {
      includes: [area.files, '!**/*.test.ts', ...narrowerThan(area)],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: { patterns: [{ group, message: area.home }] },
            },
          },
        },
      },
    }
  })
}

/** Files of areas that stand before this one and lie inside it: they have an entry of their own. */
function narrowerThan(area: Area): string[] {
  return AREAS.slice(0, AREAS.indexOf(area))
    .filter((other) => pattern(area.files).test(other.files.replaceAll('*', 'x')))
    .map((other) => `!${other.files}`)
}
