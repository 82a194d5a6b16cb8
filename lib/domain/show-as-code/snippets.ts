import { azSnippet } from './az.ts'
import { azureRmNote } from './azure-rm.ts'
import {
  type ManagementWrite,
  managementAz,
  managementAzRest,
  managementPowershell,
  managementRest,
} from './management.ts'
import { powershellSnippet } from './powershell.ts'
import { azRest, restText } from './rest.ts'
import type { CertificateWrite, Place, Snippet } from './write.ts'

/** The tools a write can be shown for, in the order of the tabs. */
export const codeTargets = ['az', 'powershell', 'rest'] as const
export type CodeTarget = (typeof codeTargets)[number] | 'bicep'

/** All that can be shown as code. */
export type Write = CertificateWrite | ManagementWrite

/** The tools that can say all of these writes; Bicep only where each has a template. */
export function targetsOf(writes: readonly Write[]): readonly CodeTarget[] {
  const isTemplate = writes.length > 0 && writes.every((write) => 'bicep' in write)
  return isTemplate ? [...codeTargets, 'bicep'] : codeTargets
}

export interface Block extends Snippet {
  /** What it is, for the copy button: `Azure CLI commands`. */
  readonly label: string
}

/** Several writes as code for one tool, in the order in which they are sent. */
export function codeBlocks(
  target: CodeTarget,
  writes: readonly Write[],
  place: Place,
): readonly Block[] {
  const each = (
    certificate: (write: CertificateWrite) => Snippet,
    management: (write: ManagementWrite) => Snippet,
  ) => writes.map((write) => (write.kind === 'management' ? management(write) : certificate(write)))
  const notes = notesOf(target, writes)
  switch (target) {
    case 'az':
      return [
        joined(
          'Azure CLI commands',
          each((write) => azSnippet(write, place), managementAz),
          notes,
        ),
      ]
    case 'powershell':
      return [
        joined(
          'PowerShell commands',
          each((write) => powershellSnippet(write, place), managementPowershell),
          notes,
        ),
      ]
    case 'rest':
      return [
        joined(
          'HTTP request',
          each(
            (write) => restText(write, place),
            (write) => managementRest(write, place),
          ),
          [],
        ),
        joined(
          'request with az rest',
          each(
            (write) => ({ code: azRest(write, place), notes: [] }),
            (write) => ({ code: managementAzRest(write), notes: [] }),
          ),
          notes,
        ),
      ]
    case 'bicep':
      return [
        joined(
          'Bicep template',
          writes.flatMap((write) => ('bicep' in write ? [write.bicep] : [])),
          notes,
        ),
      ]
  }
}

/** The reason of an export is asked for here, and by no tool. */
const unrecorded =
  'Azure logs this read. The reason that you give is recorded for exports made here only.'

function notesOf(target: CodeTarget, writes: readonly Write[]): string[] {
  const kinds = writes.flatMap(({ kind }) => (kind === 'management' ? [] : [kind]))
  const old = target === 'powershell' ? azureRmNote(kinds) : null
  return [...(kinds.includes('export-private') ? [unrecorded] : []), ...(old === null ? [] : [old])]
}

function joined(label: string, snippets: readonly Snippet[], more: readonly string[]): Block {
  const codes = snippets.map(({ code }) => code)
  return {
    label,
    // Lines of one command each stand close; longer ones apart.
    code: codes.join(codes.some((code) => code.includes('\n')) ? '\n\n' : '\n'),
    notes: [...new Set([...snippets.flatMap(({ notes }) => notes), ...more])],
  }
}
