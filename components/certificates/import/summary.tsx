'use client'

import { DefinitionList } from '#components/ui/definition-list.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { Panel } from '#components/ui/panel.tsx'
import type { ImportPreviewEntry } from '#lib/features/certificates/schema.ts'
import { fromTagPairs } from '../fields/tag-pairs.ts'
import type { ImportValues } from './import-model.ts'

interface ImportSummaryProps {
  vault: string
  values: ImportValues
  entry: ImportPreviewEntry | null
}

/** What will be stored, before it is sent. */
export function ImportSummary({ vault, values, entry }: ImportSummaryProps) {
  const leaf = entry?.chain[0]
  const names =
    leaf === undefined ? [] : [...leaf.names.dns, ...leaf.names.emails, ...leaf.names.upns]
  const tags = Object.entries(fromTagPairs(values.tags))
  return (
    <Panel title="What will be sent">
      <DefinitionList
        className="max-xl:sm:grid-cols-2 xl:[&>div]:grid-cols-1"
        items={[
          { term: 'Name', value: values.name, mono: true },
          ...(leaf === undefined
            ? [{ term: 'Certificate', value: <span className="text-ink-3">not opened yet</span> }]
            : [
                { term: 'Subject', value: leaf.subject, mono: true },
                { term: 'Alternative names', value: names.join(', '), mono: true },
                { term: 'Chain', value: chainWords(entry?.chain.length ?? 0) },
                {
                  term: 'Key',
                  value: `${leaf.key} · ${values.exportable ? 'exportable' : 'not exportable'}`,
                },
                { term: 'Expires', value: formatDate(new Date(leaf.notAfter)) },
              ]),
          { term: 'Tags', value: tags.map(([name, value]) => `${name}=${value}`).join(', ') },
        ]}
      />
      <p className="mt-4 border-t border-line pt-3 text-xs text-ink-3">
        {`If ${values.name || 'this name'} exists in ${vault} already, this becomes its current version. Earlier versions stay.`}
      </p>
    </Panel>
  )
}

function chainWords(count: number): string {
  return count === 1 ? 'the certificate alone' : `${count} certificates, leaf first`
}
