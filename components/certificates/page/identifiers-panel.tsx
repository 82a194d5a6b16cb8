import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { shortId } from './words.ts'

/** The addresses applications use: without a version to follow renewals, with it to stay on one. */
export function IdentifiersPanel({ version }: { version: CertificateVersion }) {
  const { versionless } = version
  return (
    <Panel title="Identifiers">
      <p className="mb-1 max-w-prose text-ink-2">
        Prefer the addresses without a version: applications that fetch them again take up the next
        version by themselves.
      </p>
      <p className="mb-3 max-w-prose text-ink-2">
        Name a version only to pin it, for a roll-back or for data encrypted with its key: each
        renewal then has to be rolled out by hand, and a disabled version answers 403.
      </p>
      <DefinitionList
        terms="wide"
        items={[
          {
            term: 'Certificate, any version',
            value: <Id id={versionless.id} label="certificate identifier without version" />,
          },
          {
            term: 'Secret, any version',
            value: <Id id={versionless.secretId} label="secret identifier without version" />,
          },
          {
            term: 'Certificate, this version',
            value: <Id id={version.id} label="certificate identifier" />,
          },
          {
            term: 'Key, this version',
            value: version.keyId && <Id id={version.keyId} label="key identifier" />,
          },
          {
            term: 'Secret, this version',
            value: version.secretId && <Id id={version.secretId} label="secret identifier" />,
          },
        ]}
      />
    </Panel>
  )
}

function Id({ id, label }: { id: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-start gap-1">
      <code data-tip={id} className="min-w-0 font-mono text-xs leading-5 break-all">
        {shortId(id)}
      </code>
      <CopyButton value={id} label={`Copy ${label}`} className="-my-0.5" />
    </span>
  )
}
