'use client'

import FileUp from 'lucide-react/icons/file-up'
import Plus from 'lucide-react/icons/plus'
import { RestoreButton } from '#components/certificates/restore-button.tsx'
import type { Read } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { permissionModelWord, skuWord } from './vault-words.ts'

interface VaultHeaderProps {
  name: string
  read: Read<Vault>
}

/** Name, health, what it is, and what can be done: the head of all pages of a vault. */
export function VaultHeader({ name, read }: VaultHeaderProps) {
  const { data: vault, failure, reading, retry } = read
  const to = paths.vault(name)
  return (
    <PageHeader
      title={name}
      status={vault && <VaultHealth vault={vault} />}
      description={
        vault === undefined && failure !== null ? (
          <span className="flex min-h-6 flex-wrap items-center gap-x-1.5">
            <ToneIcon tone="warn" />
            {failure.title}
            <Button variant="ghost" size="sm" loading={reading} onClick={retry}>
              Retry
            </Button>
          </span>
        ) : (
          <VaultLine vault={vault} />
        )
      }
      actions={
        <>
          <RestoreButton vault={name} />
          <LinkButton href={to.importCertificate} icon={<FileUp aria-hidden />}>
            Import
          </LinkButton>
          <LinkButton variant="primary" href={to.newCertificate} icon={<Plus aria-hidden />}>
            New certificate
          </LinkButton>
        </>
      }
    />
  )
}

function VaultLine({ vault }: { vault: Vault | undefined }) {
  if (vault === undefined) {
    return (
      <span className="flex h-6 items-center">
        <Skeleton className="w-80 max-w-full" />
      </span>
    )
  }
  const facts = [skuWord(vault), vault.region, permissionModelWord(vault)]
  return (
    <span className="flex min-h-6 flex-wrap items-center gap-x-1">
      <span>{facts.join(' · ')} ·</span>
      <MonoId value={vault.uri} label="vault URI" />
    </span>
  )
}

/** The worst thing about the vault's settings, or that there is none. */
function VaultHealth({ vault: { findings } }: { vault: Vault }) {
  const [worst, ...others] = findings
  if (worst === undefined) return <Badge tone="ok">Healthy</Badge>
  return (
    <span className="inline-flex min-w-0" data-tip={findings.map((one) => one.message).join(' ')}>
      <Badge tone={worst.severity}>
        {others.length === 0 ? worst.title : `${worst.title}, ${others.length} more`}
      </Badge>
    </span>
  )
}
