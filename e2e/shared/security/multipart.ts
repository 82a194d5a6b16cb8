export interface FormPart {
  name: string
  value: string
  fileName?: string
}

/** Readers insist on 27 characters at least, as browsers write it. */
const boundary = '----------------------------strongroom'

/** A form as a browser posts it: RFC 7578. */
export function multipart(parts: readonly FormPart[]): { contentType: string; body: string } {
  const written = parts.map(({ name, value, fileName }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    const type = fileName === undefined ? '' : 'Content-Type: application/octet-stream\r\n'
    const head = `Content-Disposition: form-data; name="${name}"${file}\r\n${type}`
    return `--${boundary}\r\n${head}\r\n${value}\r\n`
  })
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${written.join('')}--${boundary}--\r\n`,
  }
}
