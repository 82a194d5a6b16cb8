import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS } from './shared/chromium-args.ts'

const port = Number(process.env.E2E_PORT ?? 3107)

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  globalSetup: './shared/global-setup.ts',
  outputDir: '../test-results/e2e',
  // One product serves all files: they keep apart by the names of what they make.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A shared runner may stall for seconds; what passed only the second time is named in the result.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    acceptDownloads: true,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: CHROMIUM_ARGS,
    },
  },
})
