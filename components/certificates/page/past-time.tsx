'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'

interface PastTimeProps {
  /** ISO 8601. */
  time: string
  className?: string
}

/**
 * When something happened. The page's clock ticks every few seconds, so what has just happened can lie
 * ahead of it; it must not be announced as still to come.
 */
export function PastTime({ time, className }: PastTimeProps) {
  const now = useNow()
  const shown = Date.parse(time) > now ? new Date(now) : time
  return <RelativeTime time={shown} {...(className === undefined ? {} : { className })} />
}
