import { useProofs } from '../../api/erasure'
import type { ErasureProof } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { save } from '../../lib/save'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { Failure } from '../../ui/State'
import css from './Erasure.module.css'

/** The proofs of erasures, the newest first, and open when it was made just now. Since is the end of the newest erasure. */
export function Proofs({ since, own, zone }: { since: string | null; own: string; zone: string }) {
  const { t } = useLanguage()
  const result = useProofs(since)
  const proofs = result.data?.proofs ?? []
  return (
    <Panel title={t.erasure.proof.title} sub={t.erasure.proof.sub} id="proofs">
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {result.data && proofs.length === 0 && <p className={css.quiet}>{t.erasure.proof.none}</p>}
      {proofs.map((proof) => (
        <Proof key={proof.id} proof={proof} open={proof.id === own} zone={zone} />
      ))}
    </Panel>
  )
}

function Proof({ proof, open, zone }: { proof: ErasureProof; open: boolean; zone: string }) {
  const { t } = useLanguage()
  const texts = t.erasure.proof
  const time = (at: string) => stamp(Date.parse(at), zone)
  const { result, looked } = proof
  const rows: [string, string][] = [
    [texts.id, proof.id],
    [texts.begun, time(proof.begun)],
    [texts.ended, time(proof.ended)],
    [texts.by, proof.who || texts.nobody],
    [texts.reason, proof.reason || '–'],
    ...(proof.kind === 'person' ? [[texts.named, texts.ids(proof.contacts, proof.customers)] as [string, string]] : []),
  ]
  const gone: [string, number][] = [
    [t.erasure.rows.contacts, result.contacts],
    [t.erasure.rows.contact_records, result.contact_records],
    [t.erasure.rows.contact_events, result.contact_events],
    [t.erasure.rows.agent_events, result.agent_events],
    [t.erasure.rows.quarantined, result.quarantined],
    [t.erasure.rows.reduced, result.reduced],
    [t.erasure.rows.redacted, result.redacted],
  ]
  const through: [string, number][] = [
    [texts.segments, looked.segments],
    [t.erasure.rows.contact_records, looked.contact_records],
    [t.erasure.rows.contact_events, looked.contact_events],
    [t.erasure.rows.agent_events, looked.agent_events],
    [t.erasure.rows.quarantined, looked.quarantined],
    [texts.views, proof.views],
    [texts.viewsNaming, proof.views_naming],
    [texts.files, proof.exported_files],
    [texts.left, looked.left],
  ]
  const counted = (list: [string, number][]) => list.map(([name, n]) => [name, count(n)] as [string, string])
  return (
    <details className={css.proof} open={open}>
      <summary>
        <span>{time(proof.ended)}</span>
        <span>{proof.kind === 'person' ? texts.person : texts.limits}</span>
        <b>{texts.contacts(count(result.contacts))}</b>
      </summary>
      <Rows rows={rows} />
      <h3>{texts.gone}</h3>
      <Rows rows={counted(gone)} />
      <h3>{texts.through}</h3>
      <Rows rows={counted(through)} />
      <button
        type="button"
        className={controls.button}
        onClick={() =>
          save(
            `ringside_erasure_${proof.id}.json`,
            new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }),
          )
        }
      >
        <Icon name="download" size={15} />
        {texts.save}
      </button>
    </details>
  )
}

function Rows({ rows }: { rows: [string, string][] }) {
  return (
    <dl className={css.counts}>
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
