import { rmSync } from 'node:fs'
import { resolve } from 'node:path'

// Only what Strongroom itself keeps there: the folder may be somebody's, with other files in it.
const data = resolve(process.env.STRONGROOM_DATA || '.data')
for (const part of ['cloud', 'console'])
  rmSync(resolve(data, part), { recursive: true, force: true })
process.stdout.write(`Deleted the local data in ${data}.\n`)
