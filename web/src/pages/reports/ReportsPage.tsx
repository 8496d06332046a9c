import { Link } from 'wouter'
import { useDeleteView, useSaveView, useViews } from '../../api/views'
import { useLanguage } from '../../i18n/language'
import { href, scopeOnly } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { ViewList } from '../../shell/ViewList'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Refusal } from '../../ui/State'
import css from './Home.module.css'
import { PinnedReport } from './PinnedReport'
import { readyReports } from './ready'
import { useSearch } from '../../lib/search'

export const reportPath = '/reports/view'

/** Pinned reports with their figures, the saved ones, and a few that are ready to open. */
export function ReportsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const views = useViews('report')
  const pinned = views.data?.filter((view) => view.pinned) ?? []
  useTitle(t.reports.title)
  return (
    <Page title={t.reports.title} page={page}>
      <Ready />
      {views.error && <Failure error={views.error} retry={() => void views.refetch()} />}
      {pinned.length > 0 && (
        <div className={css.pinned}>
          {pinned.map((view) => (
            <PinnedReport key={view.id} view={view} page={page} />
          ))}
        </div>
      )}
      <Saved />
    </Page>
  )
}

/** The page's range goes along; where none is chosen, a report has its own. */
function Ready() {
  const { t } = useLanguage()
  const scope = scopeOnly(useSearch())
  return (
    <Panel
      title={t.reports.ready}
      tools={
        <Link className={controls.button} href={href(reportPath, scope)}>
          <Icon name="plus" size={15} />
          {t.reports.new}
        </Link>
      }
    >
      <ul className={css.ready}>
        {readyReports.map((report) => (
          <li key={report.id}>
            <Link href={`${reportPath}?${[scope, report.query].filter(Boolean).join('&')}`}>
              <Icon name={report.icon} />
              <span>
                <b>{t.reports.readyNames[report.id]}</b>
                <small>{t.reports.readyAbout[report.id]}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Saved() {
  const { t } = useLanguage()
  const views = useViews('report')
  const save = useSaveView()
  const remove = useDeleteView()
  const error = save.error ?? remove.error
  return (
    <Panel title={t.reports.saved}>
      {error && <Refusal error={error} />}
      {views.data?.length === 0 && <Empty text={t.reports.noneSaved} />}
      {views.data && <ViewList views={views.data} path={reportPath} save={save} remove={remove} />}
    </Panel>
  )
}
