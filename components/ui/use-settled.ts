'use client'

import { useEffect, useState } from 'react'

/** Long enough that nothing is asked for letter by letter. */
const pauseMs = 400

/** A text that follows once it has not changed for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
