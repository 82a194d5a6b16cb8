import { CodeBlock } from '#components/ui/code-block.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { PendingOperation } from '#lib/features/certificates/schema.ts'

const states = {
  inProgress: 'in progress',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
} as const

/** The operation that makes the next version: how far it is, and its signing request. */
export function PendingPanel({ operation }: { operation: PendingOperation }) {
  return (
    <Panel title="Operation" note={states[operation.status]}>
      <DefinitionList
        items={[
          { term: 'Issuer', value: operation.issuer },
          { term: 'Details', value: operation.statusDetails },
          {
            term: 'Error',
            value: operation.error && `${operation.error.code}: ${operation.error.message}`,
          },
          { term: 'Request', value: operation.requestId, mono: true },
        ].filter((item) => item.value !== null)}
      />
      {operation.csr !== null && operation.status === 'inProgress' && (
        <div className="mt-4">
          <p className="mb-2 text-ink-2">The signing request, for the CA that is to sign it:</p>
          <CodeBlock code={toPem(operation.csr)} label="signing request" />
        </div>
      )}
    </Panel>
  )
}

/** RFC 7468 section 7. */
function toPem(base64: string): string {
  const lines = base64.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}
