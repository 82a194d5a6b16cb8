'use client'

import { createContext, type ReactNode, use, useEffect, useState } from 'react'

const ClockContext = createContext<number | null>(null)

/**
 * One clock for all relative times of the page. It starts at the server's time, so that the browser
 * wakes up to the text it was sent, and then ticks each 15 s. `now` is in ms since the epoch.
 */
export function ClockProvider({ now, children }: { now: number; children: ReactNode }) {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const tick = () => setTime(Date.now())
    tick()
    const timer = setInterval(tick, 15_000)
    return () => clearInterval(timer)
  }, [])
  return <ClockContext value={time}>{children}</ClockContext>
}

/** The time by the page's clock, in ms since the epoch. */
export function useNow(): number {
  const time = use(ClockContext)
  const [fallback] = useState(() => Date.now())
  return time ?? fallback
}
