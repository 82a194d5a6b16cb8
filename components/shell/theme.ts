/** The themes a person can choose; `system` follows the operating system. */
export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Readable by script on purpose: it holds a preference, nothing that identifies anyone. */
export const themeCookie = 'theme'

/** The theme a cookie value asks for; anything unknown counts as `system`. */
export function readTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
