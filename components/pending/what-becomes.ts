/** The three ways to end something, which are easily taken for each other. */
export type EndingAct = 'cancel' | 'delete-operation' | 'delete-certificate'

interface Fate {
  readonly request: string
  readonly key: string
  readonly versions: string
}

const fates: Readonly<Record<EndingAct, (unissued: boolean) => Fate>> = {
  cancel: (unissued) => ({
    request: 'Stays to be looked at, as cancelled. Nothing can be merged into it any more.',
    key: 'The one made for it stays in the vault, of no use, until you order again or delete the operation.',
    versions: unissued ? 'None exists; the name and its policy stay.' : 'Stay as they are.',
  }),
  'delete-operation': (unissued) => ({
    request: 'Gone for good.',
    key: 'The one made for it is gone for good.',
    versions: unissued
      ? 'None exists, so the name goes too, with its policy and tags.'
      : 'Stay as they are, with their keys.',
  }),
  'delete-certificate': (unissued) => ({
    request: 'One that is under way ends with it.',
    key: unissued
      ? 'Goes with it.'
      : 'All of its keys and secrets go with it, and can be recovered with it.',
    versions: unissued ? 'None exists.' : 'All go, and stop working at once.',
  }),
}

/** What becomes of request, key and versions, each as a line. */
export function whatBecomes(
  act: EndingAct,
  unissued: boolean,
): readonly { readonly term: string; readonly value: string }[] {
  const { request, key, versions } = fates[act](unissued)
  return [
    { term: 'Request', value: request },
    { term: 'Key', value: key },
    { term: 'Versions', value: versions },
  ]
}
