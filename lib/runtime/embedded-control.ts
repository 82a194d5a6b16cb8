import 'server-only'
import type * as z from 'zod'
import { FailureError } from '#lib/domain/failure-error.ts'

/** Where the embedded cloud is asked about itself. Its token stays in this process. */
export interface EmbeddedControl {
  readonly url: string
  readonly token: string
}

const patienceMs = 5_000

/**
 * One answer of the embedded cloud about itself.
 * @param path below the control's address: `/clock`
 * @throws FailureError unreachable when it does not answer, or not in that shape
 */
export async function readControl<T extends z.ZodType>(
  { url, token }: EmbeddedControl,
  path: string,
  answer: T,
): Promise<z.infer<T>> {
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!response.ok) throw new Error(`The embedded cloud answered ${response.status}.`)
    return answer.parse(await response.json())
  } catch (error) {
    throw new FailureError(
      {
        code: 'unreachable',
        status: 503,
        title: 'The embedded cloud does not tell its mails or its time',
        detail: 'It did not answer, or not as expected.',
        nextStep: 'Wait a moment. The page tries again by itself.',
      },
      { cause: error },
    )
  }
}
