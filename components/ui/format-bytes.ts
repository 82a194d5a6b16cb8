const steps = [
  ['MB', 1_000_000],
  ['kB', 1_000],
] as const

/** `0 bytes`, `1 byte`, `3.4 kB`, `12 MB`: powers of 1000, one decimal below ten. */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of steps) {
    if (bytes < size) continue
    const count = bytes / size
    return `${count < 10 ? (Math.floor(count * 10) / 10).toString() : Math.floor(count)} ${unit}`
  }
  return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
}
