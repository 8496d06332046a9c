import { useRef, useState, type PointerEvent } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../../i18n/language'
import { contactPath } from '../../lib/contact_path'
import { count } from '../../lib/format'
import { href } from '../../lib/scope'
import type { Stretch } from '../../lib/lanes'
import { clock } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { useSize } from '../../ui/useSize'
import { DayDrawing, layout } from './DayDrawing'
import { contactLanes, moveView, parseView, viewText, type Day, type Handling } from './day_model'
import { DayTip } from './DayTip'
import { Legend } from './Legend'
import css from './Timeline.module.css'
import { useSearch } from '../../lib/search'

type Props = { day: Day; zone: string; instance: string }

/** How far a pointer goes before it draws a selection, in pixels. */
const dragPx = 6

/** The day on one time axis. Dragging over it looks closer, a click on a contact opens it; the tables below say the same. */
export function DayTimeline({ day, zone, instance }: Props) {
  const { t } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const search = useSearch()
  const [path, navigate] = useLocation()
  const [pointer, setPointer] = useState<{ x: number; y: number } | null>(null)
  const [grip, setGrip] = useState<number | null>(null)
  const view = parseView(new URLSearchParams(search).get('view'), day)
  const show = (next: Stretch | null) => {
    const params = new URLSearchParams(search)
    if (next) params.set('view', viewText(next, day))
    else params.delete('view')
    navigate(href(path, params.toString()), { replace: true })
  }
  const lanes = contactLanes(day, view)
  const at = (x: number) =>
    view.start + (Math.max(0, Math.min(x, width)) / Math.max(1, width)) * (view.end - view.start)
  const hovered =
    pointer && contactAt(lanes, at(pointer.x), pointer.y, ((view.end - view.start) / Math.max(1, width)) * 3)
  const place = (event: PointerEvent) => {
    const rect = box.current?.getBoundingClientRect()
    return { x: event.clientX - (rect?.left ?? 0), y: event.clientY - (rect?.top ?? 0) }
  }
  const release = (event: PointerEvent) => {
    const { x, y } = place(event)
    setGrip(null)
    if (grip === null) return
    if (Math.abs(x - grip) > dragPx) {
      show(moveView({ start: at(Math.min(x, grip)), end: at(Math.max(x, grip)) }, day, {}))
      return
    }
    const stay = contactAt(lanes, at(x), y, ((view.end - view.start) / Math.max(1, width)) * 3)
    if (stay) navigate(contactPath(stay.id, instance, search))
  }
  const whole = view.start === day.start && view.end === day.end
  return (
    <Panel
      id="timeline"
      className={css.panel}
      title={t.agent.timeline}
      sub={`${clock(view.start, zone)} – ${view.end === day.end && clock(view.end, zone) === '00:00' ? '24:00' : clock(view.end, zone)}`}
      tools={<Zoom day={day} view={view} whole={whole} show={show} />}
    >
      <Legend day={day} />
      <div
        ref={box}
        className={css.box}
        data-contact={hovered ? true : undefined}
        style={{ height: layout(lanes.length).height }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setGrip(place(event).x)
        }}
        onPointerMove={(event) => setPointer(place(event))}
        onPointerUp={release}
        onPointerCancel={() => setGrip(null)}
        onPointerLeave={() => setPointer(null)}
      >
        {width > 0 && (
          <svg
            role="img"
            aria-label={t.agent.drawing(count(day.statuses.length), count(day.handlings.length))}
            viewBox={`0 0 ${width} ${layout(lanes.length).height}`}
          >
            <DayDrawing day={day} view={view} lanes={lanes} width={width} zone={zone} hovered={hovered} />
            {grip !== null && pointer && Math.abs(pointer.x - grip) > dragPx && (
              <rect
                className={css.selection}
                x={Math.min(grip, pointer.x)}
                width={Math.abs(pointer.x - grip)}
                y="0"
                height="100%"
              />
            )}
            {pointer && <line className={css.cursor} x1={pointer.x} x2={pointer.x} y1="0" y2="100%" />}
          </svg>
        )}
        {pointer && grip === null && (
          <DayTip day={day} zone={zone} at={at(pointer.x)} hovered={hovered} x={pointer.x} width={width} />
        )}
      </div>
    </Panel>
  )
}

/** The contact under a point; bars narrower than the reach are found beside them too. */
function contactAt(lanes: Handling[][], at: number, y: number, reach: number): Handling | null {
  const lane = lanes[layout(lanes.length).laneAt(y)]
  return lane?.find((stay) => stay.start - reach <= at && at <= stay.end + reach) ?? null
}

type ZoomProps = { day: Day; view: Stretch; whole: boolean; show: (view: Stretch | null) => void }

function Zoom({ day, view, whole, show }: ZoomProps) {
  const { t } = useLanguage()
  const button = (name: string, icon: 'chevronLeft' | 'chevronRight' | 'plus' | 'minus', next: Stretch) => (
    <button
      type="button"
      className={controls.icon}
      aria-label={name}
      title={name}
      disabled={next.start === view.start && next.end === view.end}
      onClick={() => show(next)}
    >
      <Icon name={icon} size={15} />
    </button>
  )
  return (
    <>
      {button(t.agent.earlier, 'chevronLeft', moveView(view, day, { by: -0.5 }))}
      {button(t.agent.later, 'chevronRight', moveView(view, day, { by: 0.5 }))}
      {button(t.agent.closer, 'plus', moveView(view, day, { factor: 0.5 }))}
      {button(t.agent.wider, 'minus', moveView(view, day, { factor: 2 }))}
      <button type="button" className={controls.ghost} onClick={() => show(null)}>
        {t.agent.shift}
      </button>
      <button
        type="button"
        className={controls.ghost}
        disabled={whole}
        onClick={() => show({ start: day.start, end: day.end })}
      >
        {t.agent.wholeDay}
      </button>
    </>
  )
}
