import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import type { TestCloud } from './cloud.ts'

/** Options for official clients and credentials: every request goes to the cloud's port. */
export interface ThroughCloud {
  additionalPolicies: { policy: PipelinePolicy; position: 'perRetry' }[]
}

export function throughCloud(cloud: TestCloud): ThroughCloud {
  const policy: PipelinePolicy = {
    name: 'throughCloud',
    sendRequest(request, next) {
      request.agent = cloud.agent
      return next(request)
    },
  }
  return { additionalPolicies: [{ policy, position: 'perRetry' }] }
}
