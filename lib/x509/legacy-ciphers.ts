import forge from 'node-forge'
import { malformed } from './errors.ts'

/**
 * Triple DES and RC2, which WebCrypto does not have: what Windows and `openssl pkcs12 -legacy` write. In a
 * file of its own, so that node-forge loads only for such a file.
 */
export function decryptLegacy(
  name: '3DES' | 'RC2',
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  const secret = forge.util.createBuffer(new Uint8Array(key))
  const vector = forge.util.createBuffer(new Uint8Array(iv))
  const input = forge.util.createBuffer(new Uint8Array(ciphertext))
  if (name === 'RC2') {
    const cipher = forge.rc2.createDecryptionCipher(secret, key.length * 8)
    cipher.start(vector)
    cipher.update(input)
    return finished(cipher.finish(), cipher.output)
  }
  const cipher = forge.cipher.createDecipher('3DES-CBC', secret)
  cipher.start({ iv: vector })
  cipher.update(input)
  return finished(cipher.finish(), cipher.output)
}

function finished(padded: boolean, output: forge.util.ByteBuffer): Uint8Array {
  if (!padded) throw malformed('The padding of the decrypted data is wrong.')
  return Uint8Array.from(output.getBytes(), (char) => char.charCodeAt(0))
}
