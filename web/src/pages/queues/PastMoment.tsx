import { useLocation } from 'wouter'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { count, duration } from '../../lib/format'
import { href } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { clock, clockSeconds, dayLabel, dayOf, momentAt } from '../../lib/time'
import { serverNow } from '../../live/clock'
import type { PageScope } from '../../shell/scope'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import type { Past } from './past'
import css from './Queues.module.css'
import { spanNames, spans, stretch, withZoom, type Zoom } from './zoom'

type Props = {
  page: PageScope
  /** Null: all of the chosen instances. */
  queue: string | null
  zoom: Zoom | null
  /** Those of the charts, and how much time one stands for. */
  points: Past[]
  stepSeconds: number
}

/** How things stood at one moment, and which stretch around it the charts show. */
export function PastMoment({ page, queue, zoom, points, stepSeconds }: Props) {
  const { t } = useLanguage()
  const words = t.queuesPage.past.moment
  const { moment: title } = t.queuesPage.past.titles[queue === null ? 'all' : 'one']
  const search = useSearch()
  const [path, navigate] = useLocation()
  const go = (next: Zoom | null) => navigate(href(path, withZoom(search, next)))
  const { zone } = page
  const shown = zoom?.around ?? Math.min(serverNow(), endOf(page))
  const move = (steps: number) => zoom && go({ ...zoom, around: zoom.around + steps * zoom.span * 60_000 })
  const { from, to } = zoom ? stretch(zoom) : page.query
  const asked = { from, to, zone, ...(queue === null ? { instance: page.query.instance } : { queue }) }
  return (
    <Panel
      id="past_moment"
      className={css.wide}
      title={title}
      tools={<ExportMenu question={{ live_history: asked }} zone={zone} what={title} bare />}
    >
      <div className={css.zoom}>
        <input
          type="datetime-local"
          key={`${shown} ${zone}`}
          className={css.input}
          aria-label={words.when}
          defaultValue={`${dayOf(shown, zone)}T${clock(shown, zone)}`}
          onBlur={(event) => {
            const at = momentAt(event.target.value, zone)
            if (at !== null && Math.abs(at - shown) >= 60_000) go({ around: at, span: zoom?.span ?? 60 })
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <div className={controls.switch} role="group" aria-label={words.span}>
          <button type="button" aria-pressed={zoom === null} onClick={() => go(null)}>
            {words.whole}
          </button>
          {spans.toReversed().map((span) => (
            <button
              key={span}
              type="button"
              aria-pressed={zoom?.span === span}
              onClick={() => go({ around: Math.floor(shown / 60_000) * 60_000, span })}
            >
              {words.spans[spanNames[span]]}
            </button>
          ))}
        </div>
        <button
          type="button"
          className={controls.icon}
          aria-label={words.earlier}
          title={words.earlier}
          disabled={!zoom}
          onClick={() => move(-1)}
        >
          <Icon name="chevronLeft" size={16} />
        </button>
        <button
          type="button"
          className={controls.icon}
          aria-label={words.later}
          title={words.later}
          disabled={!zoom}
          onClick={() => move(1)}
        >
          <Icon name="chevronRight" size={16} />
        </button>
        {zoom ? (
          <Answer at={zoom.around} zone={zone} point={pointAt(points, stepSeconds, zoom.around)} />
        ) : (
          <p className={css.hint}>{words.hint}</p>
        )}
      </div>
    </Panel>
  )
}

/** The last moment of the page's range. */
const endOf = (page: PageScope) => (momentAt(`${page.query.to}T00:00`, page.zone) ?? serverNow()) - 60_000

/** The point in which a moment lies. */
function pointAt(points: Past[], stepSeconds: number, at: number): Past | undefined {
  return points.findLast(({ start }) => Date.parse(start) <= at && at < Date.parse(start) + stepSeconds * 1000)
}

function Answer({ at, zone, point }: { at: number; zone: string; point: Past | undefined }) {
  const { t, language } = useLanguage()
  const words = t.queuesPage.past.moment
  const when = `${dayLabel(dayOf(at, zone), language)} ${clockSeconds(at, zone)}`
  if (!point?.seen) {
    return (
      <p className={css.answer} data-waiting="">
        {words.unseen(when)}
      </p>
    )
  }
  return (
    <p className={css.answer} data-waiting={point.waitingLast ?? ''}>
      {when} · <b>{words.waited(count(point.waitingLast))}</b>
      {point.oldest !== null && ` · ${words.oldest(duration(point.oldest))}`}
      {` · ${words.agents(count(point.available), count(point.onContact))}`}
    </p>
  )
}
