import { importFileMaxBytes } from '../import-limits.ts'

/** Largest answer of a CA, in bytes, all files together: some hundred times an ordinary one. */
export const mergeMaxBytes = importFileMaxBytes

/** Most files at once. */
export const mergeFilesMax = 20

/** Longest chain that is sent. Real ones have two to five. */
export const mergeChainMax = 20
