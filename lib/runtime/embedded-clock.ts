import 'server-only'
import * as z from 'zod'
import { type EmbeddedControl, readControl } from './embedded-control.ts'

const answer = z.object({ now: z.iso.datetime() })

/** The embedded cloud's time, which people may move ahead. */
export function embeddedClock(control: EmbeddedControl): () => Promise<Date> {
  return async () => new Date((await readControl(control, '/clock', answer)).now)
}
