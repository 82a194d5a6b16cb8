'use client'

import { type RefObject, useEffect, useState } from 'react'

/** True from when the element comes into sight, or `need` is called. */
export function useNeeded(
  ref: RefObject<Element | null>,
  initially = false,
): readonly [boolean, () => void] {
  const [needed, setNeeded] = useState(initially)
  useEffect(() => {
    const element = ref.current
    if (element === null || needed) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNeeded(true)
      },
      // An edge at the bottom of the window is not yet looked at.
      { rootMargin: '0px 0px -15% 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, needed])
  return [needed, () => setNeeded(true)]
}
