'use client'

import { useCallback, useEffect, useRef } from 'react'

/**
 * Keeps what is typed between the opening of the command menu and its arrival from the network. The menu
 * takes the text with the returned function when it stands; from then on its own field has the keys.
 */
export function useEarlyKeys(open: boolean, onClose: () => void): () => string {
  const typed = useRef('')
  const standing = useRef(false)

  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (standing.current || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') onClose()
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1)
      // A key that makes a character is named by it; all others have longer names.
      else if ([...event.key].length === 1) typed.current += event.key
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
      typed.current = ''
      standing.current = false
    }
  }, [open, onClose])

  return useCallback(() => {
    standing.current = true
    return typed.current
  }, [])
}
