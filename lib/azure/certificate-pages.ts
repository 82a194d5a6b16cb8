import 'server-only'
import type { CertificateProperties } from '@azure/keyvault-certificates'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'
import { TransportError } from './transport.ts'

export interface PageOptions {
  /** How long the vault may be silent before it is given up, in ms; each page begins anew. */
  readonly silenceMs: number
  /** Nobody waits for the rest any more. */
  readonly signal?: AbortSignal
}

/** The certificates of one vault as they come, page by page, as one user. */
export interface CertificatePages {
  /** Newest version of each, those never issued included. Throws `FailureError`. */
  list(options: PageOptions): AsyncGenerator<readonly CertificateProperties[]>
}

export function certificatePages(clients: UserClients, vault: string): CertificatePages {
  const context: CallContext = {
    plane: 'data',
    right: 'certificates/list',
    vault,
    object: 'the certificates',
  }
  return {
    async *list({ silenceMs, signal }) {
      const stop = new AbortController()
      const abort = () => stop.abort()
      signal?.addEventListener('abort', abort)
      try {
        const pages = clients
          .certificates(vault)
          .listPropertiesOfCertificates({ includePending: true, abortSignal: stop.signal })
          .byPage()
        for (;;) {
          const page = await translated(context, () => within(silenceMs, pages.next(), stop))
          if (page.done) return
          yield page.value
        }
      } finally {
        signal?.removeEventListener('abort', abort)
      }
    },
  }
}

/** Rejects with a time-out, and stops the call, when it takes longer. */
async function within<T>(ms: number, call: Promise<T>, stop: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TransportError('timeout'))
      stop.abort()
    }, ms)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
    // The loser of the race still ends, and nobody is left to hear of it.
    call.catch(() => undefined)
  }
}
