import 'server-only'
import * as z from 'zod'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { Outbox, OutboxMail } from '#lib/features/services.ts'

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

const patienceMs = 5_000

/** Mails read at most: the newest are what counts, and the cloud tells them from the oldest on. */
const mostMails = 20_000

/** The outbox of the embedded cloud. Its token stays in this process. */
export function embeddedOutbox({ url, token }: { url: string; token: string }): Outbox {
  return {
    async list() {
      const mails: OutboxMail[] = []
      for (;;) {
        const next = await readPage(`${url}?after=${mails.at(-1)?.id ?? 0}`, token)
        mails.push(...next)
        if (next.length === 0 || mails.length >= mostMails) return mails
      }
    },
  }
}

async function readPage(url: string, token: string): Promise<readonly OutboxMail[]> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!response.ok) throw new Error(`The outbox answered ${response.status}.`)
    return page.parse(await response.json()).mails
  } catch (error) {
    throw new FailureError(
      {
        code: 'unreachable',
        status: 503,
        title: 'The embedded cloud does not show its mails',
        detail: 'It did not answer, or not as expected.',
        nextStep: 'Wait a moment. The page tries again by itself.',
      },
      { cause: error },
    )
  }
}
