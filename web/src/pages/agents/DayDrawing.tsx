import { useId } from 'react'
import { useLanguage } from '../../i18n/language'
import { clockTicks } from '../../lib/clock_ticks'
import { clip, type Stretch } from '../../lib/lanes'
import { clock } from '../../lib/time'
import type { Day, Handling, Session } from './day_model'
import { statusName } from './names'
import css from './Timeline.module.css'

const axis = 22
const session = { top: axis + 4, height: 18 }
const status = { top: session.top + session.height + 2, height: 36 }
const counted = { top: status.top + status.height + 2, height: 6 }
const contacts = { top: counted.top + counted.height + 14, lane: 22, bar: 17 }

/** Where things are, in pixels from the top. An empty day has room for one lane. */
export function layout(lanes: number) {
  return {
    height: contacts.top + Math.max(1, lanes) * contacts.lane + 6,
    laneAt: (y: number) => Math.floor((y - contacts.top) / contacts.lane),
  }
}

type Props = {
  day: Day
  view: Stretch
  lanes: Handling[][]
  width: number
  zone: string
  hovered: Handling | null
}

type Scale = (ms: number) => number

/** Axis, sessions, statuses, what the time counts as, and contacts in lanes. */
export function DayDrawing({ day, view, lanes, width, zone, hovered }: Props) {
  const hatch = useId()
  const scale: Scale = (ms) => ((ms - view.start) / (view.end - view.start)) * width
  const { height } = layout(lanes.length)
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className={css.hatch} width="2" height="6" />
        </pattern>
      </defs>
      <Axis view={view} scale={scale} width={width} height={height} zone={zone} />
      <Unknown day={day} view={view} scale={scale} height={height} />
      <Sessions sessions={day.sessions} view={view} scale={scale} zone={zone} />
      <Statuses day={day} view={view} scale={scale} />
      {lanes.map((lane, i) => (
        <g key={i} transform={`translate(0 ${contacts.top + i * contacts.lane})`}>
          {lane.map((stay) => (
            <Bar key={stay.key} stay={stay} view={view} scale={scale} on={stay === hovered} />
          ))}
        </g>
      ))}
      {day.gaps.map((gap) => {
        const shown = clip(gap, view)
        if (!shown) return null
        const x = scale(shown.start)
        return (
          <rect
            key={gap.start}
            className={css.gap}
            fill={`url(#${hatch})`}
            x={x}
            y={axis}
            width={Math.max(3, scale(shown.end) - x)}
            height={height - axis}
          />
        )
      })}
    </>
  )
}

type AxisProps = { view: Stretch; scale: Scale; width: number; height: number; zone: string }

function Axis({ view, scale, width, height, zone }: AxisProps) {
  const ticks = clockTicks(view.start, view.end, zone, Math.max(2, Math.floor(width / 64)))
  return ticks.map((at) => {
    const x = scale(at)
    const anchor = x < 18 ? 'start' : x > width - 18 ? 'end' : 'middle'
    return (
      <g key={at}>
        <line className={css.grid} x1={x} x2={x} y1={axis - 4} y2={height} />
        <text className={css.tick} x={x} y={12} textAnchor={anchor}>
          {clock(at, zone)}
        </text>
      </g>
    )
  })
}

/** What is still to come of a day that is going on. */
function Unknown({ day, view, scale, height }: { day: Day; view: Stretch; scale: Scale; height: number }) {
  const shown = clip({ start: day.known, end: day.end }, view)
  if (!shown || day.known >= day.end) return null
  const x = scale(shown.start)
  return (
    <>
      <rect className={css.future} x={x} y={axis} width={scale(shown.end) - x} height={height - axis} />
      {shown.start === day.known && <line className={css.now} x1={x} x2={x} y1={axis - 4} y2={height} />}
    </>
  )
}

/** Roughly how wide a text is: Hangul is as wide as it is high. */
const textWidth = (text: string) => Array.from(text).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 0)

type SessionsProps = { sessions: Session[]; view: Stretch; scale: Scale; zone: string }

