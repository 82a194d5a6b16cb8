import { createServer } from 'node:net'

/**
 * Whether a server could listen there. Asked first, because a health check would be answered by whoever
 * holds the port, another copy of ours for example.
 */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
