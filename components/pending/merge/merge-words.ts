import { mergeFilesMax, mergeMaxBytes } from '#lib/domain/certificates/merge/limits.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import type { PendingOperation } from '#lib/features/certificates/schema.ts'
import type { MergePreview } from '#lib/features/pending/schema.ts'

/** What has to be wrong with the answer before it is read; null when it may be sent to be read. */
export function answerProblem(files: readonly { readonly size: number }[]): string | null {
  if (files.length > mergeFilesMax) return `At most ${mergeFilesMax} files at once.`
  const size = files.reduce((sum, file) => sum + file.size, 0)
  return size > mergeMaxBytes
    ? `Larger than ${mergeMaxBytes / 1024} kB together. A certificate with its chain is far smaller.`
    : null
}

/** Why nothing can be merged now, in words for the whole page; null when the request waits for it. */
export function mergeBlocked(
  name: string,
  operation: Pick<PendingOperation, 'status' | 'issuer'> | null,
): { readonly title: string; readonly detail: string } | null {
  if (operation === null || operation.status === 'completed') {
    return {
      title: `No request of ${name} is pending`,
      detail:
        'A signed certificate is merged into the request that it answers. That one is completed, or was deleted.',
    }
  }
  if (issuerKind(operation.issuer) !== 'unknown') {
    return {
      title: `${operation.issuer ?? 'The issuer'} answers this order itself`,
      detail:
        'The vault takes a signed certificate by hand only for a request that no CA was asked for.',
    }
  }
  if (operation.status === 'inProgress') return null
  return {
    title: `The request of ${name} is no longer open`,
    detail: `It has ${operation.status === 'cancelled' ? 'been cancelled' : 'failed'}. Order again, and have the new request signed.`,
  }
}

/** The outcome of the reading in one line, for the head of the diagnosis and for reading aloud. */
export function verdict({ ready, findings, chain }: MergePreview): {
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly text: string
} {
  if (!ready) return { tone: 'bad', text: 'Cannot be merged' }
  const warnings = findings.filter(({ weight }) => weight === 'warning').length
  const what = chain.length === 1 ? 'one certificate' : `${chain.length} certificates, leaf first`
  if (warnings === 0) return { tone: 'ok', text: `Ready to merge: ${what}` }
  return {
    tone: 'warn',
    text: `Can be merged, with ${warnings === 1 ? 'a warning' : `${warnings} warnings`}: ${what}`,
  }
}

export function fileWords({ certificates, problem }: MergePreview['files'][number]): string {
  const count = certificates === 1 ? '1 certificate' : `${certificates} certificates`
  return problem === null ? count : certificates === 0 ? problem : `${count}. ${problem}`
}
