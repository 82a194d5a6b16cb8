'use client'

import { useRef, useState } from 'react'
import type { Failure } from '#lib/domain/failure.ts'
import { failureFrom } from '#lib/features/api/client.ts'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import { previewMerge } from '#lib/features/pending/client.ts'
import type { MergePreview } from '#lib/features/pending/schema.ts'
import { answerProblem } from './merge-words.ts'

export type MergeState =
  | { readonly status: 'none' }
  | { readonly status: 'reading' }
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'ready'; readonly preview: MergePreview }

export const pastedName = 'pasted text'

/** What the chosen files and the pasted text hold. Only the last answer asked about counts. */
export function useMergePreview(ref: CertificateRef) {
  const [state, setState] = useState<MergeState>({ status: 'none' })
  const turn = useRef(0)

  const read = async (chosen: readonly File[], text: string): Promise<void> => {
    turn.current += 1
    const mine = turn.current
    const settle = (next: MergeState) => {
      if (mine === turn.current) setState(next)
    }
    const pasted = text.trim() === '' ? [] : [new File([text], pastedName)]
    const files = [...chosen, ...pasted]
    if (files.length === 0) return settle({ status: 'none' })
    const problem = answerProblem(files)
    if (problem !== null) return settle({ status: 'refused', message: problem })
    settle({ status: 'reading' })
    try {
      settle({ status: 'ready', preview: await previewMerge(ref, files) })
    } catch (error) {
      settle({ status: 'failed', failure: failureFrom(error) })
    }
  }
  return { state, read }
}
