/** Whether the value of an attribute stands in a relation to the values of a condition. */
export type Comparison = (found: string, values: readonly string[]) => boolean

const relations: Record<string, (found: string, value: string) => boolean> = {
  guidequals: same,
  guidnotequals: (found, value) => !same(found, value),
  stringequals: (found, value) => found === value,
  stringnotequals: (found, value) => found !== value,
  stringequalsignorecase: same,
  stringnotequalsignorecase: (found, value) => !same(found, value),
  stringstartswith: (found, value) => found.startsWith(value),
}

/**
 * The operator by its name, `ForAnyOfAnyValues:` and its sisters included; null when unknown. Every
 * attribute here has one value, so only the second half of the prefix matters: any value, or all.
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format#cross-product-comparison-operators
 */
export function comparisonNamed(name: string): Comparison | null {
  const [, quantifier, operator = ''] =
    /^(?:forA(?:ny|ll)OfA(ny|ll)Values:)?(\w+)$/i.exec(name) ?? []
  const holds = relations[operator.toLowerCase()]
  if (!holds) return null
  return quantifier?.toLowerCase() === 'll'
    ? (found, values) => values.every((value) => holds(found, value))
    : (found, values) => values.some((value) => holds(found, value))
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
