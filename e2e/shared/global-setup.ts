import { startProduct } from './product.ts'

/** Starts the product that all tests share, but for those that break it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT ?? '3107'
  const cloudPort = process.env.E2E_CLOUD_PORT ?? '7507'
  const product = await startProduct(port, cloudPort)
  process.env.E2E_PORT = port
  process.env.E2E_CLOUD_PORT = cloudPort
  process.env.E2E_DATA = product.data
  return product.stop
}
