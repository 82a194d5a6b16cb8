import FileBadge from 'lucide-react/icons/file-badge'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { paths } from '#lib/base/paths.ts'

/** A vault without certificates, and the two ways to the first. */
export function NoCertificates({ vault }: { vault: string }) {
  const to = paths.vault(vault)
  return (
    <EmptyState
      icon={<FileBadge aria-hidden />}
      title="No certificates in this vault yet"
      action={
        <>
          <LinkButton href={to.importCertificate}>Import one</LinkButton>
          <LinkButton variant="primary" href={to.newCertificate}>
            New certificate
          </LinkButton>
        </>
      }
    >
      Create one here, with a key that never leaves the vault, or import a PFX or PEM file.
    </EmptyState>
  )
}
