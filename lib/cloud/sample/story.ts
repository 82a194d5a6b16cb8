/** What happened to one certificate, in order. */
export type Story = () => Promise<unknown>

/** The moment so many days from now; before now when negative. */
export type At = (days: number) => Date
