import { privateHeaders } from '#lib/runtime/route.ts'
import { theConsole } from '#lib/runtime/services.ts'

export const dynamic = 'force-dynamic'

/** Open to everybody: says that the console runs and its store answers, and nothing else. */
export async function GET(): Promise<Response> {
  try {
    const { store } = await theConsole()
    await store.selectFrom('sessions').select('id').limit(1).execute()
    return Response.json({ status: 'ok', store: 'ok' }, { headers: privateHeaders })
  } catch {
    // Why is in the log of whoever uses the store; strangers learn only that it does not work.
    return Response.json(
      { status: 'failing', store: 'failing' },
      { status: 503, headers: privateHeaders },
    )
  }
}
