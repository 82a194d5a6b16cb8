import { attest } from '../vault/keys/release/attestation.ts'
import { type ControlHandler, invalid, readBody } from './control-handler.ts'
import { fieldsOf } from './control-input.ts'

/** The simulated attestation authority: what it is told of an environment, it vouches for. */
export const attestationHandlers: Record<string, ControlHandler> = {
  'POST /_cloud/attestations': async ({ store, clock }, request) => {
    const { authority, claims = {} } = fieldsOf(await readBody(request))
    const isUrl = typeof authority === 'string' && /^https:\/\/[^\s]{1,200}$/.test(authority)
    if (!isUrl || typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
      return invalid(
        'Send {"authority":"https://sharedweu.weu.attest.azure.net","claims":{…}}; the target\'s public ' +
          'key goes into claims["x-ms-runtime"].keys.',
      )
    }
    const now = Math.floor(clock.now().getTime() / 1000)
    const token = await attest(store, { authority, claims: { ...claims } }, now)
    return Response.json({ token }, { status: 201 })
  },
}
