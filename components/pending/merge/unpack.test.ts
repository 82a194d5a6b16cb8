import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { mergeFilesMax, mergeMaxBytes } from '#lib/domain/certificates/merge/limits.ts'
import { unpackZips } from './unpack.ts'

const leaf = strToU8('-----BEGIN CERTIFICATE-----')
const zip = (entries: Record<string, Uint8Array>, name = 'answer.zip') =>
  new File([new Uint8Array(zipSync(entries))], name)

async function namesIn(...files: File[]) {
  const unpacked = await unpackZips(files)
  return unpacked.ok ? unpacked.files.map(({ name }) => name) : unpacked.message
}

it('puts what is in an archive where the archive was, and leaves other files alone', async () => {
  const root = new File(['root'], 'root.pem')
  const archive = zip({
    'www/leaf.crt': leaf,
    'www/chain.P7B': leaf,
    'www/readme.html': leaf,
    '__MACOSX/www/._leaf.crt': leaf,
  })
  expect(await namesIn(root, archive)).toEqual([
    'root.pem',
    'answer.zip/www/leaf.crt',
    'answer.zip/www/chain.P7B',
  ])
  const unpacked = await unpackZips([archive])
  expect(unpacked.ok && (await unpacked.files[0]?.text())).toBe('-----BEGIN CERTIFICATE-----')
})

it('knows an archive by its content, whatever it is called', async () => {
  expect(await namesIn(zip({ 'a.cer': leaf }, 'a.pem'))).toEqual(['a.pem/a.cer'])
  expect(await namesIn(new File(['text'], 'text.zip'))).toEqual(['text.zip'])
})

const many = Object.fromEntries(
  Array.from({ length: mergeFilesMax + 1 }, (_, index) => [`${index}.cer`, leaf]),
)
const bytes = new Uint8Array(zipSync({ 'a.cer': leaf }))

it.each([
  ['nothing of use', zip({ 'readme.html': leaf }), 'holds no certificate'],
  ['a bomb', zip({ 'a.cer': new Uint8Array(mergeMaxBytes + 1) }), 'more than an answer'],
  ['too many files', zip(many), 'more than an answer'],
  ['half an archive', new File([bytes.slice(0, bytes.length / 2)], 'answer.zip'), 'damaged'],
  [
    'an archive too large to read',
    new File([bytes, new Uint8Array(mergeMaxBytes)], 'answer.zip'),
    'too large',
  ],
])('refuses %s', async (_, archive, words) => {
  expect(await namesIn(archive)).toContain(words)
})

it('does not unpack more than an archive says it holds', async () => {
  const lying = new Uint8Array(zipSync({ 'a.cer': new Uint8Array(1_000_000) }))
  const view = new DataView(lying.buffer)
  const directory = lying.findLastIndex(
    (_, at) => view.getUint32(Math.min(at, lying.length - 4), true) === 0x02014b50,
  )
  view.setUint32(directory + 24, 10, true)
  const unpacked = await unpackZips([new File([lying], 'answer.zip')])
  expect(unpacked.ok ? unpacked.files[0]?.size : 0).toBeLessThanOrEqual(10)
})
