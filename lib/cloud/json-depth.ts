const quote = 0x22
const backslash = 0x5c

/** No body that a service here takes is nested deeper than ten. */
const deepest = 64

/** JSON from outside as a value. @throws SyntaxError also when it is nested too deeply to be parsed quickly */
export function parseForeign(text: string): unknown {
  if (isDeeperThan(deepest, Buffer.from(text))) throw new SyntaxError('Nested too deeply.')
  return JSON.parse(text)
}

/**
 * Whether lists and objects in this JSON are nested deeper than `most`. Much cheaper than parsing:
 * a megabyte of brackets keeps the parser, and with it everybody, busy for a quarter of a second.
 * @param bytes UTF-8, valid JSON or not
 */
export function isDeeperThan(most: number, bytes: Uint8Array): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (quoted) {
      if (byte === backslash) at += 1
      else if (byte === quote) quoted = false
      continue
    }
    if (byte === quote) quoted = true
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > most) return true
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1
  }
  return false
}
