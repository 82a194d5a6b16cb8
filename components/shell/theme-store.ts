import { readTheme, type Theme, themeCookie } from './theme.ts'

const listeners = new Set<() => void>()

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme that holds now, by what the server wrote on <html> or the person chose since. */
export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme)
}

/** Changes the theme at once and for the next year. The server reads the cookie: no flash, no script. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`
  for (const listener of listeners) listener()
}
