import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { StoreOpenError } from './errors.ts'

const keyBytes = 32

/**
 * The 256-bit key that everything at rest is sealed under, made on first use with mode 0600.
 * It is written beside and renamed, so that a crash leaves either no key or a whole one.
 *
 * @param databaseExists refuses to make a new key for existing data, which it could never open.
 */
export function loadKeyFile(path: string, databaseExists: boolean): Uint8Array {
  if (existsSync(path)) {
    const key = readFileSync(path)
    if (key.length !== keyBytes) throw new StoreOpenError(`The key file ${path} is damaged.`)
    chmodSync(path, 0o600)
    return key
  }
  if (databaseExists) {
    throw new StoreOpenError(
      `The key file ${path} is missing, and the data beside it cannot be read without it. ` +
        'Put the file back, or start over with npm run reset.',
    )
  }
  const key = randomBytes(keyBytes)
  const draft = `${path}.${process.pid}.tmp`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, key)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
  return key
}
