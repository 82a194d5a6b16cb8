'use client'

import { groupHex } from '#components/certificates/group-hex.ts'
import { ChainPreview } from '#components/certificates/import/chain-preview.tsx'
import { FormSection } from '#components/ui/form-section.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import type { Tone } from '#components/ui/tone.ts'
import { ToneIcon, toneText } from '#components/ui/tone-icon.tsx'
import type { FindingWeight } from '#lib/domain/certificates/merge/diagnose.ts'
import type { MergePreview } from '#lib/features/pending/schema.ts'
import { verdict } from './merge-words.ts'

const tones: Record<FindingWeight, Tone> = { blocker: 'bad', warning: 'warn', note: 'info' }
const weightWords: Record<FindingWeight, string> = {
  blocker: 'Blocks',
  warning: 'Warning',
  note: 'Note',
}

/** What the CA's answer is worth: the proof, the chain as it will be sent, and what there is to say. */
export function Diagnosis({ preview }: { preview: MergePreview }) {
  const { chain, aside, findings, complete, doubles } = preview
  const { tone, text } = verdict(preview)
  return (
    <FormSection title="What it is worth" description="Read here; nothing has been sent yet.">
      <p role="status" className="flex items-start gap-2 font-semibold">
        <ToneIcon tone={tone} className="mt-0.5 shrink-0" />
        <span className={toneText[tone]}>{text}</span>
      </p>
      {findings.length > 0 && (
        <ul aria-label="Findings" className="grid gap-3">
          {findings.map((finding) => (
            <li key={`${finding.code} ${finding.title}`} className="flex items-start gap-2">
              <ToneIcon tone={tones[finding.weight]} className="mt-0.5 shrink-0" />
              <div className="min-w-0">
                <p className="font-medium break-words">
                  <span className="visually-hidden">{weightWords[finding.weight]}: </span>
                  {finding.title}
                </p>
                <p className="text-xs break-words text-ink-2">{finding.detail}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <KeyProof preview={preview} />
      {chain.length > 0 && (
        <div>
          <h3 className="mb-3 font-medium">The chain, as it will be sent</h3>
          {/* What is missing at its end stands among the findings. */}
          <ChainPreview chain={chain.map(({ content }) => content)} complete detailed />
          {!complete && <span className="visually-hidden">The chain ends before a root.</span>}
        </div>
      )}
      {(aside.length > 0 || doubles > 0) && (
        <div>
          <h3 className="mb-1 font-medium">Not sent</h3>
          <ul aria-label="Not sent" className="grid gap-1.5 text-xs text-ink-2">
            {aside.map(({ content, reason }) => (
              <li key={content.sha256}>
                <span className="font-mono text-ink">{content.subject}</span>
                <br />
                {reason}
              </li>
            ))}
            {doubles > 0 && (
              <li>
                {doubles === 1 ? 'One certificate came' : `${doubles} certificates came`} more than
                once.
              </li>
            )}
          </ul>
        </div>
      )}
    </FormSection>
  )
}

/** Both keys side by side, so that nobody has to believe it. */
function KeyProof({ preview: { request, chain, keyMatches } }: { preview: MergePreview }) {
  const leaf = chain[0]
  if (request === null) return null
  return (
    <div className="rounded-md border border-line bg-ground px-4 py-3">
      <p className="flex items-center gap-2 font-medium">
        <ToneIcon tone={keyMatches ? 'ok' : 'bad'} className="shrink-0" />
        {keyMatches
          ? 'The certificate has the key of the pending request'
          : 'No certificate has the key of the pending request'}
      </p>
      <dl className="mt-2 grid gap-1 text-xs sm:grid-cols-[7rem_minmax(0,1fr)] [&_dt]:text-ink-3">
        <dt>Request</dt>
        <dd>
          <Fingerprint value={request.keySha256} label="key of the request" />
        </dd>
        <dt>Certificate</dt>
        <dd>
          {leaf === undefined ? (
            <span className="text-ink-3">none with this key</span>
          ) : (
            <Fingerprint value={leaf.keySha256} label="key of the certificate" />
          )}
        </dd>
      </dl>
    </div>
  )
}

function Fingerprint({ value, label }: { value: string; label: string }) {
  return <MonoId value={groupHex(value)} label={`SHA-256 of the ${label}`} head={24} tail={9} />
}
