import { useLanguage } from '../../i18n/language'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Verify } from './Verify'

/** Why a sign-in to Amazon Connect fails. */
export function VerifyPage() {
  const { t } = useLanguage()
  const page = useScope()
  useTitle(t.sso.verify.title)
  return (
    <Page title={t.sso.title} page={page} range={false} filters={false} instances={false}>
      <Verify zone={page.query.zone} />
    </Page>
  )
}
