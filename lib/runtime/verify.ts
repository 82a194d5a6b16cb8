import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { buildIfChanged } from './build.ts'
import { exitOf, runNode } from './processes.ts'
import { requireChromium, requireOpenssl } from './tools.ts'

const RESULTS = 'test-results'

interface Tally {
  passed: number
  failed: number
}

/** Runs a tool that only says yes or no; it counts as one check. */
async function check(name: string, args: string[]): Promise<Tally> {
  process.stdout.write(`\n— ${name}\n`)
  const failed = (await exitOf(runNode(args))) === 0 ? 0 : 1
  return { passed: 1 - failed, failed }
}

/** Runs a test runner that writes its counts to a file; no file counts as a failure. */
async function suite(
  name: string,
  args: string[],
  env: Record<string, string>,
  read: () => Tally,
): Promise<Tally> {
  process.stdout.write(`\n— ${name}\n`)
  const code = await exitOf(runNode(args, { env: { ...process.env, ...env } }))
  let tally: Tally = { passed: 0, failed: 1 }
  try {
    tally = read()
  } catch (error) {
    process.stderr.write(`${name}: no result was written (${String(error)}).\n`)
  }
  // A runner that fails outside a test (a broken set-up) must not look green.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

function readVitest(): Tally {
  const report: { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number } =
    JSON.parse(readFileSync(`${RESULTS}/unit.json`, 'utf8'))
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
  }
}

function readPlaywright(): Tally {
  const report: { stats: { expected: number; unexpected: number; flaky: number } } = JSON.parse(
    readFileSync(`${RESULTS}/e2e.json`, 'utf8'),
  )
  const { expected, unexpected, flaky } = report.stats
  if (flaky > 0) process.stdout.write(`${flaky} passed only when tried again; see above.\n`)
  return { passed: expected + flaky, failed: unexpected }
}

const only = process.argv.slice(2)
const wanted = (part: string) => only.length === 0 || only.includes(part)
const tallies: Tally[] = []
rmSync(RESULTS, { recursive: true, force: true })
requireOpenssl()

if (wanted('static')) {
  tallies.push(
    await check('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']),
    await check('types', ['node_modules/typescript/bin/tsc', '--noEmit']),
  )
}
if (wanted('unit')) {
  tallies.push(
    await suite(
      'walls, unit and integration tests',
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${RESULTS}/unit.json`,
      ],
      {},
      readVitest,
    ),
  )
}
if (wanted('e2e')) {
  const chromium = requireChromium()
  await buildIfChanged()
  tallies.push(
    await suite(
      `end to end, in ${chromium} (${availableParallelism()} cores)`,
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=e2e/playwright.config.ts',
        '--reporter=list,json',
      ],
      { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: `${RESULTS}/e2e.json` },
      readPlaywright,
    ),
  )
}

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
