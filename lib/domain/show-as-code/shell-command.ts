/** A flag and its value, already quoted; a flag alone has none. */
export type Flag = readonly [flag: string, value?: string]

const widest = 78

/**
 * A bash command, on one line while it is short. A value that begins with a hyphen is joined to its flag:
 * the Azure CLI would take it for another flag.
 */
export function command(name: string, flags: readonly Flag[]): string {
  const words = flags.map(([flag, value]) => {
    if (value === undefined) return flag
    return /^\$?'?-/.test(value) ? `${flag}=${value}` : `${flag} ${value}`
  })
  const line = [name, ...words].join(' ')
  if (line.length <= widest && !line.includes('\n')) return line
  return [name, ...words].join(' \\\n  ')
}

/** A cmdlet on one line while it is short. A backtick goes on to the next line. */
export function cmdlet(name: string, parameters: readonly string[]): string {
  const line = [name, ...parameters].join(' ')
  if (line.length <= 90 && !line.includes('\n')) return line
  return [name, ...parameters].join(' `\n  ')
}
