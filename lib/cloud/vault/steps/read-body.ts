import { isDeeperThan } from '../../json-depth.ts'
import { badParameter, VaultError } from '../errors.ts'
import { isObject, type JsonObject } from '../json.ts'

/** Room for a PFX of 1 MB as base64 with its policy. */
const usualMaxBytes = 2 * 1024 * 1024
/** No body of the service has more than ten. */
const maxDepth = 64

/**
 * Reads the body as a JSON object; an absent body is an empty one.
 * @param maxBytes 2 MiB unless the operation takes more
 * @throws VaultError 413 when it is longer, 400 when it is not a JSON object, or a deep one
 */
export async function readBody(request: Request, maxBytes = usualMaxBytes): Promise<JsonObject> {
  const bytes = await readBytes(request, maxBytes)
  if (bytes.length === 0) return {}
  if (isDeeperThan(maxDepth, bytes)) throw badParameter('The request body is nested too deeply.')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw badParameter('The request body is not valid JSON.')
  }
  if (!isObject(value)) throw badParameter('The request body is not a JSON object.')
  return value
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

function tooLarge(): VaultError {
  return new VaultError(413, 'RequestEntityTooLarge', 'The request body is too large.')
}
