import { type Tag, type TagLimits, type TagProblem, tagProblems } from '../certificates/tags.ts'

/**
 * Limits of tags on resources, which a vault is one of; those on what it holds differ.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export const vaultTagLimits: TagLimits & { notInName: string } = {
  count: 50,
  nameLength: 512,
  valueLength: 256,
  notInName: '<>%&\\?/',
}

/** Everything that is wrong with the tags of a vault; empty when Azure will take them. */
export function vaultTagProblems(tags: readonly Tag[]): TagProblem[] {
  return tagProblems(tags, vaultTagLimits, 'A vault')
}
