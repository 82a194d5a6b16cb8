/**
 * Where the focus goes when what held it is gone: the table of the page, else its heading. Without this it
 * would fall to the document, and the next Tab would begin at the top of the page.
 */
export function focusHome(): void {
  const main = document.querySelector('main')
  const home = main?.querySelector<HTMLElement>('[data-focus-home]') ?? main?.querySelector('h1')
  if (!(home instanceof HTMLElement)) return
  if (home.tabIndex < 0) home.tabIndex = -1
  home.focus({ preventScroll: true })
}

/** True when nothing has the focus: the element that had it was taken away. */
export function focusIsLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
