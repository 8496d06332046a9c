import type { LiveMetric } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import { CopyButton } from '../../ui/CopyText'
import { Fact, Source } from './MetricDetail'
import css from './Metrics.module.css'

/** A figure of the present moment: what it is, from what it is counted, and where its past is. */
export function LiveMetricDetail({ figure }: { figure: LiveMetric }) {
  const { t, language } = useLanguage()
  return (
    <article className={css.article} aria-label={pick(figure.title, language)}>
      <header className={css.head}>
        <div>
          <h2>{pick(figure.title, language)}</h2>
          <p lang={language === 'ko' ? 'en' : 'ko'}>{language === 'ko' ? figure.title.en : figure.title.ko}</p>
        </div>
      </header>
      <ul className={css.badges}>
        <li>{t.unitLong[figure.unit]}</li>
        <li>{t.metrics.live}</li>
      </ul>
      <p className={css.definition}>{pick(figure.definition, language)}</p>
      <dl className={css.facts}>
        <Fact name="ID">
          <code>{figure.id}</code>
          <CopyButton text={figure.id} name="ID" bare />
        </Fact>
        {figure.connect_name && (
          <Fact name={t.how.connect}>
            <code>{figure.connect_name}</code>
          </Fact>
        )}
        <Fact name={t.metrics.counted}>{pick(figure.counted, language)}</Fact>
        <Fact name={t.metrics.past}>
          {figure.kept ? t.metrics.kept : t.metrics.notKept}
          {figure.kept && <small>{t.metrics.keptLong}</small>}
        </Fact>
        <Fact name={t.how.source}>
          <Source url={figure.source_url} />
        </Fact>
      </dl>
    </article>
  )
}
