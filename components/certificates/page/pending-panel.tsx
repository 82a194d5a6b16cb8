'use client'

import { OperationActions } from '#components/pending/operation-actions.tsx'
import { pendingState, stateLooks } from '#components/pending/pending-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { operationAdvice } from '#lib/domain/certificates/operation-advice.ts'
import type { Certificate, PendingOperation } from '#lib/features/certificates/schema.ts'
import { SigningRequest } from './signing-request.tsx'
import { issuerWord } from './words.ts'

interface PendingPanelProps {
  certificate: Pick<Certificate, 'vault' | 'name' | 'unissued'>
  operation: PendingOperation
}

/** The operation that makes the next version: how far it is, who is waited for, and what to do. */
export function PendingPanel({ certificate, operation }: PendingPanelProps) {
  const { vault, name, unissued } = certificate
  const advice = operationAdvice(operation)
  const look = stateLooks[pendingState(advice)]
  const items: Definition[] = [
    { term: 'Issuer', value: issuerWord(operation.issuer) },
    { term: 'Waits for', value: advice.waitsFor },
    {
      term: 'Its words',
      value: operation.error && <q>{operation.error.message || operation.error.code}</q>,
    },
    { term: 'The vault says', value: operation.statusDetails },
    {
      term: 'Request',
      value: operation.requestId && (
        <MonoId value={operation.requestId} label="request id" head={8} />
      ),
    },
  ]
  return (
    <Panel title="Operation" note={<Badge tone={look.tone}>{look.word}</Badge>}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="max-w-prose">
          {/* What else there is to say stands at the head of the page. */}
          {operation.status === 'failed' && <span className="font-medium">{advice.title} </span>}
          <span className="text-ink-2">{advice.nextStep}</span>
        </p>
        <DefinitionList items={items.filter(({ value }) => value !== null && value !== '')} />
        <OperationActions vault={vault} name={name} unissued={unissued} operation={operation} />
        {operation.csr !== null && operation.status === 'inProgress' && (
          <SigningRequest name={name} csr={operation.csr} request={operation.request} />
        )}
      </div>
    </Panel>
  )
}
