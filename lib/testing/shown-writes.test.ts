import { describe, expect, test } from 'vitest'
import { isTest, resolveImport, type SourceFile, sourceFiles } from './source-files.ts'

/*
 * A form or a dialog that writes shows what it sends as code. The writes are the functions of the features'
 * clients that call an action, and the two that go by way of a download or an upload.
 */
const files = sourceFiles().filter(({ path }) => !isTest(path))
const byPath = new Map(files.map((file) => [file.path, file]))

const client = /^lib\/features\/\w[\w-]*\/client\.ts$/
const writes = files
  .filter(({ path }) => client.test(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/export const (\w+) = \([^=]*\): Promise<ActionResult</g)].map(
      ([, name = '']) => ({ name, path }),
    ),
  )
  .concat(
    ['createBackup', 'restoreBackup'].map((name) => ({
      name,
      path: 'lib/features/certificate-backups/client.ts',
    })),
    { name: 'exportPrivate', path: 'lib/features/certificates/client.ts' },
  )

/** True when the file shows code, or another that imports it does. */
function isShown(file: SourceFile): boolean {
  if (/<ShowAsCode|<CodeBlock/.test(file.text)) return true
  return files.some(
    (other) =>
      other.text.includes('<ShowAsCode') &&
      other.imports.some((name) => resolveImport(other.path, name) === file.path),
  )
}

describe('show as code', () => {
  test('the writes are found', () => {
    expect(writes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['createCertificate', 'mergeCertificate', 'updateContacts']),
    )
    expect(writes.length).toBeGreaterThan(15)
  })

  test.each(writes.map((write) => [write.name, write.path]))('%s is shown', (name, path) => {
    expect(byPath.get(path)?.text).toContain(name)
    const users = files.filter(
      (file) => file.path.startsWith('components/') && new RegExp(`\\b${name}\\b`).test(file.text),
    )
    expect(users.map((file) => file.path)).not.toEqual([])
    expect(users.some(isShown)).toBe(true)
  })
})
