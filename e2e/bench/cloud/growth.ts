import type { Machine } from '../machine.ts'
import { fixedRow, type Row, timeRow } from '../rows.ts'
import { rounded } from '../statistics.ts'
import { bytesOnDisk, fill, model, startCloud } from './estate.ts'
import { hammer } from './hammer.ts'

const calm = { concurrency: 4, forMs: 2_000 }

export interface Size {
  certificates: number
  startMs: number
  getMs: number
  listMs: number
  createMs: number
  memoryMb: number
  kbOnDiskEach: number
}

/** What the same calls cost with 1,000, 10,000 and 100,000 certificates in one vault. */
export async function measureGrowth(folder: string, port: number): Promise<Size[]> {
  const sizes: Size[] = []
  for (const certificates of [1_000, 10_000, 100_000]) {
    sizes.push(await measure(`${folder}/${certificates}`, certificates, port))
  }
  return sizes
}

export function growthRows(machine: Machine, sizes: readonly Size[]): Row[] {
  const [first] = sizes
  const last = sizes.at(-1)
  if (!first || !last) throw new Error('Nothing was measured.')
  const grown = (name: 'getMs' | 'listMs' | 'createMs') => last[name] / first[name]
  return [
    fixedRow('get at 100,000 certificates to 1,000', grown('getMs'), '×', 1.2),
    fixedRow('list page at 100,000 certificates to 1,000', grown('listMs'), '×', 1.2),
    fixedRow('create at 100,000 certificates to 1,000', grown('createMs'), '×', 1.2),
    fixedRow('memory of the cloud at 100,000 certificates', last.memoryMb, 'MB', 250),
    fixedRow('disk for each of 100,000 certificates', last.kbOnDiskEach, 'kB', 5),
    timeRow(machine, 'cold start of the cloud with 100,000 certificates', last.startMs, 300),
  ]
}

async function measure(data: string, certificates: number, port: number): Promise<Size> {
  await fill(data, certificates)
  const bytes = bytesOnDisk(data)
  // The first start strips types and looks at each new object once; the second is the one that counts.
  const first = await startCloud(data, port)
  await first.settled()
  await first.end()
  const cloud = await startCloud(data, port)
  const get = await hammer(cloud.target('GET', `/certificates/${model}/`), calm)
  const list = await hammer(cloud.target('GET', '/certificates?maxresults=25'), calm)
  let made = 0
  const create = await hammer(cloud.target('POST', '/certificates'), calm, () => {
    const name = `grown-${made++}`
    return cloud.target('POST', `/certificates/${name}/create`, {
      policy: {
        issuer: { name: 'Self' },
        key_props: { kty: 'EC', crv: 'P-256' },
        x509_props: { subject: `CN=${name}` },
      },
    })
  })
  const memoryMb = rounded(cloud.memoryMb())
  await cloud.end()
  return {
    certificates,
    startMs: rounded(cloud.startMs),
    getMs: rounded(get.p50Ms),
    listMs: rounded(list.p50Ms),
    createMs: rounded(create.p50Ms),
    memoryMb,
    kbOnDiskEach: rounded(bytes / certificates / 1_000),
  }
}
