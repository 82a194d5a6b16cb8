import 'server-only'
import * as z from 'zod'
import type { Outbox, OutboxMail } from '#lib/features/services.ts'
import { type EmbeddedControl, readControl } from './embedded-control.ts'

const page = z.object({
  mails: z.array(
    z.object({
      id: z.number(),
      time: z.string(),
      kind: z.string(),
      vault: z.string(),
      certificate: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
    }),
  ),
})

/** Mails read at most: the newest are what counts, and the cloud tells them from the oldest on. */
const mostMails = 20_000

/** The outbox of the embedded cloud. */
export function embeddedOutbox(control: EmbeddedControl): Outbox {
  return {
    async list() {
      const mails: OutboxMail[] = []
      for (;;) {
        const path = `/outbox?after=${mails.at(-1)?.id ?? 0}`
        const next = (await readControl(control, path, page)).mails
        mails.push(...next)
        if (next.length === 0 || mails.length >= mostMails) return mails
      }
    },
  }
}
