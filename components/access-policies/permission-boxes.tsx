'use client'

import { useId } from 'react'
import { CheckBox } from '#components/ui/check-box.tsx'
import { FieldGroup, type FieldProps } from '#components/ui/field.tsx'
import {
  areaLabels,
  type Permission,
  type PermissionArea,
  permissionAreas,
  permissionCatalogue,
  permissionGroups,
} from '#lib/domain/permissions/catalogue.ts'
import type { PermissionSet } from '#lib/domain/permissions/sets.ts'

interface PermissionBoxesProps extends FieldProps {
  value: PermissionSet
  onChange: (value: PermissionSet) => void
}

/** Every permission as a box, by kind of object and group, each with how many are ticked. */
export function PermissionBoxes({ value, onChange, ...field }: PermissionBoxesProps) {
  const tick = (area: PermissionArea, ids: readonly string[], on: boolean) => {
    const rest = value[area].filter((id) => !ids.includes(id))
    onChange({ ...value, [area]: on ? [...rest, ...ids] : rest })
  }
  return (
    <FieldGroup {...field}>
      <div className="grid gap-x-6 gap-y-4 rounded-md border border-line-strong p-3 sm:grid-cols-3">
        {permissionAreas.map((area) => (
          <Area
            key={area}
            area={area}
            ticked={value[area]}
            onTick={(ids, on) => tick(area, ids, on)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

interface AreaProps {
  area: PermissionArea
  ticked: readonly string[]
  onTick: (ids: readonly string[], on: boolean) => void
}

function Area({ area, ticked, onTick }: AreaProps) {
  const id = useId()
  const known = permissionCatalogue[area]
  const others = ticked.filter((one) => !known.some((permission) => permission.id === one))
  return (
    <fieldset aria-label={areaLabels[area]} className="grid min-w-0 content-start gap-3">
      <All
        id={id}
        label={areaLabels[area]}
        permissions={known}
        ticked={ticked}
        onTick={onTick}
        head
      />
      {permissionGroups.map((group) => {
        const permissions = known.filter((one) => one.group === group.id)
        if (permissions.length === 0) return null
        return (
          <div key={group.id} className="grid gap-0.5">
            <All
              id={`${id}-${group.id}`}
              label={group.label}
              permissions={permissions}
              ticked={ticked}
              onTick={onTick}
            />
            {permissions.map((one) => (
              <div
                key={one.id}
                data-tip={one.means}
                className="flex min-h-6 items-center gap-2 pl-6"
              >
                <CheckBox
                  id={`${id}-${one.id}`}
                  checked={ticked.includes(one.id)}
                  onChange={(event) => onTick([one.id], event.target.checked)}
                />
                <label htmlFor={`${id}-${one.id}`} className="min-w-0 flex-1">
                  {one.label}
                </label>
              </div>
            ))}
          </div>
        )
      })}
      {others.length > 0 && (
        <p className="text-xs text-ink-3">Also, kept as it is: {others.join(', ')}.</p>
      )}
    </fieldset>
  )
}

interface AllProps {
  id: string
  label: string
  permissions: readonly Permission[]
  ticked: readonly string[]
  onTick: AreaProps['onTick']
  /** Of a kind of objects, not of a group. */
  head?: boolean
}

/** The heading with the box that ticks everything under it. */
function All({ id, label, permissions, ticked, onTick, head = false }: AllProps) {
  const count = permissions.filter((one) => ticked.includes(one.id)).length
  return (
    <div
      className={
        head
          ? 'flex min-h-7 items-center gap-2 border-b border-line pb-1 font-semibold'
          : 'flex min-h-6 items-center gap-2 text-xs text-ink-3'
      }
    >
      <CheckBox
        id={id}
        checked={count === permissions.length}
        indeterminate={count > 0 && count < permissions.length}
        onChange={(event) =>
          onTick(
            permissions.map((one) => one.id),
            event.target.checked,
          )
        }
      />
      <label htmlFor={id} className="min-w-0 flex-1">
        {head ? label : label.replace(' operations', '')}
        <span className="visually-hidden">, select all</span>
      </label>
      <span className="font-normal text-ink-3 tabular-nums">
        {count} of {permissions.length}
      </span>
    </div>
  )
}
