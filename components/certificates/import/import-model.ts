import { formatBytes } from '#components/ui/format-bytes.ts'
import type { TagPair } from '#components/ui/tag-editor.tsx'
import { importFileMaxBytes } from '#lib/domain/certificates/import-limits.ts'
import { objectNameProblem, suggestObjectName } from '#lib/domain/certificates/object-name.ts'
import type { ImportPreviewEntry } from '#lib/features/certificates/schema.ts'
import { tagPairsProblem } from '../fields/tag-pairs.ts'

/** What is typed in the import form; the file and what was read from it are kept beside. */
export interface ImportValues {
  readonly name: string
  readonly exportable: boolean
  readonly tags: readonly TagPair[]
}

export const emptyImportValues: ImportValues = { name: '', exportable: true, tags: [] }

export type ImportField = 'file' | 'password' | 'name' | 'tags'

const importFields: ReadonlySet<string> = new Set(['file', 'password', 'name', 'tags'])

/** The field of the form that a path of the input belongs to; null for none of them. */
export function importFieldOf(path: string): ImportField | null {
  const head = path.split('.')[0] ?? ''
  // An entry that is not there means that the file is another than the one shown.
  if (head === 'entry') return 'file'
  return isImportField(head) ? head : null
}

function isImportField(name: string): name is ImportField {
  return importFields.has(name)
}

/** What can be said about a file before it is read; null when it may be read. */
export function fileProblem(file: { readonly size: number } | null): string | null {
  if (file === null) return 'Choose a PFX or PEM file.'
  if (file.size === 0) return 'This file is empty.'
  if (file.size > importFileMaxBytes) {
    return `This file has ${formatBytes(file.size)}. A certificate with its key and chain is far smaller; the limit is ${formatBytes(importFileMaxBytes)}.`
  }
  return null
}

export type ImportErrors = Partial<Record<ImportField, string>>

/** Checks what is typed, by the rules that the action applies. Empty when all is well. */
export function checkImport(values: ImportValues): ImportErrors {
  const name = objectNameProblem(values.name)
  const tags = tagPairsProblem(values.tags)
  return { ...(name === null ? {} : { name }), ...(tags === undefined ? {} : { tags }) }
}

/** A name for what the file holds; empty when its subject suggests none. */
export function suggestImportName(entry: ImportPreviewEntry): string {
  const leaf = entry.chain[0]
  return suggestObjectName(leaf?.commonName ?? leaf?.names.dns[0] ?? entry.friendlyName ?? '')
}
