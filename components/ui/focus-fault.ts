/** Leads to the first control that says it is wrong, or to the first one of a group that does. */
export function focusFault(form: HTMLElement | null): void {
  form
    ?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-invalid] :is(input, select, textarea, button)',
    )
    ?.focus()
}
