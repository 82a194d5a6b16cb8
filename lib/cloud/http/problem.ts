/** An answer of the cloud's own front, which is no Azure service: RFC 9457. */
export function problem(status: number, title: string, detail: string): Response {
  return Response.json(
    { type: 'about:blank', status, title, detail },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    },
  )
}
