import 'server-only'
import type {
  GetCertificateOptions,
  KeyVaultCertificateWithPolicy,
} from '@azure/keyvault-certificates'

type CallOptions = Pick<GetCertificateOptions, 'onResponse'>

/**
 * Reads a certificate with the times at which its policy was made and last changed: the client (4.10.3)
 * has members for them and leaves them empty, so they are taken from the answer itself.
 */
export async function withPolicyTimes(
  get: (options: CallOptions) => Promise<KeyVaultCertificateWithPolicy>,
): Promise<KeyVaultCertificateWithPolicy> {
  let times: { createdOn?: Date; updatedOn?: Date } = {}
  const certificate = await get({
    onResponse: ({ status, bodyAsText }) => {
      if (status === 200) times = readTimes(bodyAsText ?? '')
    },
  })
  const { policy } = certificate
  return policy === undefined ? certificate : { ...certificate, policy: { ...policy, ...times } }
}

function readTimes(json: string) {
  const attributes = member(member(parse(json), 'policy'), 'attributes')
  const createdOn = date(member(attributes, 'created'))
  const updatedOn = date(member(attributes, 'updated'))
  return { ...(createdOn && { createdOn }), ...(updatedOn && { updatedOn }) }
}

/** The vault writes seconds since 1970. */
function date(seconds: unknown): Date | null {
  return typeof seconds === 'number' ? new Date(seconds * 1000) : null
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
