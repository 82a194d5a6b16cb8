/** Hands a file to the browser's own download, without a URL that anybody else could open. */
export function saveFile({ blob, fileName }: { blob: Blob; fileName: string }): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download holds the blob by then; without this it would stay in memory until the page goes.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
