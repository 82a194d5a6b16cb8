const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is a GUID as Azure writes object ids, client ids and tenants; case does not count. */
export function isGuid(text: string): boolean {
  return guid.test(text)
}
