import type { TagPair } from '#components/ui/tag-editor.tsx'
import {
  type Tag,
  type TagProblem,
  tagProblems,
  toTagList,
  toTagRecord,
} from '#lib/domain/certificates/tags.ts'

/** Rows of the tag editor for the tags of an object. */
export function toTagPairs(tags: Readonly<Record<string, string>>): TagPair[] {
  return toTagList(tags).map(({ name, value }) => ({ key: name, value }))
}

/** The tags that the rows stand for; rows in which nothing was typed are dropped. */
export function fromTagPairs(pairs: readonly TagPair[]): Record<string, string> {
  return toTagRecord(filled(pairs))
}

/**
 * What is wrong with the rows, in the user's words; undefined when nothing. The rows are asked and not
 * the record made of them, since a record cannot hold a name twice.
 */
export function tagPairsProblem(
  pairs: readonly TagPair[],
  problemsOf: (tags: readonly Tag[]) => TagProblem[] = tagProblems,
): string | undefined {
  const list = filled(pairs)
  const [problem] = problemsOf(list)
  if (problem === undefined) return undefined
  const tag = problem.index === null ? undefined : list[problem.index]
  if (tag === undefined || problem.message.includes(`“${tag.name}”`)) return problem.message
  return `${tag.name || `= ${tag.value}`}: ${problem.message}`
}

function filled(pairs: readonly TagPair[]) {
  return pairs
    .map(({ key, value }) => ({ name: key.trim(), value }))
    .filter(({ name, value }) => name !== '' || value !== '')
}