function Sessions({ sessions, view, scale, zone }: SessionsProps) {
  const { t } = useLanguage()
  const middle = session.top + session.height / 2
  return sessions.map((one) => {
    const shown = clip(one, view)
    if (!shown) return null
    const [x1, x2] = [scale(shown.start), scale(shown.end)]
    const login = one.loginSeen && shown.start === one.start ? t.agent.logOn(clock(one.start, zone)) : ''
    const logout = one.logoutSeen && shown.end === one.end ? t.agent.logOff(clock(one.end, zone)) : ''
    const room = x2 - x1 - 16
    const both = textWidth(login) + textWidth(logout) + 24 < room
    return (
      <g key={one.start}>
        <line className={css.session} x1={x1} x2={x2} y1={middle} y2={middle} data-open={one.open || undefined} />
        {login && <circle className={css.end} cx={x1 + 3.5} cy={middle} r="3.500" />}
        {logout && <circle className={css.end} cx={x2 - 3.5} cy={middle} r="3.500" />}
        {login && textWidth(login) < room && <Label x={x1 + 11} y={middle} text={login} anchor="start" />}
        {logout && (both || (!login && textWidth(logout) < room)) && (
          <Label x={x2 - 11} y={middle} text={logout} anchor="end" />
        )}
      </g>
    )
  })
}

/** A text that stands on a line: the line is hidden behind it. */
function Label({ x, y, text, anchor }: { x: number; y: number; text: string; anchor: 'start' | 'end' }) {
  const width = textWidth(text) + 8
  return (
    <>
      <rect className={css.behind} x={anchor === 'start' ? x - 4 : x - width + 4} y={y - 8} width={width} height="16" />
      <text className={css.tick} x={x} y={y + 4} textAnchor={anchor}>
        {text}
      </text>
    </>
  )
}

function Statuses({ day, view, scale }: { day: Day; view: Stretch; scale: Scale }) {
  const { t } = useLanguage()
  return (
    <>
      {day.statuses.map((one) => {
        const shown = clip(one, view)
        if (!shown) return null
        const x = scale(shown.start)
        const width = Math.max(1, scale(shown.end) - x)
        const name = statusName(one, t)
        return (
          <g key={`${one.start} ${one.name}`}>
            <rect className={css[one.tone]} x={x} y={status.top} width={width} height={status.height} />
            <rect className={css[`${one.tone}Edge`]} x={x} y={status.top} width={width} height="3" />
            <rect className={css.split} x={x} y={status.top} width="1" height={status.height} />
            {textWidth(name) + 12 < width && (
              <text className={css.name} x={x + 7} y={status.top + 24}>
                {name}
              </text>
            )}
          </g>
        )
      })}
      {day.spans.map((one) => {
        const shown = clip(one, view)
        if (!shown || one.class === 'offline') return null
        const x = scale(shown.start)
        const width = Math.max(0.5, scale(shown.end) - x)
        return (
          <rect
            key={`${one.start} ${one.class}`}
            className={one.error ? css.failing : css[one.class]}
            x={x}
            y={counted.top}
            width={width}
            height={counted.height}
          />
        )
      })}
    </>
  )
}

function Bar({ stay, view, scale, on }: { stay: Handling; view: Stretch; scale: Scale; on: boolean }) {
  const shown = clip(stay, view)
  if (!shown) return null
  const from = scale(shown.start)
  return (
    <g data-stay={stay.id}>
      {stay.pieces.map((piece) => {
        const part = clip(piece, view)
        if (!part) return null
        const x = scale(part.start)
        return (
          <rect
            key={piece.start}
            className={css[piece.phase]}
            x={x}
            y="0"
            width={Math.max(1.5, scale(part.end) - x)}
            height={contacts.bar}
          />
        )
      })}
      {on && (
        <rect
          className={css.on}
          x={from - 1.5}
          y="-1.500"
          width={Math.max(3, scale(shown.end) - from) + 3}
          height={contacts.bar + 3}
          rx="3"
        />
      )}
    </g>
  )
}
