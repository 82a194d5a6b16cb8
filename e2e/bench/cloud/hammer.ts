import { Agent, request } from 'node:https'
import { connect } from 'node:tls'
import { quantile } from '../statistics.ts'

/** One kind of request, sent again and again over kept connections. */
export interface Target {
  port: number
  /** PEM to trust. */
  ca: string
  /** Server name and `Host`. */
  host: string
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Load {
  concurrency: number
  forMs: number
}

export interface Measured {
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** An agent that takes every host to one loopback port. */
export function agentFor(port: number, ca: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  agent.createConnection = (options) => {
    const host = 'host' in options ? String(options.host) : ''
    return connect({ host: '127.0.0.1', port, ca, servername: host })
  }
  return agent
}

/** Sends one request and resolves to its body. Rejects when the status is not below 300. */
export function send(agent: Agent, target: Target): Promise<string> {
  const { host, method, path, headers = {}, body } = target
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host, method, path, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        if ((answer.statusCode ?? 0) < 300) resolve(text)
        else
          reject(new Error(`${method} ${host}${path}: ${answer.statusCode} ${text.slice(0, 300)}`))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** Keeps `concurrency` requests under way for a while; `next` gives each its path and body. */
export async function hammer(
  target: Target,
  { concurrency, forMs }: Load,
  next: (count: number) => Pick<Target, 'path' | 'body'> = () => target,
): Promise<Measured> {
  const agent = agentFor(target.port, target.ca)
  const samples: number[] = []
  let count = 0
  const began = performance.now()
  const end = began + forMs
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      count += 1
      const start = performance.now()
      await send(agent, { ...target, ...next(count) })
      samples.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const took = performance.now() - began
  agent.destroy()
  return {
    perSecond: (samples.length / took) * 1_000,
    p50Ms: quantile(samples, 0.5),
    p99Ms: quantile(samples, 0.99),
  }
}
