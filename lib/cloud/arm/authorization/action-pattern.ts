/**
 * Whether an operation matches a pattern of a role definition, without regard to case. `*` stands for
 * any text, slashes too. A whole segment of `*` may also stand for nothing: "vaults, any segment,
 * read" covers `vaults/read`. Key Vault Reader has only the former, and it does read vaults.
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
 */
export function matchesAction(pattern: string, action: string): boolean {
  let expression = compiled.get(pattern)
  if (!expression) {
    const source = pattern
      .split('/*/')
      .map((part) => part.split('*').map(escapeText).join('.*'))
      .join('/(?:.*/)?')
    expression = new RegExp(`^${source}$`, 'is')
    compiled.set(pattern, expression)
  }
  return expression.test(action)
}

/** Patterns come from role definitions only, so there are few. */
const compiled = new Map<string, RegExp>()

function escapeText(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}
