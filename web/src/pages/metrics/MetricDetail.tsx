import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { DimensionInfo, Metric } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { CopyButton } from '../../ui/CopyText'
import { Icon } from '../../ui/Icon'
import css from './Metrics.module.css'

type Props = { metric: Metric; dimensions: DimensionInfo[] }

/** Everything about one metric. */
export function MetricDetail({ metric, dimensions }: Props) {
  const { t, language } = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.closest('article')?.scrollTo({ top: 0 }), [metric.id])
  return (
    <article className={css.article} aria-label={pick(metric.title, language)}>
      <header className={css.head}>
        <div>
          <h2 ref={heading}>{pick(metric.title, language)}</h2>
          <p lang={language === 'ko' ? 'en' : 'ko'}>{language === 'ko' ? metric.title.en : metric.title.ko}</p>
        </div>
        <div className={css.tools}>
          <Link className={controls.primary} href={`/reports/view?range=7d&every=1d&metric=${metric.id}`}>
            <Icon name="reports" size={16} />
            {t.metrics.inReport}
          </Link>
          <CopyButton
            text={`${location.origin}/dictionary/${metric.id}`}
            name={t.metrics.link}
            label={t.metrics.link}
          />
        </div>
      </header>
      <ul className={css.badges}>
        <li>{t.unitLong[metric.unit]}</li>
        <li>{t.direction[metric.direction]}</li>
      </ul>
      <p className={css.definition}>{pick(metric.definition, language)}</p>
      <Formula metric={metric} />
      <dl className={css.facts}>
        <Fact name="ID">
          <code>{metric.id}</code>
          <CopyButton text={metric.id} name="ID" bare />
        </Fact>
        {metric.connect_name && (
          <Fact name={t.how.connect}>
            <code>{metric.connect_name}</code>
          </Fact>
        )}
        <Fact name={t.metrics.attribution}>
          {metric.attribution === 'time_spent' ? t.attribution.time_spent : t.attribution.contact}
          <small>{metric.attribution === 'time_spent' ? t.attribution.timeSpentLong : t.attribution.contactLong}</small>
        </Fact>
        <Fact name={t.metrics.timeField}>
          {t.moment[metric.time_field]}
          <small>{metric.own_time ? t.metrics.ownTime : t.metrics.otherTime}</small>
        </Fact>
        <Fact name={t.metrics.dimensions}>
          <ul className={css.chips}>
            {dimensions.map((dimension) => {
              const can = metric.dimensions.includes(dimension.id)
              return can ? <li key={dimension.id}>{pick(dimension.title, language)}</li> : null
            })}
          </ul>
        </Fact>
        <Fact name={t.how.source}>
          <Source url={metric.source_url} />
        </Fact>
      </dl>
      {metric.parameters.length > 0 && <Parameters metric={metric} />}
    </article>
  )
}

export function Source({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" lang="en">
      {url.replace('https://docs.aws.amazon.com/', 'docs.aws.amazon.com › ').replaceAll('/', ' › ')}
    </a>
  )
}

function Formula({ metric }: { metric: Metric }) {
  const { t } = useLanguage()
  return (
    <figure className={css.formula}>
      <figcaption>{t.how.formula}</figcaption>
      <pre tabIndex={0} aria-label={t.how.formula}>
        <code>{metric.formula}</code>
      </pre>
    </figure>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What the metric's id takes behind a colon, with an example that can be copied. */
function Parameters({ metric }: { metric: Metric }) {
  const { t, language } = useLanguage()
  const example = `${metric.id}:${metric.parameters
    .slice(0, 2)
    .map((p) => `${p.name}=${p.choices.find((c) => c.value !== p.default)?.value ?? '30'}`)
    .join(',')}`
  return (
    <section className={css.parameters}>
      <h3>{t.metrics.parameters}</h3>
      <p>
        <code>{example}</code>
        <CopyButton text={example} name={t.metrics.example} bare />
      </p>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.metrics.parameters}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.metrics.parameter}</th>
              <th scope="col">{t.metrics.meaning}</th>
              <th scope="col">{t.metrics.allowed}</th>
              <th scope="col">{t.metrics.default}</th>
            </tr>
          </thead>
          <tbody>
            {metric.parameters.map((p) => (
              <tr key={p.name}>
                <th scope="row">
                  <code>{p.name}</code>
                </th>
                <td>{pick(p.meaning, language)}</td>
                <td>
                  {p.choices.length === 0 && <div>{p.allowed.replace(' to ', '–')}</div>}
                  {[...p.choices, ...p.words].map((word) => (
                    <div key={word.value}>
                      <code>{word.value}</code> {pick(word.meaning, language)}
                    </div>
                  ))}
                </td>
                <td>
                  <code>{p.default}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
