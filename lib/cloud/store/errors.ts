/**
 * The store cannot keep what it was given: disk full, read-only, I/O fault, or closed. Nothing of the
 * batch was kept. A front end answers 503 and tells no secret: no record, no answer.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
}

/** The data folder cannot be opened: in use, from another build, or its key file is missing. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError'
}

/** A sealed value does not open: changed on disk, moved to another row, or sealed under another key. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError'
}

/** What SQLite reports when the medium, not the statement, is at fault. https://sqlite.org/rescode.html */
const mediumFaults = new Set([
  5, // SQLITE_BUSY
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY
  10, // SQLITE_IOERR
  11, // SQLITE_CORRUPT
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
  26, // SQLITE_NOTADB
])

/** True when SQLite blames the disk. The low byte of an extended code is the primary code. */
export function isMediumFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  return typeof error.errcode === 'number' && mediumFaults.has(error.errcode & 0xff)
}

/** Why nothing can be written there, by the codes of the file system and of SQLite. */
const obstacles: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only',
  8: 'the file system is read-only', // SQLITE_READONLY
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  13: 'the disk is full', // SQLITE_FULL
  EACCES: 'this user may not',
  EPERM: 'this user may not',
}

/** The fault of an opening in words, when it is that nothing can be written; else null. */
export function unwritable(path: string, error: unknown): StoreOpenError | null {
  if (!(error instanceof Error)) return null
  const code = 'errcode' in error ? Number(error.errcode) & 0xff : 'code' in error && error.code
  const obstacle = obstacles[String(code)]
  if (obstacle === undefined) return null
  return new StoreOpenError(`The embedded cloud's data ${path} cannot be written: ${obstacle}.`, {
    cause: error,
  })
}
