import FileX from 'lucide-react/icons/file-x'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { paths } from '#lib/base/paths.ts'

interface MissingCertificateProps {
  vault: string
  name: string
  version?: string
}

/** Nothing of this name is here; it may have been deleted, and then it can be recovered. */
export function MissingCertificate({ vault, name, version }: MissingCertificateProps) {
  const at = paths.vault(vault)
  return (
    <Panel padding="none">
      <EmptyState
        icon={<FileX />}
        title={
          version === undefined
            ? `${vault} holds no certificate ${name}`
            : `${name} has no such version`
        }
        action={
          <>
            <LinkButton href={at.deleted}>Deleted certificates</LinkButton>
            {version === undefined ? (
              <LinkButton href={at.certificates} variant="primary">
                Certificates of {vault}
              </LinkButton>
            ) : (
              <LinkButton href={at.certificate(name)} variant="primary">
                Versions of {name}
              </LinkButton>
            )}
          </>
        }
      >
        {version === undefined
          ? 'It may have been deleted; then it can be recovered until it is purged.'
          : 'Versions are never deleted one by one, so check the address.'}
      </EmptyState>
    </Panel>
  )
}
