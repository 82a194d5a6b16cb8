import { readFileSync, rmSync } from 'node:fs'
import { exitOf, runNode } from './processes.ts'
import { requireOpenssl } from './tools.ts'

/**
 * Runs the tests of the cloud's promises at their full figures, one file after the other: some
 * measure time. Takes an hour or more. Arguments choose files by a part of their path.
 */
const promises: readonly (readonly [promise: string, file: string])[] = [
  ['acknowledged writes survive kill -9', 'lib/cloud/vault/crash.test.ts'],
  ['no half transaction after kill -9', 'lib/cloud/store/durability.test.ts'],
  ['a full disk refuses, reads go on', 'lib/cloud/store/store.test.ts'],
  ['file systems that are full or turn read-only', 'lib/cloud/full-disk.test.ts'],
  ['what cannot be recorded does not happen', 'lib/cloud/logs/audit-or-fail.test.ts'],
  ['every answer is in the audit log after kill -9', 'lib/cloud/logs/audit-and-kill.test.ts'],
  ['the audit log shows tampering', 'lib/cloud/logs/audit.test.ts'],
  ['soft delete as a model says', 'lib/cloud/vault/model.test.ts'],
  ['one version for each accepted write', 'lib/cloud/vault/keys/at-once.test.ts'],
  ['the same through the console', 'lib/features/certificates/at-once.test.ts'],
  ['issued certificates', 'lib/x509/issue.test.ts'],
  ['nothing unlinted is issued', 'lib/cloud/issuers/lint.test.ts'],
  ['certificates that every verifier accepts', 'lib/cloud/vault/certificates/verifiers.test.ts'],
  ['PFX files of openssl', 'lib/x509/pfx.test.ts'],
  ['PFX files of other programs', 'lib/x509/pfx-programs.test.ts'],
  ['hostile files', 'lib/x509/fuzz.test.ts'],
  ['hostile requests', 'lib/cloud/vault/keys/hostile.test.ts'],
  ['no certificate lapses', 'lib/cloud/life-cycle/endurance.test.ts'],
  ['limits', 'lib/cloud/vault/throttle/throttle.test.ts'],
  ['storms of the official client', 'lib/cloud/vault/throttle/storm.test.ts'],
  ['storms of the console', 'lib/features/certificates/storm.test.ts'],
  ['the network what-if agrees with the vault', 'lib/domain/network/agreement.test.ts'],
  ['effective access agrees with the vault', 'lib/domain/access/agreement.test.ts'],
  ['backup and restore', 'lib/cloud/vault/backup/backup.test.ts'],
  ['wrong tokens', 'lib/cloud/login/verify.test.ts'],
  ['slow, many and large clients', 'lib/cloud/http/listen.test.ts'],
]

const results = 'test-results/harden.json'

/** Counts of one file; a run without a result is one failure. */
async function run(file: string): Promise<{ passed: number; failed: number }> {
  rmSync(results, { force: true })
  const code = await exitOf(
    runNode(
      [
        ...['node_modules/vitest/vitest.mjs', 'run', file, '--testTimeout=1800000'],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
      ],
      { env: { ...process.env, HARDEN: '1' } },
    ),
  )
  try {
    const report: { numPassedTests: number; numFailedTests: number } = JSON.parse(
      readFileSync(results, 'utf8'),
    )
    const { numPassedTests: passed, numFailedTests: failed } = report
    return { passed, failed: code === 0 ? failed : Math.max(1, failed) }
  } catch (error) {
    process.stderr.write(`${file}: no result was written (${String(error)}).\n`)
    return { passed: 0, failed: 1 }
  }
}

const wanted = process.argv.slice(2)
const chosen = promises.filter(
  ([, file]) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
)
const total = { passed: 0, failed: 0 }
requireOpenssl()
for (const [at, [promise, file]] of chosen.entries()) {
  process.stdout.write(`\n— ${at + 1} of ${chosen.length}: ${promise}\n`)
  const { passed, failed } = await run(file)
  total.passed += passed
  total.failed += failed
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
