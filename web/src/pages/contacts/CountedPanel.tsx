import { useMemo } from 'react'
import { Link } from 'wouter'
import type { CountedIn, Metric } from '../../api/model'
import { useMetrics } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { duration, durationWords, type Language } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { Panel } from '../../ui/Panel'
import { countedFigures, type Figure } from './counted'
import css from './Counted.module.css'
import { Words } from './Words'
import { useSearch } from '../../lib/search'

/** Each duration of the contact and the figures that it goes into: why a number is what it is, from below. */
export function CountedPanel({ list }: { list: CountedIn[] }) {
  const { t, language } = useLanguage()
  const { data: metrics } = useMetrics()
  const counted = useMemo(() => countedFigures(list, metrics ?? []), [list, metrics])
  return (
    <Panel id="counted" title={t.counted.title} sub={t.counted.sub} flush>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.counted.title}>
        <table className={css.table}>
          <caption className="cc-hidden">{t.counted.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t.counted.duration}</th>
              <th scope="col" data-number>
                {t.detail.lasted}
              </th>
              <th scope="col">{t.counted.figures}</th>
            </tr>
          </thead>
          <tbody>
            {counted.durations.map(({ name, field, seconds, figures }) => (
              <tr key={name}>
                <th scope="row">
                  {t.counted.durations[name]}
                  <small lang="en">
                    <Words text={field} />
                  </small>
                </th>
                <td data-number title={durationWords(seconds, language)}>
                  {duration(seconds)}
                </td>
                <td>
                  <Figures figures={figures} />
                </td>
              </tr>
            ))}
            {counted.counts.length > 0 && (
              <tr>
                <th scope="row">{t.counted.counts}</th>
                <td data-number>1</td>
                <td>
                  <Figures figures={counted.counts} />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Figures({ figures }: { figures: Figure[] }) {
  const { t, language } = useLanguage()
  const search = scopeOnly(useSearch())
  return (
    <ul className={css.figures}>
      {figures.map(({ metric, value }) => (
        <li key={metric.id}>
          <Link href={href(`/dictionary/${metric.id}`, search)} title={pick(metric.definition, language)}>
            {titleOf(metric, language)}
          </Link>
          {metric.unit === 'percent' && (
            <small className={value === 1 ? css.yes : css.no}>{value === 1 ? t.counted.met : t.counted.missed}</small>
          )}
        </li>
      ))}
    </ul>
  )
}

/** A percentile stands for its three ranks. */
function titleOf(metric: Metric, language: Language): string {
  const title = pick(metric.title, language)
  return metric.id.startsWith('p50_') ? title.replace('p50', 'p50·p90·p95') : title
}
