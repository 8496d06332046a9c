import { useState } from 'react'
import type { FigureDifference } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { contactPath } from '../../lib/contact_path'
import { count, figure } from '../../lib/format'
import { parseSpec, specTitle } from '../../lib/metric_spec'
import { useSearch } from '../../lib/search'
import { clock } from '../../lib/time'
import { ContactLink } from '../../ui/ContactLink'
import controls from '../../ui/Controls.module.css'
import { Shape } from '../../ui/Shape'
import css from './FigureChecks.module.css'

const first = 12

type Props = { differences: FigureDifference[]; of: number; zone: string }

/** What differed, by interval and queue: both figures, why, and which contacts it was. */
export function CheckDifferences({ differences, of, zone }: Props) {
  const { t } = useLanguage()
  const texts = t.pipeline.checks
  const [all, show] = useState(false)
  const rows = all ? differences : differences.slice(0, first)
  return (
    <>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={texts.differences}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{texts.interval}</th>
              <th scope="col">{texts.causes}</th>
              <th scope="col">{texts.figures}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((d) => (
              <Row key={`${d.start} ${d.queue_arn}`} difference={d} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
      {!all && differences.length > first && (
        <button type="button" className={controls.button} onClick={() => show(true)}>
          {texts.more(count(differences.length - first))}
        </button>
      )}
      {all && of > differences.length && <p className={css.quiet}>{texts.notListed(count(of - differences.length))}</p>}
    </>
  )
}

function Row({ difference: d, zone }: { difference: FigureDifference; zone: string }) {
  const { t, language } = useLanguage()
  const texts = t.pipeline.checks
  const metrics = useCatalogue().data?.metrics
  const search = useSearch()
  const instance = d.queue_arn.split('/queue/')[0] ?? ''
  const title = (spec: string) => {
    const metric = metrics?.find(({ id }) => id === parseSpec(spec).id)
    return metric ? specTitle(metric, spec, language) : spec
  }
  return (
    <tr>
      <td>
        {clock(Date.parse(d.start), zone)}–{clock(Date.parse(d.end), zone)}
        <b>{d.queue}</b>
      </td>
      <td>
        <ul className={css.causes}>
          {d.causes.map((cause) => (
            <li key={cause.kind}>
              <Shape tone={cause.kind === 'unexplained' ? 'bad' : d.settled ? 'ok' : 'warn'} />
              <span title={texts.kindTips[cause.kind]}>
                {texts.kinds[cause.kind]}
                {cause.contacts > 0 && ` · ${texts.contactsOf(count(cause.contacts), count(cause.restored))}`}
              </span>
              {cause.contact_ids.map((id) => (
                <ContactLink key={id} id={id} href={contactPath(id, instance, search)} />
              ))}
            </li>
          ))}
        </ul>
      </td>
      <td>
        <Pairs pairs={d.figures} title={title} />
      </td>
    </tr>
  )
}

type PairsProps = { pairs: FigureDifference['figures']; title: (spec: string) => string }

/** The first figure, which counts contacts where that differs, and the others behind it. */
function Pairs({ pairs, title }: PairsProps) {
  const { t } = useLanguage()
  const texts = t.pipeline.checks
  const [head, ...rest] = pairs.map((pair) => (
    <span key={pair.metric} className={css.pair} title={texts.pairTip}>
      <span>{title(pair.metric)}</span>
      <span>
        {figure(pair.ours, pair.unit)} → {figure(pair.theirs, pair.unit)}
        {pair.after !== pair.theirs && <small> {texts.now(figure(pair.after, pair.unit))}</small>}
      </span>
    </span>
  ))
  if (rest.length === 0) return head
  return (
    <details className={css.pairs}>
      <summary>
        {head} <small>{texts.others(rest.length)}</small>
      </summary>
      {rest}
    </details>
  )
}
