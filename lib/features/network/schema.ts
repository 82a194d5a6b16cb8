import * as z from 'zod/mini'
import { ruleFault, ruleFaults, subnetRulesMax } from '#lib/domain/network/ip-rules.ts'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import { vaultName } from '../vaults/schema.ts'

/** A private endpoint that leads to the vault, or would like to. */
export interface EndpointConnection {
  readonly name: string
  /** ARM id of the private endpoint. */
  readonly endpointId: string
  /** `Pending`, `Approved`, `Rejected`, `Disconnected`. */
  readonly status: string
  /** What the one who asked, or the one who answered, said. */
  readonly description: string
}

/** From where a vault may be reached, and who may change that where. */
export interface VaultNetwork {
  readonly place: {
    readonly subscriptionId: string
    readonly resourceGroup: string
    readonly vault: string
  }
  readonly config: NetworkConfig
  readonly connections: readonly EndpointConnection[]
  readonly temporary: readonly TemporaryRule[]
  /** Who changed the vault last, and when; null when Azure does not say. */
  readonly modifiedBy: string | null
  readonly modifiedOn: string | null
}

/** An address rule that the console takes away again by itself. */
export interface TemporaryRule {
  readonly id: string
  /** As the vault keeps it. */
  readonly rule: string
  readonly reason: string
  readonly madeBy: string
  /** ISO 8601, by Azure's clock. */
  readonly until: string
  /** Why it is still there after its time, in words; null when nothing went wrong. */
  readonly failure: string | null
}

/** A subnet that could be let in. */
export interface SubnetChoice {
  readonly id: string
  readonly prefix: string
  readonly hasEndpoint: boolean
}

/** Whom a change must not shut out by mistake; null when it is not known. */
export interface GuardedAddresses {
  readonly person: string | null
  readonly console: string | null
}

export const networkInput = z.object({ vault: vaultName })
export type NetworkInput = z.infer<typeof networkInput>

const subnetId = z
  .string()
  .check(
    z.regex(
      /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/virtualnetworks\/[^/]+\/subnets\/[^/]+$/,
      { error: 'This is not the id of a subnet.' },
    ),
  )

const config = z.object({
  publicNetworkAccess: z.enum(['Enabled', 'Disabled', 'SecuredByPerimeter']),
  defaultAction: z.enum(['Allow', 'Deny']),
  bypass: z.enum(['AzureServices', 'None']),
  ipRules: z.array(z.string()),
  subnets: z.array(z.object({ id: subnetId, ignoreMissingEndpoint: z.boolean() })).check(
    z.maxLength(subnetRulesMax, {
      error: `A vault takes ${subnetRulesMax} rules for subnets.`,
    }),
  ),
})

/** What the vault had when the form was opened, and what it is to have. */
export const updateNetworkInput = z
  .object({
    vault: vaultName,
    // As the vault has it, by whatever rules it once let in.
    before: z.extend(config, {
      subnets: z.array(z.object({ id: z.string(), ignoreMissingEndpoint: z.boolean() })),
    }),
    after: config,
  })
  .check(
    z.superRefine((input, context) => {
      const kept = new Set(input.before.ipRules)
      for (const [at, message] of Object.entries(ruleFaults(input.after.ipRules))) {
        // What the vault has already may stay, however it came there.
        if (kept.has(input.after.ipRules[Number(at)] ?? '')) continue
        context.addIssue({ code: 'custom', message, path: ['after', 'ipRules', Number(at)], input })
      }
    }),
  )
/** As the schema has it; whoever sends it need not copy its lists. */
export interface UpdateNetworkInput {
  readonly vault: string
  readonly before: NetworkConfig
  readonly after: NetworkConfig
}

export const updateConnectionInput = z.object({
  vault: vaultName,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  name: z.string().check(z.regex(/^[A-Za-z0-9]([\w.-]{0,78}\w)?$/)),
  status: z.enum(['Approved', 'Rejected']),
  description: z
    .string()
    .check(z.maxLength(140, { error: 'Azure keeps 140 characters of a description.' })),
})
export type UpdateConnectionInput = z.infer<typeof updateConnectionInput>

/** A subnet that lacks the service endpoint of Key Vault, for the sake of a vault. */
export const updateSubnetInput = z.object({
  vault: vaultName,
  // It becomes part of an address: names of Azure hold no more than this, and none is a step in a path.
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
  id: z
    .string()
    .check(
      z.regex(
        /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/(?!\.+\/)[\w().-]{1,90}\/providers\/microsoft\.network\/virtualnetworks\/(?!\.+\/)[\w.-]{1,80}\/subnets\/(?!\.+$)[\w.-]{1,80}$/i,
        { error: 'This is not the id of a subnet.' },
      ),
    ),
})
export type UpdateSubnetInput = z.infer<typeof updateSubnetInput>

/** For how long somebody may be let in, in hours. */
export const temporaryHours = [1, 4, 8, 24, 72, 168] as const
export const temporaryReasonMax = 500

export const createTemporaryRuleInput = z.object({
  vault: vaultName,
  rule: z.string().check(
    z.superRefine((rule, context) => {
      const message = ruleFault(rule)
      if (message !== null) context.addIssue({ code: 'custom', message, input: rule })
    }),
  ),
  hours: z.literal(temporaryHours),
  reason: z.string().check(
    z.trim(),
    z.minLength(1, { error: 'Say why: it is recorded with your name.' }),
    z.maxLength(temporaryReasonMax, {
      error: `At most ${temporaryReasonMax} characters are kept.`,
    }),
  ),
})
export type CreateTemporaryRuleInput = z.infer<typeof createTemporaryRuleInput>

export const deleteTemporaryRuleInput = z.object({ vault: vaultName, id: z.uuid() })
export type DeleteTemporaryRuleInput = z.infer<typeof deleteTemporaryRuleInput>
