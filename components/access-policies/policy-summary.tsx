import { Badge, Tag } from '#components/ui/badge.tsx'
import {
  areaLabels,
  findPermission,
  type Permissions,
  permissionAreas,
  permissionCatalogue,
} from '#lib/domain/permissions/catalogue.ts'
import { presetOf } from '#lib/domain/permissions/personas.ts'
import { permissionSet } from '#lib/domain/permissions/sets.ts'

/** What an entry permits: the template it equals, counts, and the names on demand. */
export function PolicySummary({ permissions }: { permissions: Permissions }) {
  const set = permissionSet(permissions)
  const template = presetOf(permissions)
  const everything = permissionAreas.every(
    (area) => set[area].length >= permissionCatalogue[area].length,
  )
  const areas = permissionAreas.filter((area) => set[area].length > 0)
  return (
    <div className="grid min-w-0 content-start gap-1">
      <p>
        {everything ? (
          <Badge tone="warn">Everything</Badge>
        ) : (
          <Tag>{template === null ? 'Custom' : template.name}</Tag>
        )}
      </p>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {areas.map((area) => (
          <details key={area} className="min-w-0 open:basis-full">
            <summary className="min-h-6 cursor-pointer rounded-sm font-medium hover:text-accent">
              {areaLabels[area]}{' '}
              <span className="font-normal text-ink-3">
                {set[area].length} of {permissionCatalogue[area].length}
              </span>
            </summary>
            <p className="mt-0.5 mb-1 max-w-prose text-ink-2">
              {set[area].map((id) => findPermission(area, id)?.label ?? id).join(', ')}.
            </p>
          </details>
        ))}
        {areas.length === 0 && <span className="text-ink-3">Nothing that counts today</span>}
      </div>
    </div>
  )
}
