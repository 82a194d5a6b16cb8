import Link from 'next/link'
import { formatDate } from '#components/ui/format-time.ts'
import { paths } from '#lib/base/paths.ts'
import { chartWeeks, type ExpiryWeek, monthLabels, niceCeiling } from './expiry-weeks.ts'

/** Room above the bars for their numbers. */
const head = 16
const height = 128
const fills = { bad: 'fill-bad', warn: 'fill-warn', neutral: 'fill-line-strong' } as const

const share = (part: number, whole: number) => `${((part / whole) * 100).toFixed(3)}%`

function sentence(count: number): string {
  return count === 1 ? '1 certificate ends' : `${count} certificates end`
}

function lastMoment(week: ExpiryWeek): Date {
  return new Date(new Date(week.to).getTime() - 1)
}

/** First and last day, as the table of all certificates takes them. */
function daysOf(week: ExpiryWeek): string {
  return `${week.from.slice(0, 10)}..${lastMoment(week).toISOString().slice(0, 10)}`
}

function weekWords(week: ExpiryWeek): string {
  const last = lastMoment(week)
  return `${sentence(week.count)} ${formatDate(new Date(week.from))} to ${formatDate(last)}`
}

/**
 * How many certificates end in each of the coming weeks. Plain SVG in percent, so it fits any width
 * without script or inline style. Over each bar lies the way to its certificates.
 */
export function ExpiryChart({ weeks }: { weeks: readonly ExpiryWeek[] }) {
  const top = niceCeiling(Math.max(...weeks.map((week) => week.count)))
  const total = weeks.reduce((sum, week) => sum + week.count, 0)
  const months = weeks.length === chartWeeks ? monthLabels(weeks) : []
  const barHeight = (count: number) => (count / top) * height
  return (
    <figure className="@container relative">
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
            y1={height * part + head + 0.5}
            y2={height * part + head + 0.5}
            className={part === 1 ? 'stroke-line-strong' : 'stroke-line'}
          />
        ))}
        <text x="0" y={height + head + 24} className="fill-ink-3 text-xs">
          this week
        </text>
        {months.map((label) => (
          <text
            key={label.week}
            x={share(label.week, weeks.length)}
            y={height + head + 24}
            className="fill-ink-3 text-xs max-sm:even:hidden"
          >
            {label.text}
          </text>
        ))}
        <text x="100%" y={height + head + 24} textAnchor="end" className="fill-ink-3 text-xs">
          in 6 months
        </text>
        {weeks.map((week, index) => (
          <g key={week.from}>
            {week.count > 0 && (
              <rect
                x={share(index + 0.16, weeks.length)}
                y={head + 0.5 + height - Math.max(2, barHeight(week.count))}
                width={share(0.68, weeks.length)}
                height={Math.max(2, barHeight(week.count))}
                rx="2"
                className={fills[week.tone]}
              />
            )}
            {week.count > 0 && (
              <text
                x={share(index + 0.5, weeks.length)}
                y={head + height - Math.max(2, barHeight(week.count)) - 4}
                textAnchor="middle"
                className="fill-ink-2 text-xs tabular-nums"
              >
                {week.count}
              </text>
            )}
          </g>
        ))}
      </svg>
      {/* Where a bar is narrower than what a finger hits (24 px, WCAG 2.5.8), the table is the way. */}
      <ul
        aria-label="Certificates that end, by week"
        className="absolute inset-0 hidden auto-cols-fr grid-flow-col @min-[39rem]:grid"
      >
        {weeks.map((week) => (
          <li key={week.from} data-tip={weekWords(week)} className="grid">
            {week.count > 0 && (
              <Link
                href={`${paths.certificates}?expires=${daysOf(week)}`}
                aria-label={weekWords(week)}
                className="rounded-sm hover:bg-ink/5"
              />
            )}
          </li>
        ))}
      </ul>
    </figure>
  )
}
