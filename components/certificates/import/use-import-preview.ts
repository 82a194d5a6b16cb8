'use client'

import { useRef, useState } from 'react'
import type { Failure } from '#lib/domain/failure.ts'
import { failureFrom } from '#lib/features/api/client.ts'
import { previewImport } from '#lib/features/certificates/client.ts'
import type { ImportPreview } from '#lib/features/certificates/schema.ts'
import { fileProblem } from './import-model.ts'

export type PreviewState =
  | { readonly status: 'none' }
  | { readonly status: 'reading' }
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'ready'; readonly preview: ImportPreview }

/** What the chosen file holds. Only the last file and password asked for count. */
export function useImportPreview() {
  const [state, setState] = useState<PreviewState>({ status: 'none' })
  const turn = useRef(0)

  const read = async (file: File | null, password: string): Promise<PreviewState> => {
    turn.current += 1
    const mine = turn.current
    const settle = (next: PreviewState): PreviewState => {
      if (mine === turn.current) setState(next)
      return next
    }
    if (file === null) return settle({ status: 'none' })
    const problem = fileProblem(file)
    if (problem !== null) return settle({ status: 'refused', message: problem })
    settle({ status: 'reading' })
    try {
      return settle({ status: 'ready', preview: await previewImport(file, password) })
    } catch (error) {
      return settle({ status: 'failed', failure: failureFrom(error) })
    }
  }

  return { state, read }
}
