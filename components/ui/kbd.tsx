/** A key, or keys pressed together: `Ctrl K`. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-4.5 items-center rounded-sm border border-line-strong px-1 font-mono text-[0.6875rem] text-ink-2">
      {children}
    </kbd>
  )
}
