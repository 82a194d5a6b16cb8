import type { CloudContext } from '../../context.ts'
import { finishPurges } from './purge.ts'

/** Removes in the background what purged vaults held. One per running cloud. */
export interface Purger {
  /** Says that there may be something to remove. */
  wake(): void
  /** Resolves when nothing is being removed: before the store closes, and in tests. */
  settled(): Promise<void>
}

export function createPurger({ store, clock, log }: CloudContext): Purger {
  let running: Promise<void> = Promise.resolve()
  return {
    wake() {
      running = running
        .then(() => finishPurges(store, () => clock.now()))
        // Tried again at the next wake, or the next start.
        .catch((error: unknown) =>
          log({ level: 'error', event: 'purge-failed', error: `${error}` }),
        )
    },
    settled: () => running,
  }
}
