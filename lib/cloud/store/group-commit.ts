import type { DatabaseSync } from 'node:sqlite'
import { isMediumFault, StoreUnavailableError } from './errors.ts'
import type { Db } from './store.ts'

interface Job {
  run(): void
  resolve(): void
  reject(error: unknown): void
}

export interface GroupCommit {
  enqueue<T>(fn: (db: Db) => T): Promise<T>
  /** Commits what is queued, then refuses. */
  close(): void
}

/**
 * One fsync for all writes of one turn of the event loop. That is what makes a durable audit record
 * per call affordable: an fsync each would halve the rate of signing.
 */
export function createGroupCommit(database: DatabaseSync, db: Db): GroupCommit {
  let queue: Job[] = []
  let closed = false

  function flush(): void {
    const batch = queue
    queue = []
    if (batch.length === 0) return
    const settled: (() => void)[] = []
    try {
      database.exec('BEGIN IMMEDIATE')
      for (const job of batch) settled.push(attempt(database, job))
      database.exec('COMMIT')
    } catch (cause) {
      rollBack(database)
      const error = new StoreUnavailableError('The store could not keep the change.', { cause })
      for (const job of batch) job.reject(error)
      return
    }
    for (const settle of settled) settle()
  }

  return {
    enqueue(fn) {
      if (closed) return Promise.reject(new StoreUnavailableError('The store is closed.'))
      return new Promise((resolve, reject) => {
        let settle = (): void => {}
        if (queue.length === 0) setImmediate(flush)
        queue.push({
          run() {
            const value = fn(db)
            // A promise would go on after the commit, outside the transaction.
            if (value instanceof Promise) {
              value.catch(() => {})
              throw new TypeError('A write must be synchronous.')
            }
            settle = () => resolve(value)
          },
          resolve: () => settle(),
          reject,
        })
      })
    },
    close() {
      flush()
      closed = true
    },
  }
}

/** Runs one job under a savepoint and returns how to settle its promise once the batch is on disk. */
function attempt(database: DatabaseSync, job: Job): () => void {
  database.exec('SAVEPOINT job')
  try {
    job.run()
  } catch (error) {
    // The medium is at fault: the whole batch is, and SQLite may have rolled it back already.
    if (isMediumFault(error)) throw error
    database.exec('ROLLBACK TO job')
    database.exec('RELEASE job')
    return () => job.reject(error)
  }
  database.exec('RELEASE job')
  return () => job.resolve()
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite had rolled back by itself: https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
  }
}
