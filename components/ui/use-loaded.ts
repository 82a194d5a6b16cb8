'use client'

import { useEffect, useState } from 'react'

/**
 * A module that is fetched when it is needed first; null until it has come. `load` must be the same
 * function each time. For help while somebody types: without a network the form works without it.
 */
export function useLoaded<T extends object>(
  needed: boolean,
  load: () => Promise<T>,
  initially: T | null = null,
): T | null {
  const [loaded, setLoaded] = useState(initially)
  useEffect(() => {
    if (!needed || loaded !== null) return
    let gone = false
    load().then(
      (module) => {
        if (!gone) setLoaded(module)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [needed, loaded, load])
  return loaded
}
