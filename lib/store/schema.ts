import 'server-only'

/** Tables of the console's store. Times are ISO 8601 text in UTC, so that they compare as text. */
export interface Tables {
  sessions: SessionRow
  records: RecordRow
  temporary_rules: TemporaryRuleRow
}

export interface SessionRow {
  /** SHA-256 of the cookie's value, hexadecimal: the store alone opens no session. */
  id: string
  user_id: string
  /** The user's token and claims, sealed under a key derived from the cookie's value; base64. */
  sealed: string
  created_at: string
  seen_at: string
  /** Absolute end, whatever happens. */
  expires_at: string
  /** End of the user's token: renewal moves it. */
  token_expires_at: string
}

export interface RecordRow {
  id: string
  at: string
  finished_at: string | null
  actor_id: string
  actor_name: string
  verb: string
  vault: string
  object: string
  version: string | null
  reason: string | null
  /** Null until the outcome is known: an intent without an outcome is shown as unknown. */
  outcome: 'done' | 'refused' | 'failed' | null
  detail: string | null
}

/** An address rule that the console has to take away again; the row goes when the rule has gone. */
export interface TemporaryRuleRow {
  id: string
  subscription_id: string
  resource_group: string
  vault: string
  /** As the vault keeps it: `203.0.113.7/32`. */
  rule: string
  reason: string
  made_by: string
  /** By Azure's clock, as the next. */
  made_at: string
  until: string
  /** When taking it away was last begun, by the console's clock; null before the first time. */
  tried_at: string | null
  tries: number
  /** Why the last try failed, in words. */
  failure: string | null
}
