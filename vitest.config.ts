import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      // Outside Next.js's bundler the marker package throws on import; the walls are tested elsewhere.
      'server-only': new URL('./lib/testing/server-only.ts', import.meta.url).pathname,
    },
  },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'app/**/*.test.ts'],
    testTimeout: 30_000,
  },
})
