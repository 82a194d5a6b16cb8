import { formatDate } from '#components/ui/format-time.ts'
import { chartWeeks, type ExpiryWeek, monthLabels, niceCeiling } from './expiry-weeks.ts'

const height = 138
const fills = { bad: 'fill-bad', warn: 'fill-warn', neutral: 'fill-line-strong' } as const

const share = (part: number, whole: number) => `${((part / whole) * 100).toFixed(3)}%`

function sentence(count: number): string {
  return count === 1 ? '1 certificate ends' : `${count} certificates end`
}

function weekWords(week: ExpiryWeek): string {
  const last = new Date(new Date(week.to).getTime() - 1)
  return `${sentence(week.count)} ${formatDate(new Date(week.from))} to ${formatDate(last)}`
}

/**
 * How many certificates end in each of the coming weeks. Plain SVG in percent, so it fits any width
 * without script or inline style. The same numbers follow as a table for those who cannot see it.
 */
export function ExpiryChart({ weeks }: { weeks: readonly ExpiryWeek[] }) {
  const top = niceCeiling(Math.max(...weeks.map((week) => week.count)))
  const total = weeks.reduce((sum, week) => sum + week.count, 0)
  const months = weeks.length === chartWeeks ? monthLabels(weeks) : []
  const barHeight = (count: number) => (count / top) * height
  return (
    <figure>
      <svg
        role="img"
        aria-label={`${sentence(total)} within half a year`}
        className="block h-43 w-full overflow-visible"
      >
        {[0, 0.5, 1].map((part) => (
          <line
            key={part}
            x1="0"
            x2="100%"
            y1={height * part + 6.5}
            y2={height * part + 6.5}
            className={part === 1 ? 'stroke-line-strong' : 'stroke-line'}
          />
        ))}
        <text x="0" y={height + 30} className="fill-ink-3 text-xs">
          this week
        </text>
        {months.map((label) => (
          <text
            key={label.week}
            x={share(label.week, weeks.length)}
            y={height + 30}
            className="fill-ink-3 text-xs max-sm:even:hidden"
          >
            {label.text}
          </text>
        ))}
        <text x="100%" y={height + 30} textAnchor="end" className="fill-ink-3 text-xs">
          in 6 months
        </text>
        {weeks.map((week, index) => (
          <g key={week.from} data-tip={weekWords(week)}>
            <rect
              x={share(index, weeks.length)}
              y="6"
              width={share(1, weeks.length)}
              height={height}
              className="fill-transparent"
            />
            {week.count > 0 && (
              <rect
                x={share(index + 0.16, weeks.length)}
                y={6.5 + height - Math.max(2, barHeight(week.count))}
                width={share(0.68, weeks.length)}
                height={Math.max(2, barHeight(week.count))}
                rx="2"
                className={fills[week.tone]}
              />
            )}
          </g>
        ))}
      </svg>
      <table className="visually-hidden">
        <caption>Certificates that end, by week</caption>
        <tbody>
          {weeks
            .filter((week) => week.count > 0)
            .map((week) => (
              <tr key={week.from}>
                <th scope="row">{formatDate(new Date(week.from))}</th>
                <td>{week.count}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  )
}
