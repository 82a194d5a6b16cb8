import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { credentials, dataFolder } from '../control.ts'
import { application } from '../http-session.ts'

export interface OutsideProgram {
  /** Tells it to come to an end. */
  finish(): void
  /** What it printed, a line each, when it has ended well. Rejects with its error output otherwise. */
  readonly lines: Promise<string[]>
}

/**
 * Runs a script of this folder as any program on this machine: of the embedded cloud it gets a proxy, a
 * trusted certificate and an application's credential, all in the standard variables.
 */
export function runOutside(script: string, ...args: string[]): OutsideProgram {
  const { clientId, clientSecret } = application('automation')
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: 'pipe',
    env: {
      NODE_ENV: 'production',
      HTTPS_PROXY: `http://127.0.0.1:${process.env.E2E_CLOUD_PORT}`,
      NODE_EXTRA_CA_CERTS: join(dataFolder(), 'cloud', 'ca.pem'),
      AZURE_TENANT_ID: credentials().tenantId,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: clientSecret,
      AZURE_SUBSCRIPTION_IDS: credentials().subscriptions.join(' '),
    },
  })
  const read = async (stream: NodeJS.ReadableStream) => {
    let text = ''
    stream.setEncoding('utf8')
    for await (const part of stream) text += part
    return text
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve)
    child.once('error', reject)
  })
  const lines = Promise.all([read(child.stdout), read(child.stderr), ended]).then(
    ([output, errors, code]) => {
      if (code !== 0) throw new Error(`${script} ended with ${code}:\n${errors}`)
      return output.split('\n').filter((line) => line !== '')
    },
  )
  return { finish: () => child.stdin.end(), lines }
}
