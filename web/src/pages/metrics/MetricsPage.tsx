import { useDeferredValue } from 'react'
import { Link, useLocation } from 'wouter'
import type { Metric, MetricGroup } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { href, setOrDrop } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Empty, Failure, Skeleton } from '../../ui/State'
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
  const chosen = metrics.find((m) => m.id === id)
  useTitle(chosen ? pick(chosen.title, language) : t.metrics.title)
  return (
    <Page title={t.metrics.title} page={page} range={false} filters={false} fill>
      {catalogue.error && <Failure error={catalogue.error} retry={() => void catalogue.refetch()} />}
      {catalogue.isPending && <Skeleton lines={10} height={520} />}
      {catalogue.data && (
        <div className={css.split} data-chosen={id !== undefined || undefined}>
          <Index groups={catalogue.data.groups} metrics={metrics} chosen={chosen?.id} />
          <div className={css.detail}>
            {id !== undefined && (
              <Link className={css.back} href={href('/dictionary', search)}>
                <Icon name="chevronLeft" size={13} /> {t.metrics.title}
              </Link>
            )}
            {id !== undefined && !chosen && <Empty text={t.metrics.unknown(id)} />}
            {chosen && <MetricDetail metric={chosen} dimensions={catalogue.data.dimensions} />}
            {id === undefined && <About metrics={metrics.length} />}
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
  return (
    <article className={css.article}>
      <h2 className={css.title}>{t.metrics.about(metrics)}</h2>
      {[intro.names, intro.record, t.attribution.timeSpentLong, intro.nothing, intro.search].map((text) => (
        <p key={text} className={css.definition}>
          {text}
        </p>
      ))}
    </article>
  )
}

type IndexProps = { groups: MetricGroup[]; metrics: Metric[]; chosen: string | undefined }

function Index({ groups, metrics, chosen }: IndexProps) {
  const { t, language } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const query = new URLSearchParams(search).get('q') ?? ''
  const found = findMetrics(metrics, useDeferredValue(query))
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
          {t.metrics.found(found.length)}
        </p>
      </div>
      <div className={css.list} tabIndex={0} role="group" aria-label={t.metrics.title}>
        {found.length === 0 && <Empty text={t.metrics.none} />}
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
                  <Entry key={metric.id} metric={metric} chosen={metric.id === chosen} search={search} />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </section>
  )
}

function Entry({ metric, chosen, search }: { metric: Metric; chosen: boolean; search: string }) {
  const { t, language } = useLanguage()
  return (
    <li>
      <Link
        className={css.entry}
        href={href(`/dictionary/${metric.id}`, search)}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className={css.name}>
          {pick(metric.title, language)}
          <code>{metric.id}</code>
        </span>
        <span className={css.unit}>{t.unit[metric.unit]}</span>
      </Link>
    </li>
  )
}
