/**
 * The longest backup that is taken in, in bytes. The service states no limit; 500 versions, its most, of a
 * certificate with its key and secret stay below this.
 */
export const backupFileMaxBytes = 8 * 1024 * 1024

/** What is wrong with a file chosen as a backup, in the user's words; null when it can be sent. */
export function backupFileProblem(size: number | null): string | null {
  if (size === null) return 'Choose the file of a backup.'
  if (size === 0) return 'The file is empty. Choose the file of a backup.'
  if (size > backupFileMaxBytes) {
    return `The file is larger than ${backupFileMaxBytes / 1024 / 1024} MB. No backup of a certificate is.`
  }
  return null
}
