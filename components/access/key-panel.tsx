import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { KeyReach } from '#lib/domain/access/private-key.ts'
import type { VaultAccessReport } from '#lib/features/access/schema.ts'
import { Principal } from './principal.tsx'
import { Way } from './way.tsx'

const reaches: Readonly<Record<KeyReach, { readonly tone: Tone; readonly word: string }>> = {
  read: { tone: 'warn', word: 'Can read it' },
  copy: { tone: 'info', word: 'Can copy it' },
  use: { tone: 'neutral', word: 'Can use it' },
}

type Key = NonNullable<VaultAccessReport['key']>

/** The side door: who reaches a certificate's private key, most of them without a right on certificates. */
export function KeyPanel({ value }: { value: Key }) {
  return (
    <Panel
      title={`The private key of ${value.certificate}`}
      note={value.holders.length}
      padding="none"
    >
      <div className="grid gap-1 border-b border-line px-4 py-2.5 text-ink-2">
        <p>
          {value.exportable === false
            ? 'The policy keeps the key inside the vault: nobody can read it, whoever may use keys can use it.'
            : 'The secret of the same name holds the certificate with its private key. Whoever may read secrets can read it; a right on certificates alone never gives it.'}
        </p>
        {value.exportable === null && (
          <p>You may not read its policy, so it counts as one whose key can be exported.</p>
        )}
        <p>A copy is encrypted; any vault of this subscription and geography restores it.</p>
      </div>
      {value.holders.length === 0 ? (
        <p className="p-4 text-ink-2">Nobody, as far as you may see.</p>
      ) : (
        <ul
          aria-label={`Who can get the private key of ${value.certificate}`}
          className="divide-y divide-line"
        >
          {value.holders.map(({ reach, principal, way, operations }, place) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change; two ways can be alike.
              key={place}
              className="grid items-center gap-x-6 gap-y-1 px-4 py-2.5 md:grid-cols-[8rem_20rem_minmax(0,1fr)]"
            >
              <span>
                <Badge tone={reaches[reach].tone}>{reaches[reach].word}</Badge>
              </span>
              <Principal principal={principal} />
              <p className="min-w-0 text-ink-2">
                <Way way={way} />: may {operations.join(', ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
