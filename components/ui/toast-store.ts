import type { Tone } from './tone.ts'

export interface Toast {
  id: number
  tone: Tone
  title: string
  detail?: string
  /** A way on: `Undo`, `Open`. */
  action?: { label: string; onSelect: () => void } | { label: string; href: string }
}

type Listener = () => void

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<Listener>()

function publish(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/**
 * Tells the person that something they asked for has happened. What failed belongs beside what failed;
 * use a toast for a failure only when the place is gone. The oldest goes when there are more than three.
 */
export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId += 1
  publish([...toasts, { ...toast, id: lastId }].slice(-3))
}

/** Takes a toast away; nothing happens when it is gone already. */
export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id))
}

export function subscribeToasts(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function currentToasts(): readonly Toast[] {
  return toasts
}

const onServer: readonly Toast[] = []

/** The server never has any. */
export function serverToasts(): readonly Toast[] {
  return onServer
}
