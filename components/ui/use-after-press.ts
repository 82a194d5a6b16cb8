'use client'

import { useCallback, useEffect, useRef } from 'react'

/**
 * Runs what a loss of focus brings about once no pointer is pressed. A message that appears between the press
 * and its release moves what was pressed away, and the click goes to nobody.
 */
export function useAfterPress(): (act: () => void) => void {
  const pressed = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const press = () => {
      pressed.current = true
    }
    // The click follows the release; what waited comes after both.
    const release = () => {
      timer = setTimeout(() => {
        pressed.current = false
        for (const act of waiting.current.splice(0)) act()
      })
    }
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('pointerup', release, true)
    window.addEventListener('pointercancel', release, true)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('pointerup', release, true)
      window.removeEventListener('pointercancel', release, true)
    }
  }, [])
  return useCallback((act) => {
    if (pressed.current) waiting.current.push(act)
    else act()
  }, [])
}
