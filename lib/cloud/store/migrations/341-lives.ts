import type { Migration } from '../migrate.ts'

/**
 * When something next happens by itself to the current version of a name. `life_due`, epoch seconds,
 * is null when nothing will, and 0 when that has to be worked out: after every change that it depends
 * on, whoever makes it. `life_done` names what has happened, after the version that it happened to.
 */
export const lives: Migration = {
  id: 341,
  name: 'lives',
  sql: ['certificate', 'key', 'secret'].map((kind) => livesOf(kind)).join(''),
}

function livesOf(kind: string): string {
  const heads = `vault_${kind}s`
  const versions = `vault_${kind}_versions`
  const inputs = { certificate: 'policy, ', key: 'rotation_policy, ', secret: '' }[kind]
  return `
ALTER TABLE ${heads} ADD COLUMN life_due INTEGER DEFAULT 0;
ALTER TABLE ${heads} ADD COLUMN life_done TEXT;
CREATE INDEX ${heads}_life ON ${heads} (life_due) WHERE life_due IS NOT NULL;
CREATE TRIGGER ${heads}_life_head AFTER UPDATE OF ${inputs}current, deleted_at ON ${heads}
BEGIN
  UPDATE ${heads} SET life_due = 0 WHERE vault = new.vault AND name = new.name;
END;
CREATE TRIGGER ${heads}_life_version AFTER UPDATE OF exp, enabled ON ${versions}
BEGIN
  UPDATE ${heads} SET life_due = 0
  WHERE vault = new.vault AND name = new.name AND current = new.version;
END;
${
  kind === 'certificate'
    ? ''
    : `CREATE INDEX ${heads}_purge ON ${heads} (purge_at) WHERE purge_at IS NOT NULL;`
}
`
}
