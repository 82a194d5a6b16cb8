'use client'

import { useEffect, useState } from 'react'
import type { Command } from './commands.ts'

interface Found {
  commands: readonly Command[]
  busy: boolean
  failed: boolean
}

const nothing: Found = { commands: [], busy: false, failed: false }

/** Time in ms after a key press before the search is asked: people type faster than it answers. */
const pause = 120

/** What the search finds for a text; the last question only, and the old answer until the new one. */
export function useCommandSearch(
  text: string,
  search: ((text: string, signal: AbortSignal) => Promise<readonly Command[]>) | undefined,
): Found {
  const [found, setFound] = useState<Found>(nothing)

  useEffect(() => {
    if (!search || text.trim() === '') {
      setFound(nothing)
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      setFound((old) => ({ ...old, busy: true }))
      try {
        const commands = await search(text.trim(), controller.signal)
        if (!controller.signal.aborted) setFound({ commands, busy: false, failed: false })
      } catch {
        // The menu says that the search did not answer; what went wrong shows on the pages themselves.
        if (!controller.signal.aborted) setFound({ commands: [], busy: false, failed: true })
      }
    }, pause)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, search])

  return found
}
