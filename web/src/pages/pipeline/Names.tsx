import type { AmazonConnectStatus, DirectoryStatus } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { Panel } from '../../ui/Panel'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import { Ago } from './Ago'
import css from './Pipeline.module.css'

type Props = { status: AmazonConnectStatus; sub: string | undefined; zone: string }

/** What things are called by Amazon Connect and how fresh that is, and who was there when Ringside started. */
export function Names({ status, sub, zone }: Props) {
  const { t } = useLanguage()
  const p = t.pipeline.directory
  return (
    <Panel title={p.title} sub={sub ?? p.tip} shared={sub !== undefined} flush>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={p.title}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{p.kind}</th>
              <th scope="col" data-number>
                {p.there}
              </th>
              <th scope="col" data-number title={p.goneTip}>
                {p.gone}
              </th>
              <th scope="col">{p.listed}</th>
              <th scope="col">{p.state}</th>
            </tr>
          </thead>
          <tbody>
            {status.directory.map((one) => (
              <tr key={one.kind}>
                <th scope="row">{p.kinds[one.kind]}</th>
                <td data-number>{count(one.there)}</td>
                <td data-number>{count(one.gone)}</td>
                <td>
                  <Ago at={one.listed_at} zone={zone} />
                </td>
                <td className={css.reason}>
                  <State of={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Roll status={status} zone={zone} />
    </Panel>
  )
}

function State({ of }: { of: DirectoryStatus }) {
  const { t } = useLanguage()
  const p = t.pipeline.directory
  if (of.problem !== '') {
    return (
      <span className={css.state}>
        <Shape tone="warn" />
        {of.listed_at === null ? p.never : p.old} <ServerText text={of.problem} />
      </span>
    )
  }
  return of.listed_at === null ? (
    p.coming
  ) : (
    <span className={css.state}>
      <Shape tone="ok" />
      {p.fresh}
    </span>
  )
}

function Roll({ status: { roll }, zone }: { status: AmazonConnectStatus; zone: string }) {
  const { t } = useLanguage()
  const p = t.pipeline.directory
  return (
    <p className={css.roll}>
      <b>{p.roll}</b>
      {roll.as_of === null ? (
        <span className={css.state}>
          {roll.problem !== '' && <Shape tone="warn" />}
          {roll.problem === '' ? p.rollComing : p.rollNot} <ServerText text={roll.problem} />
        </span>
      ) : (
        <span>
          <Ago at={roll.as_of} zone={zone} /> · {p.rollThere(count(roll.there), count(roll.told), count(roll.missing))}
        </span>
      )}
    </p>
  )
}
