'use client'

import { useState } from 'react'

/** True from when `on` was true for the first time: what was shown once may have more to say. */
export function useLatch(on: boolean): boolean {
  const [was, setWas] = useState(on)
  if (on && !was) setWas(true)
  return was || on
}
