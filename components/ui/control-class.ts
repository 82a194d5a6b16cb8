/** The box that text is typed into, alike in each field. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-control bg-panel px-2.5 text-sm text-ink hover:border-ink-3 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-hover disabled:text-ink-3 [&[readonly]]:bg-hover aria-invalid:border-bad'
