import { azSnippet } from './az.ts'
import { azureRmNote } from './azure-rm.ts'
import { powershellSnippet } from './powershell.ts'
import { azRest, restText } from './rest.ts'
import type { CertificateWrite, Place, Snippet } from './write.ts'

/** The tools a write can be shown for, in the order of the tabs. */
export const codeTargets = ['az', 'powershell', 'rest'] as const
export type CodeTarget = (typeof codeTargets)[number]

export interface Block extends Snippet {
  /** What it is, for the copy button: `Azure CLI commands`. */
  readonly label: string
}

/** Several writes as code for one tool, in the order in which they are sent. */
export function codeBlocks(
  target: CodeTarget,
  writes: readonly CertificateWrite[],
  place: Place,
): readonly Block[] {
  switch (target) {
    case 'az':
      return [
        joined(
          'Azure CLI commands',
          writes.map((write) => azSnippet(write, place)),
        ),
      ]
    case 'powershell': {
      const block = joined(
        'PowerShell commands',
        writes.map((write) => powershellSnippet(write, place)),
      )
      const old = azureRmNote(writes.map((write) => write.kind))
      return [{ ...block, notes: old === null ? block.notes : [...block.notes, old] }]
    }
    case 'rest':
      return [
        joined(
          'HTTP request',
          writes.map((write) => restText(write, place)),
          '\n\n',
        ),
        joined(
          'request with az rest',
          writes.map((write) => ({ code: azRest(write, place), notes: [] })),
        ),
      ]
  }
}

function joined(label: string, snippets: readonly Snippet[], between?: string): Block {
  const codes = snippets.map(({ code }) => code)
  return {
    label,
    // Lines of one command each stand close; longer ones apart.
    code: codes.join(between ?? (codes.some((code) => code.includes('\n')) ? '\n\n' : '\n')),
    notes: [...new Set(snippets.flatMap(({ notes }) => notes))],
  }
}
