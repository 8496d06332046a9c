import { ApiError } from '../../api/client'
import { useIdentityProviders } from '../../api/identity'
import type { IdentityProviders } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { AddForm } from './AddForm'
import css from './Identity.module.css'
import { OwnKeys } from './OwnKeys'
import { ProviderPanel } from './ProviderPanel'

/** The identity providers that sign people in by SAML: their keys, what waits, and what is agreed with each. */
export function IdentityPage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useIdentityProviders()
  useTitle(t.identity.title)
  const off = result.error instanceof ApiError && result.error.status === 503
  return (
    <Page title={t.identity.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/settings">{t.settings.title}</BackLink>
      {off && <Empty text={t.identity.off} />}
      {result.error && !off && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton height={480} lines={8} />}
      {result.data && <Panels of={result.data} zone={page.zone} />}
    </Page>
  )
}

function Panels({ of, zone }: { of: IdentityProviders; zone: string }) {
  const { t } = useLanguage()
  return (
    <div className={css.page}>
      {!of.rules && (
        <p role="status" className={css.warning}>
          {t.identity.noRules}
        </p>
      )}
      <p className={css.quiet}>
        {t.identity.ours} <a href="/saml/metadata">/saml/metadata</a>
      </p>
      {of.providers.length === 0 && <p>{t.identity.none}</p>}
      {of.providers.map((one) => (
        <ProviderPanel key={one.id || one.counts?.entity_id} provider={one} fetches={of.fetches} zone={zone} />
      ))}
      <Panel title={t.identity.add} sub={t.identity.addSub} id="add">
        <AddForm key={of.providers.length} fetches={of.fetches} />
      </Panel>
      {of.own_keys.length > 0 && <OwnKeys of={of} zone={zone} />}
    </div>
  )
}
