import 'server-only'
import type { CertificateProperties } from '@azure/keyvault-certificates'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/** The certificates of one vault as they come, page by page, as one user. */
export interface CertificatePages {
  /**
   * Newest version of each, those never issued included; with `signal` nobody waits for the rest any more.
   * The transport limits the time of each page. Throws `FailureError`.
   */
  list(signal?: AbortSignal): AsyncGenerator<readonly CertificateProperties[]>
}

export function certificatePages(clients: UserClients, vault: string): CertificatePages {
  const context: CallContext = {
    plane: 'data',
    right: 'certificates/list',
    vault,
    object: 'the certificates',
  }
  return {
    async *list(signal) {
      const pages = clients
        .certificates(vault)
        .listPropertiesOfCertificates({
          includePending: true,
          ...(signal === undefined ? {} : { abortSignal: signal }),
        })
        .byPage()
      for (;;) {
        const page = await translated(context, () => pages.next())
        if (page.done) return
        yield page.value
      }
    },
  }
}
