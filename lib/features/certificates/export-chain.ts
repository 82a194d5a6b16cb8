import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import { readChainOf } from '#lib/x509/import-file.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { certificatesFile, type FileReply } from './download-public.ts'
import { secretFile, unreadableSecret } from './internal.ts'
import type { ExportChainInput } from './schema.ts'

/**
 * A version with its issuers, without the key. The vault's certificate has no chain: only the secret has it,
 * so that is read, after the reason is recorded, and the key in it is thrown away unopened. Also for a key
 * that may not leave: its secret then holds certificates alone. Throws `FailureError`.
 */
export async function exportChain(
  services: Services,
  caller: Caller,
  input: ExportChainInput,
): Promise<FileReply> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, version, format } = input
  const gateway = services.azureOf(caller).secrets(vault)
  const intent = {
    verb: 'certificates.export-chain',
    vault,
    object: name,
    version,
    reason: input.reason.trim(),
  } as const
  return recorded(services, caller, intent, async () => {
    const chain = await chainOf(secretFile(await gateway.get(name, version)))
    const [leaf, ...issuers] = chain
    if (issuers.length === 0 && !leaf?.selfIssued) throw new FailureError({ ...noChain, vault })
    const certificates = chain.map(({ der }) => der)
    return certificatesFile(format, certificates, `${name}-${version.slice(0, 8)}-chain`)
  })
}

async function chainOf(file: Uint8Array): Promise<ParsedCertificate[]> {
  try {
    return await readChainOf(file, '')
  } catch (error) {
    throw unreadableSecret(error)
  }
}

const noChain: Failure = {
  code: 'not-found',
  status: 404,
  title: 'The vault has no chain for this version',
  detail:
    'Its secret holds this certificate alone: it was imported or merged without its issuers, or its key may not leave the vault and the secret is a plain certificate.',
  nextStep: 'Download the certificate without its chain, and get the chain from its authority.',
}
