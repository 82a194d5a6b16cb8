import { mergeFilesMax, mergeMaxBytes } from '#lib/domain/certificates/merge/limits.ts'

/** What CAs call the files that they deliver. */
export const answerExtensions = ['cer', 'crt', 'pem', 'der', 'p7b', 'p7c', 'p7s', 'txt'] as const

export type Unpacked =
  | { readonly ok: true; readonly files: readonly File[] }
  | { readonly ok: false; readonly message: string }

const isAnswer = new RegExp(`\\.(${answerExtensions.join('|')})$`, 'i')
/** Copies of macOS that hold no content. */
const isShadow = /(^|\/)(__MACOSX\/|\._)/

/**
 * The files with what is in zip archives in place of the archives, as most CAs deliver them. Nothing larger
 * than an answer may be is unpacked, whatever the archive says of itself.
 */
export async function unpackZips(files: readonly File[]): Promise<Unpacked> {
  const unpacked: File[] = []
  for (const file of files) {
    if (!(await isZip(file))) {
      unpacked.push(file)
      continue
    }
    const inside = await unpackZip(file)
    if (!inside.ok) return inside
    unpacked.push(...inside.files)
  }
  return { ok: true, files: unpacked }
}

/** `PK\3\4`, the signature of a local file header. APPNOTE.TXT 4.3.7, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
async function isZip(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return start.join() === '80,75,3,4'
}

async function unpackZip(file: File): Promise<Unpacked> {
  if (file.size > mergeMaxBytes) return refused(`${file.name} is too large for an answer of a CA.`)
  const { unzipSync } = await import('fflate')
  let room = mergeMaxBytes
  let wanted = 0
  let entries: Record<string, Uint8Array>
  try {
    entries = unzipSync(new Uint8Array(await file.arrayBuffer()), {
      filter: ({ name, originalSize }) => {
        if (!isAnswer.test(name) || isShadow.test(name)) return false
        room -= originalSize
        wanted += 1
        return room >= 0 && wanted <= mergeFilesMax
      },
    })
  } catch {
    return refused(
      `${file.name} cannot be unpacked: it is damaged or has a password. Unpack it and choose its files.`,
    )
  }
  if (room < 0 || wanted > mergeFilesMax) {
    return refused(
      `${file.name} holds more than an answer of a CA. Unpack it and choose its files.`,
    )
  }
  if (wanted === 0) return refused(`${file.name} holds no certificate, and no file named like one.`)
  return {
    ok: true,
    files: Object.entries(entries).map(
      ([name, bytes]) => new File([new Uint8Array(bytes)], `${file.name}/${name}`),
    ),
  }
}

function refused(message: string): Unpacked {
  return { ok: false, message }
}
