interface Placement {
  side: 'top' | 'bottom'
  align: 'start' | 'center' | 'end'
}

const gap = 6
const margin = 8

/**
 * Places a fixed, shown element beside another and keeps it inside the window; flips when there is no
 * room. Through the style object, which a Content-Security-Policy without `unsafe-inline` permits.
 */
export function placeBeside(floating: HTMLElement, anchor: Element, { side, align }: Placement) {
  const from = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = floating
  const roomAbove = from.top - gap - height >= margin
  const roomBelow = from.bottom + gap + height <= window.innerHeight - margin
  const above = side === 'top' ? roomAbove || !roomBelow : !roomBelow && roomAbove
  const top = above ? from.top - gap - height : from.bottom + gap
  const left =
    align === 'start'
      ? from.left
      : align === 'end'
        ? from.right - width
        : from.left + from.width / 2 - width / 2
  const maxLeft = document.documentElement.clientWidth - width - margin
  floating.style.position = 'fixed'
  floating.style.inset = 'auto'
  floating.style.top = `${Math.max(margin, Math.round(top))}px`
  floating.style.left = `${Math.max(margin, Math.min(Math.round(left), maxLeft))}px`
}
