import { isIP } from 'node:net'
import { getAddresses } from '#lib/features/network/get-addresses.ts'
import { networkInput } from '#lib/features/network/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(
      await getAddresses(services, caller, {
        ...parsed(networkInput, await params),
        person: addressOf(request),
      }),
    ),
  )
}

/** Where the browser is, as the nearest proxy or the socket tells it. Only a help: nothing rests on it. */
function addressOf(request: Request): string | null {
  const [first = ''] = (request.headers.get('x-forwarded-for') ?? '').split(',')
  const address = first.trim().replace(/^::ffff:(?=\d+\.)/i, '')
  if (address === '::1') return '127.0.0.1'
  return isIP(address) === 0 ? null : address
}
