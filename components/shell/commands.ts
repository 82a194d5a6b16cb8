import { navigation } from './nav.ts'
import { type View, viewInfo } from './views.ts'

export interface Command {
  /** Unique among all that are shown. */
  id: string
  label: string
  /** A second, muted text: where it is, what it is. */
  detail?: string
  /** Commands of one group stand together under its name. */
  group: string
  href: string
}

/** The places of a view, and the other views. */
export function placeCommands(view: View, views: readonly View[], embedded: boolean): Command[] {
  const places = navigation(view, embedded).flatMap((group) =>
    group.items.map((item) => ({
      id: `place ${item.id}`,
      label: item.label,
      group: 'Go to',
      href: item.href,
    })),
  )
  const others = views
    .filter((other) => other !== view)
    .map((other) => ({
      id: `view ${other}`,
      label: viewInfo[other].name,
      group: 'Switch view',
      href: viewInfo[other].href,
    }))
  return [...places, ...others]
}

/** The commands that hold each word of the text, those that begin with it first. */
export function matchCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const first = words[0]
  if (first === undefined) return [...commands]
  const hits = commands.filter((command) => {
    const hay = `${command.label} ${command.detail ?? ''}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
  const begins = (command: Command) => command.label.toLowerCase().startsWith(first)
  return [...hits.filter(begins), ...hits.filter((command) => !begins(command))]
}
