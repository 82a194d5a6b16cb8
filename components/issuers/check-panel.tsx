import { Panel } from '#components/ui/panel.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import type { IssuerCheck } from '#lib/domain/certificates/issuers/check.ts'
import { checkTones, checkWords } from './issuer-words.ts'

/** Why issuing would fail: everything that can be known before an order, and what cannot. */
export function CheckPanel({ checks }: { checks: readonly IssuerCheck[] }) {
  const bad = checks.filter(({ state }) => state === 'bad').length
  return (
    <Panel
      title="Would an order work?"
      note={bad === 0 ? 'nothing speaks against it' : `${bad} ${bad === 1 ? 'fault' : 'faults'}`}
      padding="none"
    >
      <ul aria-label="Checks" className="divide-y divide-line">
        {checks.map((check) => (
          <li key={check.id} className="flex gap-3 px-4 py-2.5">
            <ToneIcon tone={checkTones[check.state]} className="mt-0.5 shrink-0" />
            <div className="min-w-0 flex-1">
              <p className="font-medium break-words">
                {check.title}
                <span className="visually-hidden">: {checkWords[check.state]}</span>
              </p>
              <p className="break-words text-ink-2">{check.detail}</p>
              {check.nextStep !== null && <p className="break-words">{check.nextStep}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
