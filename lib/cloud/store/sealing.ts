import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { SealBrokenError } from './errors.ts'

const format = 1
const ivBytes = 12
const tagBytes = 16
const headerBytes = 1 + ivBytes + tagBytes

/** Seals, opens and authenticates bytes under keys derived from the key file. */
export interface Sealing {
  /**
   * AES-256-GCM. `context` names the place of the value (table, row, column): it is authenticated,
   * so a sealed value copied into another row does not open there.
   */
  seal(plain: Uint8Array, context: string): Uint8Array
  /** Throws {@link SealBrokenError}, the same for every cause. */
  open(sealed: Uint8Array, context: string): Uint8Array
  /** HMAC-SHA256, 32 bytes, for evidence that the database alone cannot forge. */
  mac(data: Uint8Array, context: string): Uint8Array
}

/** @param key 32 bytes of the key file. */
export function createSealing(key: Uint8Array): Sealing {
  const sealingKey = derive(key, 'strongroom cloud seal 1')
  const macKey = derive(key, 'strongroom cloud mac 1')
  return {
    seal(plain, context) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([Buffer.of(format), iv, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      if (sealed.length < headerBytes || sealed[0] !== format) throw broken()
      const iv = sealed.subarray(1, 1 + ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(1 + ivBytes, headerBytes))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(headerBytes)), decipher.final()])
      } catch {
        throw broken()
      }
    },
    mac(data, context) {
      const label = Buffer.from(context)
      const size = Buffer.alloc(4)
      size.writeUInt32BE(label.length)
      return createHmac('sha256', macKey).update(size).update(label).update(data).digest()
    },
  }
}

/** As a key object: handing node:crypto the bytes each time costs five times the MAC itself. */
function derive(key: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32)))
}

function broken(): SealBrokenError {
  return new SealBrokenError('A sealed value could not be opened.')
}
