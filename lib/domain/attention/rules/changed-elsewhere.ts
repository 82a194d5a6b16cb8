import type { Rule } from '../rule.ts'

/** When a vault was changed, and when it was last changed from here. Dates are ISO 8601; null: not known. */
export interface ChangeFacts {
  readonly vault: string
  readonly createdOn: string | null
  readonly modifiedOn: string | null
  readonly modifiedBy: string | null
  /** The last change that was asked for through this console. */
  readonly oursOn: string | null
}

const dayMs = 86_400_000
/** As long as it is news. */
const newsDays = 7
/** Clocks differ, and Azure writes down a change a little after it was asked for. */
const slackMs = 2 * 60_000

/**
 * Azure's own alert for this is the event VaultAccessPolicyChanged; who has no subscription to it finds the
 * change here. https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
 */
export const changedElsewhere: Rule<ChangeFacts> = {
  id: 'changed-elsewhere',
  title: 'Changed elsewhere',
  severity: 'info',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/security-features#privileged-access',
  applies: ({ modifiedOn }) => modifiedOn !== null,
  check({ createdOn, modifiedOn, modifiedBy, oursOn }, now) {
    const modified = Date.parse(modifiedOn ?? '')
    const age = now.getTime() - modified
    // Not one of the future either: then two clocks tell so different times that nothing follows.
    const isNews = age < newsDays * dayMs && age > -slackMs
    const isCreation = createdOn !== null && modified - Date.parse(createdOn) < slackMs
    const isOurs = oursOn !== null && modified - Date.parse(oursOn) < slackMs
    if (!isNews || isCreation || isOurs) return null
    return {
      message: `${modifiedBy ?? 'Somebody'} changed its settings, network or access policies, not through this console.`,
      nextStep: 'Look at who has access and from where it is reached now.',
      due: modifiedOn,
    }
  },
}
