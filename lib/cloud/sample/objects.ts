import type { CloudContext } from '../context.ts'
import { createSampleAuthorities } from './authorities.ts'
import { developmentStories } from './development-objects.ts'
import { productionStories } from './production-objects.ts'

const day = 86_400_000

/**
 * Certificates of the sample company, in every state that matters. Almost all keys are on curves:
 * an RSA key takes longer to make than all else together, and people wait for the first start.
 * Names run at the same time, what happened to one name in order.
 */
export async function createSampleObjects(ctx: CloudContext, now: Date): Promise<void> {
  const at = (days: number): Date => new Date(now.getTime() + days * day)
  await createSampleAuthorities(ctx, at(-400))
  const stories = [...productionStories(ctx, at), ...developmentStories(ctx, at)]
  await Promise.all(stories.map((story) => story()))
}
