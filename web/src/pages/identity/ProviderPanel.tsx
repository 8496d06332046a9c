import { useState } from 'react'
import { useBring, useRemoveProvider } from '../../api/identity'
import type { IdentityProvider } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { Refusal } from '../../ui/State'
import { BringForm } from './BringForm'
import { Facts } from './Facts'
import css from './Identity.module.css'
import { SettingsForm } from './SettingsForm'
import { Waiting } from './Waiting'

type Props = { provider: IdentityProvider; fetches: boolean; zone: string }

/** One identity provider. */
export function ProviderPanel({ provider, fetches, zone }: Props) {
  const { t } = useLanguage()
  const bring = useBring(provider.id)
  const { counts, waits, configured, overruled, settings } = provider
  const is = overruled ? 'overruled' : counts ? 'counts' : 'waits'
  return (
    <Panel title={provider.name || t.identity.company} id="provider" className={css.provider}>
      <p className={css.state}>
        <Shape tone={is === 'counts' ? 'ok' : 'warn'} /> {t.identity.state[is]}
        {configured && <small>{t.identity.state.configured}</small>}
      </p>
      {settings.sha1 && (
        <p className={css.state} data-warning>
          <Shape tone="warn" /> {t.identity.sha1}
        </p>
      )}
      {waits && <Waiting key={waits.digest} provider={provider} waits={waits} zone={zone} />}
      {counts && waits && <h3>{t.identity.counting}</h3>}
      {counts && (
        <Facts
          facts={counts}
          zone={zone}
          takeOut={configured ? undefined : (fingerprint) => bring.mutate({ drop: fingerprint })}
        />
      )}
      {bring.error && <Refusal error={bring.error} />}
      {!configured && (
        <>
          <details className={css.more}>
            <summary>{t.identity.renew}</summary>
            <p className={css.quiet}>{t.identity.renewSub}</p>
            <BringForm key={`${waits?.digest ?? ''} ${counts?.digest ?? ''}`} provider={provider} fetches={fetches} />
          </details>
          <details className={css.more}>
            <summary>{t.identity.settings}</summary>
            <p className={css.quiet}>{t.identity.settingsSub}</p>
            <SettingsForm key={JSON.stringify([provider.name, provider.url, settings])} provider={provider} />
          </details>
          <Remove id={provider.id} />
        </>
      )}
    </Panel>
  )
}

function Remove({ id }: { id: string }) {
  const { t } = useLanguage()
  const remove = useRemoveProvider(id)
  const [sure, say] = useState(false)
  return (
    <details className={css.more}>
      <summary>{t.identity.remove}</summary>
      <p className={css.quiet}>{t.identity.removeSub}</p>
      <div className={css.form}>
        <label className={css.tick}>
          <input type="checkbox" checked={sure} onChange={(event) => say(event.target.checked)} />
          {t.identity.sure}
        </label>
        <div className={css.actions}>
          <button
            type="button"
            className={controls.button}
            disabled={!sure || remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t.identity.remove}
          </button>
          {remove.error && <Refusal error={remove.error} />}
        </div>
      </div>
    </details>
  )
}
