import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'

interface NameTakenNoteProps {
  vault: string
  failure: Failure | null
}

/** The way on when a name is held by a deleted certificate: it can be recovered or purged there. */
export function NameTakenNote({ vault, failure }: NameTakenNoteProps) {
  if (failure?.code !== 'name-deleted') return null
  return (
    <p className="-mt-2">
      <TextLink href={paths.vault(vault).deleted}>Open the deleted certificates</TextLink>
    </p>
  )
}
