import { useState } from 'react'
import { useOwnKey, type OwnKeyChange } from '../../api/identity'
import type { IdentityProviders } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { dayOf } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Refusal } from '../../ui/State'
import { grouped } from './fingerprint'
import css from './Identity.module.css'

/** Which change is about which key. The next key has to be turned to before there is another one. */
const changes: { change: OwnKeyChange; of: IdentityProviders['own_keys'][number]['stage'] }[] = [
  { change: 'next', of: 'active' },
  { change: 'turn', of: 'next' },
  { change: 'retire', of: 'old' },
]

/** Ringside's own keys, how far their change is, and whom to tell what. */
export function OwnKeys({ of, zone }: { of: IdentityProviders; zone: string }) {
  const { t } = useLanguage()
  const texts = t.identity.own
  const has = (stage: string) => of.own_keys.some((key) => key.stage === stage)
  const names = of.providers.map((one) => one.name || t.identity.company)
  return (
    <Panel title={texts.title} sub={texts.sub} id="own" className={css.provider}>
      <ul className={css.keys}>
        {of.own_keys.map((key) => (
          <li key={key.fingerprint}>
            <code>{grouped(key.fingerprint)}</code>
            <small>
              {texts[key.stage]} · {t.identity.ends} {dayOf(Date.parse(key.ends), zone)}
            </small>
          </li>
        ))}
      </ul>
      {has('next') && names.length > 0 && <p>{texts.tell(names.join(', '))}</p>}
      {changes.map(({ change, of: stage }) => {
        const key = of.own_keys.find((one) => one.stage === stage)
        if (!key || (change === 'next' && has('next'))) return null
        return <Change key={`${change} ${key.fingerprint}`} change={change} fingerprint={key.fingerprint} />
      })}
    </Panel>
  )
}

function Change({ change, fingerprint }: { change: OwnKeyChange; fingerprint: string }) {
  const { t } = useLanguage()
  const order = useOwnKey(change)
  const [sure, say] = useState(change === 'next') // which nobody notices
  const texts = t.identity.own.changes[change]
  return (
    <details className={css.more} data-change={change}>
      <summary>{texts.title}</summary>
      <p className={css.quiet}>{texts.note}</p>
      <div className={css.form}>
        {change !== 'next' && (
          <label className={css.tick}>
            <input type="checkbox" checked={sure} onChange={(event) => say(event.target.checked)} />
            {texts.sure}
          </label>
        )}
        <div className={css.actions}>
          <button
            type="button"
            className={controls.button}
            disabled={!sure || order.isPending}
            onClick={() => order.mutate(fingerprint)}
          >
            {texts.button}
          </button>
          {order.error && <Refusal error={order.error} />}
        </div>
      </div>
    </details>
  )
}
