import { Tag } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { validationGlossary } from '#lib/domain/certificates/validation-glossary.ts'

/** What DV, OV and EV mean, and which of them a vault can order. */
export function GlossaryPanel() {
  return (
    <Panel title="DV, OV, EV" note="what a public CA checks" padding="none">
      <dl className="divide-y divide-line">
        {validationGlossary.map((entry) => (
          <div key={entry.level} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[9.5rem_1fr]">
            <dt>
              <span className="font-semibold">{entry.level}</span>
              <span className="block text-xs text-ink-3">{entry.name}</span>
            </dt>
            <dd className="min-w-0">
              <p>{entry.checks}</p>
              <p className="text-ink-2">{entry.use}</p>
              <p className="mt-1 text-xs text-ink-3">
                {entry.certificateType === null ? (
                  'Key Vault cannot order it: only by CSR.'
                ) : (
                  <>
                    Ordered with the certificate type <Tag>{entry.certificateType}</Tag>
                  </>
                )}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
