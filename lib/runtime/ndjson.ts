import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { publicFailure } from './failures.ts'
import { privateHeaders } from './route.ts'
import { theConsole } from './services.ts'

/** Last line of an answer that broke off: what happened. */
interface Broken {
  readonly kind: 'broken'
  readonly failure: Failure
}

/** Lines that come within this time leave together, in ms. */
const gatherMs = 8

/**
 * An answer that begins while the rest is still being read: one line of JSON for each event. Rejects when
 * `produce` does so before its first event, so that the status can still tell; afterwards a last line does.
 * `produce` is told by its signal when nobody listens any more.
 */
export async function ndjson<Event>(
  request: Request,
  produce: (tell: (event: Event) => void, signal: AbortSignal) => Promise<void>,
): Promise<Response> {
  const { log } = await theConsole()
  const encoder = new TextEncoder()
  const left = new AbortController()
  request.signal.addEventListener('abort', () => left.abort())

  let lines = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  let sink: ReadableStreamDefaultController<Uint8Array> | null = null
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      sink = controller
    },
    cancel: () => left.abort(),
  })
  const flush = () => {
    timer = null
    if (left.signal.aborted || lines === '') return
    sink?.enqueue(encoder.encode(lines))
    lines = ''
  }
  const write = (event: Event | Broken) => {
    lines += `${JSON.stringify(event)}\n`
    timer ??= setTimeout(flush, gatherMs)
  }

  return new Promise((resolve, reject) => {
    let begun = false
    const tell = (event: Event) => {
      write(event)
      if (begun) return
      begun = true
      resolve(
        new Response(body, {
          headers: { ...privateHeaders, 'content-type': 'application/x-ndjson' },
        }),
      )
    }
    produce(tell, left.signal)
      .catch((error: unknown) => {
        if (!begun) return reject(error)
        if (left.signal.aborted) return
        const { pathname } = new URL(request.url)
        write({ kind: 'broken', failure: publicFailure(error, log, { path: pathname }) })
      })
      .finally(() => {
        if (timer !== null) clearTimeout(timer)
        flush()
        if (begun && !left.signal.aborted) sink?.close()
      })
  })
}
