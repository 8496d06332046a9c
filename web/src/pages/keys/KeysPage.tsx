import { useState } from 'react'
import { useKeys, useTokens, type Kind, type Made } from '../../api/keys'
import type { IngestKey, Token } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { dimensionTitle } from '../../i18n/dimension'
import { useLanguage, word } from '../../i18n/language'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Keys.module.css'
import { KeyTable, type Row } from './KeyTable'
import { MadeDialog } from './MadeDialog'
import { NewKeyDialog } from './NewKeyDialog'
import { NewTokenDialog } from './NewTokenDialog'
import { RevokeDialog, RotateDialog } from './Turn'

/** What is open over the page: a form, or what was made, which is shown this once. */
type Open = { kind: Kind; what: 'new' } | { kind: Kind; what: 'rotate' | 'revoke'; row: Row } | { made: Made } | null

/** What senders and programs open Ringside with. */
export function KeysPage() {
  const { t } = useLanguage()
  const page = useScope()
  const keys = useKeys()
  const tokens = useTokens()
  const [open, setOpen] = useState<Open>(null)
  useTitle(t.secrets.title)
  const error = keys.error ?? tokens.error
  const close = () => setOpen(null)
  const made = (what: Made) => setOpen({ made: what })
  const scopeOfKey = useKeyScope()
  const scopeOfToken = useTokenScope()
  const table = (kind: Kind, rows: Row[]) => (
    <KeyTable
      rows={rows}
      zone={page.zone}
      title={t.secrets[kind]}
      head={kind === 'keys' ? t.secrets.scope : t.secrets.roles}
      turn={(what, row) => setOpen({ kind, what, row })}
    />
  )
  const make = (kind: Kind, label: string) => (
    <button type="button" className={controls.button} onClick={() => setOpen({ kind, what: 'new' })}>
      {label}
    </button>
  )
  return (
    <Page title={t.secrets.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/settings">{t.secrets.back}</BackLink>
      {error && <Failure error={error} retry={() => void Promise.all([keys.refetch(), tokens.refetch()])} />}
      {(!keys.data || !tokens.data) && !error && <Skeleton height={420} lines={8} />}
      {keys.data && tokens.data && (
        <div className={css.page}>
          <Panel title={t.secrets.keys} sub={t.secrets.keysSub} tools={make('keys', t.secrets.newKey)} id="keys" flush>
            {keys.data.configured && <p className={css.note}>{t.secrets.configured}</p>}
            {keys.data.keys.length === 0 ? (
              <Empty text={t.secrets.noKeys} />
            ) : (
              table('keys', keys.data.keys.map(scopeOfKey))
            )}
          </Panel>
          <Panel
            title={t.secrets.tokens}
            sub={t.secrets.tokensSub}
            tools={make('tokens', t.secrets.newToken)}
            id="tokens"
            flush
          >
            {tokens.data.length === 0 ? (
              <Empty text={t.secrets.noTokens} />
            ) : (
              table('tokens', tokens.data.map(scopeOfToken))
            )}
          </Panel>
        </div>
      )}
      {open && 'made' in open && <MadeDialog made={open.made} onClose={close} />}
      {open && 'what' in open && open.what === 'new' && open.kind === 'keys' && (
        <NewKeyDialog made={made} onClose={close} />
      )}
      {open && 'what' in open && open.what === 'new' && open.kind === 'tokens' && (
        <NewTokenDialog made={made} onClose={close} />
      )}
      {open && 'what' in open && open.what === 'rotate' && (
        <RotateDialog kind={open.kind} row={open.row} made={made} onClose={close} />
      )}
      {open && 'what' in open && open.what === 'revoke' && (
        <RevokeDialog kind={open.kind} row={open.row} onClose={close} />
      )}
    </Page>
  )
}

/** What a key is for, in words. */
function useKeyScope(): (key: IngestKey) => Row {
  const { t } = useLanguage()
  return (key) => ({
    ...key,
    scope: [
      key.doors.map((door) => word(t.secrets.doors, door)).join(', ') || t.secrets.allDoors,
      key.instances.map(t.secrets.instance).join(', ') || t.secrets.allInstances,
    ],
  })
}

/** What a token may, in words. */
function useTokenScope(): (token: Token) => Row {
  const { t, language } = useLanguage()
  const dimensions = useCatalogue().data?.dimensions ?? []
  return (token) => ({
    ...token,
    scope: [
      token.roles.map((role) => (role === 'provisioner' ? t.secrets.provisioner : word(t.me.roles, role))).join(', '),
      ...Object.entries(token.limits).map(
        ([dimension, values]) => `${dimensionTitle(dimension, dimensions, language)} = ${values.join(', ')}`,
      ),
    ],
  })
}
