/**
 * What a form would refuse, a line to a field: `Name: Give the certificate a name.` A field without a label
 * says it alone.
 */
export function faultLines(
  errors: Readonly<Record<string, string | undefined>>,
  labels: Readonly<Record<string, string>> = {},
): string[] {
  return Object.entries(errors).flatMap(([field, message]) => {
    if (message === undefined) return []
    const label = labels[field]
    return [label === undefined ? message : `${label}: ${message}`]
  })
}
