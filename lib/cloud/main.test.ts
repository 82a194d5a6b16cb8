import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
let child: ChildProcess | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-main-'))
})
afterEach(async () => {
  if (child && child.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  child = null
  rmSync(folder, { recursive: true })
})

/** Runs the program until it prints its first line, and returns that line. */
async function start(
  settings: Record<string, string>,
): Promise<{ process: ChildProcess; line: string }> {
  const process_ = spawn(process.execPath, ['lib/cloud/main.ts'], {
    env: { ...process.env, STRONGROOM_DATA: folder, CLOUD_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = process_
  let text = ''
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  await Promise.race([once(process_.stdout, 'data'), once(process_, 'close')])
  return { process: process_, line: text.trim() }
}

it('says where it is, answers there, and ends cleanly on SIGTERM and SIGINT', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { process: running, line } = await start({})
    const url = /^The embedded cloud is ready at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
    expect((await fetch(`${url}/_cloud/health`)).status).toBe(200)
    running.kill(signal)
    const [code] = await once(running, 'exit')
    expect(code).toBe(0)
  }
})

it('says in one line what is wrong with its settings', async () => {
  const port = await start({ CLOUD_PORT: 'http' })
  expect(port.line).toBe('CLOUD_PORT must be a port number from 0 to 65535, not "http".')
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const number = typeof address === 'object' && address ? address.port : 0
  const busy = await start({ CLOUD_PORT: String(number) })
  expect(busy.line).toBe(`Port ${number} is in use. Choose another with CLOUD_PORT.`)
  taken.close()
})
