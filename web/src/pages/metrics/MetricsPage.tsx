import { useDeferredValue } from 'react'
import { Link, useLocation } from 'wouter'
import type { LiveMetric, Metric, MetricGroup } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { href, setOrDrop } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { LiveMetricDetail } from './LiveMetricDetail'
import { MetricDetail } from './MetricDetail'
import css from './Metrics.module.css'
import { findMetrics } from '../../lib/find_metrics'
import { useSearch } from '../../lib/search'

/** The dictionary: every figure, how it is counted and where that is written. */
export function MetricsPage({ id }: { id?: string }) {
  const { t, language } = useLanguage()
  const page = useScope()
  const catalogue = useCatalogue()
  const search = useSearch()
  const metrics = catalogue.data?.metrics ?? []
  const live = catalogue.data?.live ?? []
  const chosen = metrics.find((m) => m.id === id)
  const now = live.find((figure) => liveId(figure.id) === id)
  const title = chosen?.title ?? now?.title
  useTitle(title ? pick(title, language) : t.metrics.title)
  return (
    <Page title={t.metrics.title} page={page} range={false} filters={false} instances={false} fill>
      {catalogue.error && <Failure error={catalogue.error} retry={() => void catalogue.refetch()} />}
      {catalogue.isPending && <Skeleton lines={10} height={520} />}
      {catalogue.data && (
        <div className={css.split} data-chosen={id !== undefined || undefined}>
          <Index groups={catalogue.data.groups} metrics={metrics} live={live} chosen={id} />
          <div className={css.detail}>
            {id !== undefined && (
              <Link className={css.back} href={href('/dictionary', search)}>
                <Icon name="chevronLeft" size={13} /> {t.metrics.title}
              </Link>
            )}
            {id !== undefined && !title && <Empty text={t.metrics.unknown(id)} />}
            {chosen && <MetricDetail metric={chosen} dimensions={catalogue.data.dimensions} />}
            {now && <LiveMetricDetail figure={now} />}
            {id === undefined && <About metrics={metrics.length + live.length} />}
          </div>
        </div>
      )}
    </Page>
  )
}

/** How to read the dictionary, where no metric is chosen. */
function About({ metrics }: { metrics: number }) {
  const { t } = useLanguage()
  const { intro } = t.metrics
  const paragraphs = [
    { text: intro.names },
    { about: t.attribution.contact, text: intro.record },
    { about: t.attribution.time_spent, text: t.attribution.timeSpentLong },
    { text: intro.nothing },
    { text: intro.search },
  ]
  return (
    <article className={css.article}>
      <h2 className={css.title}>{t.metrics.about(metrics)}</h2>
      {paragraphs.map(({ about, text }) => (
        <p key={text} className={css.definition}>
          {about && <b>{about}: </b>}
          {text}
        </p>
      ))}
    </article>
  )
}

/** How a figure of the present moment is called in an address: none of the others has a dot. */
const liveId = (id: string) => `live.${id}`

type IndexProps = { groups: MetricGroup[]; metrics: Metric[]; live: LiveMetric[]; chosen: string | undefined }

function Index({ groups, metrics, live, chosen }: IndexProps) {
  const { t, language } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const query = new URLSearchParams(search).get('q') ?? ''
  const sought = useDeferredValue(query)
  const found = findMetrics(metrics, sought)
  const foundNow = findMetrics(live, sought)
  const change = (text: string) => {
    const params = new URLSearchParams(search)
    setOrDrop(params, 'q', text)
    navigate(href(path, params.toString()), { replace: true })
  }
  return (
    <section className={css.index} aria-label={t.metrics.title}>
      <div className={css.find} role="search">
        <div className={controls.field}>
          <Icon name="search" size={15} />
          <input
            data-find
            type="search"
            value={query}
            placeholder={t.metrics.search}
            aria-label={t.metrics.searchLong}
            onChange={(event) => change(event.target.value)}
          />
        </div>
        <p className="cc-hidden" aria-live="polite">
          {t.metrics.found(found.length + foundNow.length)}
        </p>
      </div>
      <div className={css.list} tabIndex={0} role="group" aria-label={t.metrics.title}>
        {found.length + foundNow.length === 0 && <Empty text={t.metrics.none} />}
        {groups.map((group) => {
          const members = found.filter((m) => m.group === group.id)
          if (members.length === 0) return null
          return (
            <section key={group.id} aria-label={pick(group.title, language)}>
              <h2 className={css.group}>
                {pick(group.title, language)} <small>{members.length}</small>
              </h2>
              <ul>
                {members.map((metric) => (
                  <Entry key={metric.id} {...metric} chosen={metric.id === chosen} search={search} />
                ))}
              </ul>
            </section>
          )
        })}
        {foundNow.length > 0 && (
          <section aria-label={t.metrics.live}>
            <h2 className={css.group}>
              {t.metrics.live} <small>{foundNow.length}</small>
            </h2>
            <ul>
              {foundNow.map((figure) => (
                <Entry
                  key={figure.id}
                  {...figure}
                  id={liveId(figure.id)}
                  chosen={liveId(figure.id) === chosen}
                  search={search}
                />
              ))}
            </ul>
          </section>
        )}
      </div>
    </section>
  )
}

type EntryProps = Pick<Metric, 'id' | 'title' | 'unit'> & { chosen: boolean; search: string }

function Entry({ id, title, unit, chosen, search }: EntryProps) {
  const { t, language } = useLanguage()
  return (
    <li>
      <Link className={css.entry} href={href(`/dictionary/${id}`, search)} aria-current={chosen ? 'true' : undefined}>
        <span className={css.name}>
          {pick(title, language)}
          <code>{id}</code>
        </span>
        <span className={css.unit}>{t.unit[unit]}</span>
      </Link>
    </li>
  )
}
