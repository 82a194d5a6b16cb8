import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

const running = new Set<ChildProcess>()

/** Starts a Node.js script as a child whose output is ours. */
export function runNode(args: string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends every child that is still running: nothing of ours may outlive the command that started it. */
export async function endChildren(): Promise<void> {
  await Promise.all([...running].map((child) => endChild(child)))
}

/** Resolves with the exit code; a child that a signal ended counts as 1. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? 1)
    else child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Asks a child to end and waits for it; after `graceMs` it is killed. */
export async function endChild(child: ChildProcess, graceMs = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const done = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await done
  clearTimeout(timer)
}

/**
 * Polls an address until it answers 200. Rejects after `timeoutMs`, or as soon as `child` has
 * ended, because then nothing will ever answer.
 */
export async function untilHealthy(
  url: string,
  child: ChildProcess,
  timeoutMs: number,
): Promise<void> {
  const end = Date.now() + timeoutMs
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`)
    if (child.signalCode !== null) throw new Error(`It was ended by ${child.signalCode}.`)
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      if (response.ok) return
    } catch (error) {
      if (Date.now() > end) throw new Error(`${url} did not answer in time.`, { cause: error })
    }
    if (Date.now() > end) throw new Error(`${url} did not become healthy in time.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
