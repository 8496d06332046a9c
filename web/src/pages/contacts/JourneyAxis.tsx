import { useRef } from 'react'
import { Link } from 'wouter'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { duration, durationWords } from '../../lib/format'
import { clockSeconds } from '../../lib/time'
import { textWidth } from '../../lib/text_width'
import { axisTicks, type AxisTick, type TimeScale } from '../../lib/time_scale'
import { Icon } from '../../ui/Icon'
import { useSize } from '../../ui/useSize'
import { contactHref } from './contact_query'
import { OutcomeCell } from './ContactTable'
import type { Journey, Lane, Part } from './journey'
import css from './JourneyAxis.module.css'
import { useSearch } from '../../lib/search'

/** A bar narrower than this, in pixels, has no room for its length. */
const labelled = 40

/** Space between the bar's middle and the lane's lower edge, and half the bar's height, in pixels; as in the style sheet. */
const barFoot = 23
const barHalf = 13

type Props = { journey: Journey; zone: string; current: string }

/** All contacts of a journey on one time axis, a lane each. Its table says the same to readers. */
export function JourneyAxis({ journey, zone, current }: Props) {
  const { t } = useLanguage()
  const plot = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(plot)
  const { lanes, links, scale } = journey
  const ticks = axisTicks(scale, width, zone)
  const row = height / lanes.length
  return (
    <div className={css.journey}>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.detail.timeline}>
        <div className={css.lanes}>
          <div ref={plot} className={css.plot} aria-hidden="true">
            <svg viewBox={`0 0 ${Math.max(1, width)} ${Math.max(1, height)}`}>
              {ticks.map((tick) => (
                <line key={tick.at} className={css.grid} x1={tick.at * width} x2={tick.at * width} y1="0" y2={height} />
              ))}
              {links.map(({ from, to }) => (
                <LinkPath
                  key={to}
                  x0={scale.at(turn(lanes[from], lanes[to])) * width}
                  x1={scale.at(lanes[to]?.from ?? 0) * width}
                  y0={row * (from + 1) - barFoot + (from < to ? barHalf : -barHalf)}
                  y1={row * (to + 1) - barFoot + (from < to ? -barHalf : barHalf)}
                />
              ))}
            </svg>
            {scale.breaks.map((gap) => (
              <i key={gap.from} className={css.gap} style={{ left: share(gap.at), width: share(gap.size) }} />
            ))}
          </div>
          <ol>
            {lanes.map((lane) => (
              <LaneRow
                key={lane.contact.contact_id}
                lane={lane}
                scale={scale}
                width={width}
                current={current}
                zone={zone}
              />
            ))}
          </ol>
        </div>
        <div className={css.axis} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick.at} style={{ left: share(tick.at) }} data-edge={overflows(tick, width) || undefined}>
              {tick.text}
            </span>
          ))}
        </div>
      </div>
      {scale.breaks.length > 0 && <p className={css.note}>{t.detail.shortened}</p>}
    </div>
  )
}

/** Whether a label in the middle of its tick would leave the axis at the right. */
const overflows = ({ at, text }: AxisTick, width: number) => at * width + textWidth(text) / 2 > width + 8

const share = (of: number) => `${(of * 100).toFixed(3)}%`

/** When a contact turned into the next one: at that one's beginning, as far as the first was still there. */
function turn(from: Lane | undefined, to: Lane | undefined): number {
  if (!from || !to) return 0
  return Math.min(Math.max(to.from, from.from), from.to)
}

/** From one lane to the next: straight down, with a bend where the second began later. */
function LinkPath({ x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number }) {
  const bend = y1 - Math.sign(y1 - y0) * 7
  return (
    <g className={css.link}>
      <path d={`M${x0},${y0}L${x0},${bend}L${x1},${bend}L${x1},${y1}`} />
      <circle cx={x0} cy={y0} r="2.5" />
    </g>
  )
}

type LaneProps = { lane: Lane; scale: TimeScale; width: number; current: string; zone: string }

function LaneRow({ lane, scale, width, current, zone }: LaneProps) {
  const { t } = useLanguage()
  const { contact } = lane
  const own = contact.contact_id === current
  return (
    <li className={css.lane} data-current={own || undefined}>
      <LaneHead lane={lane} own={own} />
      <div className={css.track} aria-hidden="true">
        <i
          className={css.life}
          style={{ left: share(scale.at(lane.from)), width: share(scale.at(lane.to) - scale.at(lane.from)) }}
        />
        {lane.parts.map((part, i) => (
          <Bar key={i} part={part} scale={scale} width={width} zone={zone} />
        ))}
        {lane.marks.map((mark) => (
          <b
            key={mark.kind}
            className={css.mark}
            data-kind={mark.kind}
            style={{ left: share(scale.at(mark.at)) }}
            title={`${t.detail.marks[mark.kind]} ${clockSeconds(mark.at, zone)}`}
          />
        ))}
      </div>
    </li>
  )
}

function LaneHead({ lane, own }: { lane: Lane; own: boolean }) {
  const { t } = useLanguage()
  const search = useSearch()
  const { contact } = lane
  const name = `${word(t.channel, contact.channel)} · ${word(t.method, contact.initiation_method)}`
  const queue = contact.queue_arn ? queueName(contact.queue_name, contact.queue_arn, t) : ''
  return (
    <div className={css.head}>
      <span className={css.name}>
        {own ? (
          <b aria-current="true">{name}</b>
        ) : (
          <Link href={contactHref(contact, search)} aria-label={`${name}: ${t.contacts.open(contact.contact_id)}`}>
            {name}
          </Link>
        )}
        <OutcomeCell outcome={contact.outcome} />
      </span>
      <small title={[queue, contact.agent_name].filter(Boolean).join(' · ')}>
        {[queue, contact.agent_name].filter(Boolean).join(' · ') || t.detail.nobody}
        {contact.transferred_to_masked && (
          <>
            {' '}
            <Icon name="chevronRight" size={11} /> {contact.transferred_to_masked}
          </>
        )}
      </small>
    </div>
  )
}

type BarProps = { part: Part; scale: TimeScale; width: number; zone: string }

function Bar({ part, scale, width, zone }: BarProps) {
  const { t, language } = useLanguage()
  const at = scale.at(part.from)
  const size = scale.at(part.to) - at
  const seconds = (part.to - part.from) / 1000
  const times = `${clockSeconds(part.from, zone)} – ${clockSeconds(part.to, zone)}`
  return (
    <span
      className={`${css.bar ?? ''} ${css[part.kind] ?? ''}`}
      style={{ left: share(at), width: share(size) }}
      title={`${t.detail.parts[part.kind]} ${durationWords(seconds, language)}, ${times}`}
    >
      {size * width >= labelled && duration(seconds)}
    </span>
  )
}
