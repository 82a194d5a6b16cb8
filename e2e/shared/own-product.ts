import { test as withPeople } from './people.ts'
import { type Product, startProduct } from './product.ts'

/** How long the console of these tests waits for one answer of Azure. */
export const patienceMs = 4_000

/**
 * For tests that break things: a second product of their own, so that no other test meets the outage.
 * `control()` and the pages of these tests go to it.
 */
export const test = withPeople.extend<object, { product: Product; clockMoves: boolean }>({
  // Another value of it is another worker, and so another product: where a test has moved the clock,
  // the sample's deleted objects are purged and its certificates expired for those that come after.
  clockMoves: [false, { scope: 'worker', option: true }],
  product: [
    async ({ clockMoves: _ }, use, { parallelIndex }) => {
      const port = String(Number(process.env.E2E_PORT) + 10 + parallelIndex)
      const cloudPort = String(Number(process.env.E2E_CLOUD_PORT) + 10 + parallelIndex)
      // A silent service is given up sooner, or the tests would do little but wait for it.
      const product = await startProduct(port, cloudPort, {
        AZURE_TIMEOUT_MS: String(patienceMs),
      })
      // A worker with this fixture runs no test without it.
      Object.assign(process.env, {
        E2E_PORT: port,
        E2E_CLOUD_PORT: cloudPort,
        E2E_DATA: product.data,
      })
      await use(product)
      await product.stop()
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  baseURL: async ({ product }, use) => {
    await use(product.origin)
  },
})

export { expect } from './people.ts'
