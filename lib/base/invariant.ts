/** Throws when a condition that the code relies on does not hold: a defect of ours, never wrong input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
