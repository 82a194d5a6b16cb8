import { denyAssignments } from './authorization/deny-assignments.ts'
import { ownPermissions } from './authorization/own-permissions.ts'
import { assignmentReads } from './authorization/read-assignments.ts'
import { definitionReads } from './authorization/read-definitions.ts'
import { assignmentWrites } from './authorization/write-assignments.ts'
import { definitionWrites } from './authorization/write-definitions.ts'
import type { Operation } from './call.ts'
import { diagnosticReads } from './diagnostics/read.ts'
import { diagnosticWrites } from './diagnostics/write.ts'
import { eventSubscriptionOperations } from './event-grid/subscriptions.ts'
import { topicOperations } from './event-grid/topics.ts'
import { metricOperations } from './metrics/operations.ts'
import { privateEndpointOperations } from './networks/private-endpoints.ts'
import { subnetOperations } from './networks/subnets.ts'
import { virtualNetworkOperations } from './networks/virtual-networks.ts'
import { keyOperations } from './objects/keys.ts'
import { secretOperations } from './objects/secrets.ts'
import { providerReads } from './providers/registration.ts'
import { resourceReads } from './resources/list.ts'
import { resourceGroupWrites } from './subscriptions/group-writes.ts'
import { resourceGroupReads } from './subscriptions/groups.ts'
import { subscriptionReads } from './subscriptions/read.ts'
import { checkName } from './vaults/check-name.ts'
import { connectionOperations } from './vaults/connections.ts'
import { deleteVault } from './vaults/delete.ts'
import { deletedVaultOperations } from './vaults/deleted.ts'
import { patchVault } from './vaults/patch.ts'
import { putVault } from './vaults/put.ts'
import { vaultReads } from './vaults/read.ts'
import { updatePolicies } from './vaults/update-policies.ts'
import { workspaceReads } from './workspaces/read.ts'
import { workspaceWrites } from './workspaces/write.ts'

/** Everything of the management plane that this cloud plays. */
export const operations: readonly Operation[] = [
  ...subscriptionReads,
  ...resourceGroupReads,
  ...resourceGroupWrites,
  ...resourceReads,
  ...providerReads,
  ...vaultReads,
  putVault,
  patchVault,
  deleteVault,
  updatePolicies,
  checkName,
  ...deletedVaultOperations,
  ...assignmentReads,
  ...assignmentWrites,
  ...definitionReads,
  ...definitionWrites,
  ...ownPermissions,
  ...denyAssignments,
  ...workspaceReads,
  ...workspaceWrites,
  ...diagnosticReads,
  ...diagnosticWrites,
  ...metricOperations,
  ...topicOperations,
  ...eventSubscriptionOperations,
  ...connectionOperations,
  ...keyOperations,
  ...secretOperations,
  ...virtualNetworkOperations,
  ...subnetOperations,
  ...privateEndpointOperations,
]
