import type { SourceStatus } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { age, count } from '../../lib/format'
import { stamp, stampUTC } from '../../lib/time'
import { Panel } from '../../ui/Panel'
import { Empty } from '../../ui/State'
import { Ago } from './Ago'
import css from './Pipeline.module.css'

const counts = ['read', 'stored', 'updated', 'duplicates', 'older', 'quarantined'] as const

/** What each source delivered and what became of it; "read" is the sum of the five after it. */
export function Sources({ sources, zone }: { sources: SourceStatus[]; zone: string }) {
  const { t } = useLanguage()
  const p = t.pipeline
  if (sources.length === 0) {
    return (
      <Panel title={p.sources}>
        <Empty text={p.noSources} />
      </Panel>
    )
  }
  return (
    <Panel title={p.sources} flush>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={p.sources}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{p.source}</th>
              <th scope="col">{p.kind}</th>
              <th scope="col">{p.lastReceived}</th>
              <th scope="col">{p.lastEvent}</th>
              <th scope="col" data-number title={p.lagTip}>
                {p.lag}
              </th>
              {counts.map((name) => (
                <th key={name} scope="col" data-number>
                  {p[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Row key={`${source.source} ${source.kind}`} source={source} zone={zone} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={5}>
                {p.total}
              </th>
              {counts.map((name) => (
                <td key={name} data-number>
                  {count(sources.reduce((sum, s) => sum + s[name], 0))}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

function Row({ source, zone }: { source: SourceStatus; zone: string }) {
  const { t, language } = useLanguage()
  return (
    <tr>
      <th scope="row" lang="en">
        {source.source}
      </th>
      <td>{t.pipeline.kinds[source.kind]}</td>
      <td>
        <Ago at={source.last_received} zone={zone} />
      </td>
      <td title={source.last_event ? stampUTC(Date.parse(source.last_event)) : undefined}>
        {source.last_event ? stamp(Date.parse(source.last_event), zone) : '–'}
      </td>
      <td data-number>{age(source.lag_seconds, language)}</td>
      {counts.map((name) => (
        <td key={name} data-number className={name === 'quarantined' && source.quarantined > 0 ? css.warn : undefined}>
          {count(source[name])}
        </td>
      ))}
    </tr>
  )
}
