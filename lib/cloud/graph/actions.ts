import { groupsAround } from '../login/membership.ts'
import type { GraphCall } from './call.ts'
import { badRequest } from './errors.ts'
import type { DirectoryView } from './objects/directory.ts'
import type { Entity } from './objects/entity.ts'
import { selectedOf, shapeEntity } from './query/select.ts'
import { readJson } from './read-json.ts'

const context = 'https://graph.microsoft.com/v1.0/$metadata#'

/**
 * `POST /directoryObjects/getByIds`: whatever is behind the ids, in their order; unknown ids are left
 * out without a word.
 * @see https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
export async function getByIds(call: GraphCall, directory: DirectoryView): Promise<object> {
  const body = await readJson(call.request)
  const ids = textsOf(body, 'ids')
  if (ids === null) throw badRequest('The ids property is required and must be a list of texts.')
  if (ids.length > 1_000) throw badRequest('Too many ids: at most 1000 are allowed.')
  const types = (textsOf(body, 'types') ?? []).map((type) => type.toLowerCase())
  const isWanted = ({ kind }: Entity): boolean =>
    types.length === 0 || types.includes(kind.toLowerCase()) || types.includes('directoryobject')
  const found = new Map(
    ids.flatMap((id) => {
      const entity = directory.findAny(id)
      return entity && isWanted(entity) ? [[entity.id, entity] as const] : []
    }),
  )
  const selected = selectedOf(call.url, directory, null)
  return {
    '@odata.context': `${context}directoryObjects`,
    value: [...found.values()].map((entity) => ({
      '@odata.type': `#microsoft.graph.${entity.kind}`,
      ...shapeEntity(entity, selected ?? directory.shownOf(entity.kind)),
    })),
  }
}

/** `POST …/getMemberGroups` and `…/checkMemberGroups`: ids of the groups around an object. */
export async function memberGroups(
  call: GraphCall,
  entity: Entity,
  action: string,
): Promise<object | null> {
  const name = action.toLowerCase()
  const around = groupsAround(call.ctx.store, entity.id)
  if (name === 'getmembergroups' || name === 'getmemberobjects') {
    return { '@odata.context': `${context}Collection(Edm.String)`, value: around }
  }
  if (name !== 'checkmembergroups' && name !== 'checkmemberobjects') return null
  const body = await readJson(call.request)
  const asked = textsOf(body, name === 'checkmembergroups' ? 'groupIds' : 'ids')
  if (asked === null) throw badRequest('The list of ids is required.')
  const value = asked.filter((id) => around.includes(id.toLowerCase()))
  return { '@odata.context': `${context}Collection(Edm.String)`, value }
}

/** A list of texts under a name, matched without case as OData clients may write it. */
function textsOf(body: unknown, name: string): string[] | null {
  if (typeof body !== 'object' || body === null) return null
  const [, list] =
    Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? []
  if (!Array.isArray(list)) return null
  const texts = list.filter((one): one is string => typeof one === 'string')
  return texts.length === list.length ? texts : null
}
