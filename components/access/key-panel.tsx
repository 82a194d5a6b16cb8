import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { KeyReach } from '#lib/domain/access/private-key.ts'
import type { VaultAccessReport } from '#lib/features/access/schema.ts'
import { HolderList } from './holder-list.tsx'
import { Way } from './way.tsx'

const reaches: Readonly<Record<KeyReach, { readonly tone: Tone; readonly word: string }>> = {
  read: { tone: 'warn', word: 'Can read it' },
  copy: { tone: 'info', word: 'Can copy it' },
  use: { tone: 'neutral', word: 'Can use it' },
}

type Key = NonNullable<VaultAccessReport['key']>

/** The side door: who reaches a certificate's private key, most of them without a right on certificates. */
export function KeyPanel({ value, groups }: { value: Key; groups: VaultAccessReport['groups'] }) {
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
      <HolderList
        label={`Who can get the private key of ${value.certificate}`}
        holders={value.holders}
        groups={groups}
      >
        {({ reach, way, operations }) => (
          <div className="grid min-w-0 items-start gap-x-3 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <Badge tone={reaches[reach].tone} className="justify-self-start">
              {reaches[reach].word}
            </Badge>
            <p className="min-w-0 text-ink-2">
              <Way way={way} />: may {operations.join(', ')}
            </p>
          </div>
        )}
      </HolderList>
    </Panel>
  )
}
