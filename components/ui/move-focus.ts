/**
 * Moves the focus among the items of a menu as the WAI-ARIA menu pattern asks: arrows, Home, End, and
 * letters that an item begins with. `current` goes to the checked item or else the first. Returns
 * whether the key meant something.
 * https://www.w3.org/WAI/ARIA/apg/patterns/menubar/#keyboardinteraction
 */
export function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  const at = items.findIndex((item) => item.matches(':focus'))
  const target = pick(items, at, key)
  target?.focus()
  return target !== undefined
}

function pick(items: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'current':
      return (
        items.find((item) => item.ariaChecked === 'true' || item.ariaCurrent === 'page') ?? items[0]
      )
    case 'ArrowDown':
      return items[(at + 1) % items.length]
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
  }
  if (key.length !== 1 || key === ' ') return undefined
  const letter = key.toLowerCase()
  const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(letter)
  return items.slice(at + 1).find(begins) ?? items.find(begins)
}
