import { expect, test } from 'vitest'
import { isTest, sourceFiles } from './source-files.ts'

/*
 * `dynamic` of Next.js has a Suspense boundary of its own only with `ssr: false` or `loading`. Without one, a
 * part that is fetched later, at a click, makes the whole page around it vanish until it has come.
 */

/** The text between the parenthesis at `open` and the one that closes it. */
function argumentsAt(text: string, open: number): string {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(open + 1, at)
  }
  return text.slice(open)
}

const parts = sourceFiles()
  .filter(({ path }) => !isTest(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/const (\w+) = dynamic\(/g)].map((match) => ({
      path,
      name: match[1] ?? '',
      options: argumentsAt(text, match.index + match[0].length - 1),
    })),
  )

test('the parts that are fetched later are found', () => {
  expect(parts.length).toBeGreaterThan(30)
})

test('a part that is fetched later takes nothing else off the screen', () => {
  const without = parts.filter(({ options }) => !/\bssr: false\b|\bloading:/.test(options))
  expect(without.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
})
