import { useAccessRules, usePreview } from '../../api/access'
import type { AccessRules } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Access.module.css'
import { PersonForm } from './PersonForm'
import { Preview } from './Preview'
import { RulesTable } from './RulesTable'

/** The rules that say who may do what, read only, and what a person would get by them. */
export function AccessPage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useAccessRules()
  useTitle(t.access.title)
  return (
    <Page title={t.access.title} page={page} range={false} filters={false} instances={false}>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton height={420} lines={8} />}
      {result.data && (result.data.given ? <Body rules={result.data} /> : <Empty text={t.access.noFile} />)}
    </Page>
  )
}

function Body({ rules }: { rules: AccessRules }) {
  const { t } = useLanguage()
  const preview = usePreview()
  return (
    <div className={css.page}>
      <Panel title={t.access.person} sub={t.access.personSub}>
        <PersonForm ask={(person) => preview.mutate(person)} busy={preview.isPending} error={preview.error} />
      </Panel>
      <Panel title={t.access.gets} id="preview">
        {preview.data ? (
          <Preview preview={preview.data} ask={rules.ask} />
        ) : (
          <p className={css.quiet}>{t.access.nobodyYet}</p>
        )}
      </Panel>
      <Panel title={t.access.rules} sub={t.access.rulesSub} className={css.wide} flush>
        <RulesTable rules={rules} judged={preview.data?.rules ?? []} fits={preview.data?.rule ?? 0} />
      </Panel>
    </div>
  )
}
