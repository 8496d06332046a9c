import { QueryClientProvider, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { useVersion } from '../api/queries'
import { LanguageProvider, useLanguage } from '../i18n/language'
import { startLive } from '../live/board'
import { explainKey } from '../lib/figure'
import { monthOf, step } from '../lib/range'
import { href, scopeOnly } from '../lib/scope'
import { OverviewPage } from '../pages/overview/OverviewPage'
import controls from '../ui/Controls.module.css'
import { Empty, Skeleton } from '../ui/State'
import { Announcer } from './Announcer'
import { Boundary } from './Boundary'
import css from './App.module.css'
import { Ended } from './Ended'
import { Help } from './Help'
import { helpOpen, listen, type Action } from './keys'
import { Page } from './Page'
import { Rail } from './Rail'
import { useScope } from './scope'
import { useTitle } from './title'
import { useSearch } from '../lib/search'

// The start page is part of the first load; the others come when they are opened.
const MonthPage = lazy(() => import('../pages/month/MonthPage').then((m) => ({ default: m.MonthPage })))
const AgentsPage = lazy(() => import('../pages/agents/AgentsPage').then((m) => ({ default: m.AgentsPage })))
const AgentPage = lazy(() => import('../pages/agents/AgentPage').then((m) => ({ default: m.AgentPage })))
const ContactsPage = lazy(() => import('../pages/contacts/ContactsPage').then((m) => ({ default: m.ContactsPage })))
const ContactPage = lazy(() => import('../pages/contacts/ContactPage').then((m) => ({ default: m.ContactPage })))
const ExplainDrawer = lazy(() => import('../explain/ExplainDrawer').then((m) => ({ default: m.ExplainDrawer })))
const LiveAgentsPage = lazy(() => import('../pages/live/LiveAgentsPage').then((m) => ({ default: m.LiveAgentsPage })))
const LiveQueuesPage = lazy(() => import('../pages/live/LiveQueuesPage').then((m) => ({ default: m.LiveQueuesPage })))
const QueuesPastPage = lazy(() => import('../pages/live/QueuesPastPage').then((m) => ({ default: m.QueuesPastPage })))
const MetricsPage = lazy(() => import('../pages/metrics/MetricsPage').then((m) => ({ default: m.MetricsPage })))
const ReportsPage = lazy(() => import('../pages/reports/ReportsPage').then((m) => ({ default: m.ReportsPage })))
const ReportPage = lazy(() => import('../pages/reports/ReportPage').then((m) => ({ default: m.ReportPage })))
const AuditPage = lazy(() => import('../pages/audit/AuditPage').then((m) => ({ default: m.AuditPage })))
const KeysPage = lazy(() => import('../pages/keys/KeysPage').then((m) => ({ default: m.KeysPage })))
const SessionsPage = lazy(() => import('../pages/sessions/SessionsPage').then((m) => ({ default: m.SessionsPage })))
const AccessPage = lazy(() => import('../pages/access/AccessPage').then((m) => ({ default: m.AccessPage })))
const ReviewPage = lazy(() => import('../pages/audit/ReviewPage').then((m) => ({ default: m.ReviewPage })))
const IdentityPage = lazy(() => import('../pages/identity/IdentityPage').then((m) => ({ default: m.IdentityPage })))
const RetentionPage = lazy(() => import('../pages/retention/RetentionPage').then((m) => ({ default: m.RetentionPage })))
const ErasurePage = lazy(() => import('../pages/erasure/ErasurePage').then((m) => ({ default: m.ErasurePage })))
const SsoPage = lazy(() => import('../pages/sso/SsoPage').then((m) => ({ default: m.SsoPage })))
const CheckPage = lazy(() => import('../pages/check/CheckPage').then((m) => ({ default: m.CheckPage })))
const PipelinePage = lazy(() => import('../pages/pipeline/PipelinePage').then((m) => ({ default: m.PipelinePage })))
const QueuePage = lazy(() => import('../pages/queues/QueuePage').then((m) => ({ default: m.QueuePage })))
const QueuesPage = lazy(() => import('../pages/queues/QueuesPage').then((m) => ({ default: m.QueuesPage })))
const SettingsPage = lazy(() => import('../pages/settings/SettingsPage').then((m) => ({ default: m.SettingsPage })))

export function App({ client }: { client: QueryClient }) {
  useEffect(startLive, [])
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <Shell />
      </LanguageProvider>
    </QueryClientProvider>
  )
}

function Shell() {
  const { t } = useLanguage()
  const version = useVersion()
  const [path] = useLocation()
  const search = useSearch()
  const explains = new URLSearchParams(search).has(explainKey)
  useShortcuts()
  return (
    <div className={css.app}>
      <a className={`${css.skip ?? ''} cc-screen`} href="#content">
        {t.skip}
      </a>
      <Rail foot={version.data ? `Ringside ${version.data.version}` : ''} />
      <main id="content" tabIndex={-1} className={css.main}>
        <Boundary at={href(path, search)}>
          <Suspense fallback={<Skeleton height={420} lines={6} />}>
            <Switch>
              <Route path="/" component={OverviewPage} />
              <Route path="/month">
                <MonthPage />
              </Route>
              <Route path="/live/agents">
                <LiveAgentsPage />
              </Route>
              <Route path="/live/queues">
                <LiveQueuesPage />
              </Route>
              <Route path="/live/queues/past">
                <QueuesPastPage />
              </Route>
              <Route path="/agents">
                <AgentsPage />
              </Route>
              <Route path="/agents/:id">{(params) => <AgentPage id={params.id} />}</Route>
              <Route path="/contacts">
                <ContactsPage />
              </Route>
              <Route path="/contacts/:id">{(params) => <ContactPage id={params.id} />}</Route>
              <Route path="/reports">
                <ReportsPage />
              </Route>
              <Route path="/reports/view">
                <ReportPage />
              </Route>
              <Route path="/dictionary">
                <MetricsPage />
              </Route>
              <Route path="/dictionary/:id">{(params) => <MetricsPage id={params.id} />}</Route>
              <Route path="/audit">
                <AuditPage />
              </Route>
              <Route path="/access">
                <AccessPage />
              </Route>
              <Route path="/audit/review">
                <ReviewPage />
              </Route>
              <Route path="/erasure">
                <ErasurePage />
              </Route>
              <Route path="/sso">
                <SsoPage />
              </Route>
              <Route path="/keys">
                <KeysPage />
              </Route>
              <Route path="/sessions">
                <SessionsPage />
              </Route>
              <Route path="/retention">
                <RetentionPage />
              </Route>
              <Route path="/identity-providers">
                <IdentityPage />
              </Route>
              <Route path="/pipeline/check">
                <CheckPage />
              </Route>
              <Route path="/pipeline">
                <PipelinePage />
              </Route>
              <Route path="/queues">
                <QueuesPage />
              </Route>
              <Route path="/queues/:queue">{(params) => <QueuePage queue={params.queue} />}</Route>
              <Route path="/settings">
                <SettingsPage />
              </Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
          {explains && (
            <Suspense fallback={null}>
              <ExplainDrawer />
            </Suspense>
          )}
        </Boundary>
      </main>
      <Help />
      <Announcer />
      <Ended />
    </div>
  )
}

function NotFound() {
  const { t } = useLanguage()
  const page = useScope()
  useTitle(t.state.notFound)
  return (
    <Page title={t.state.notFound} page={page} range={false} filters={false} instances={false}>
      <Empty text={t.state.notFoundLong}>
        <Link href="/" className={controls.button}>
          {t.state.toOverview}
        </Link>
      </Empty>
    </Page>
  )
}

/** Steps a page's period by its own button, such as an agent's day; false where the page has none. */
function press(step: 'earlier' | 'later'): boolean {
  const button = document.querySelector<HTMLElement>(`[data-step="${step}"]`)
  button?.click()
  return button !== null
}

function useShortcuts(): void {
  const [location, navigate] = useLocation()
  const search = useSearch()
  const queries = useQueryClient()
  const page = useScope()
  const act = useEffectEvent((action: Action) => {
    const at = location.startsWith('/month')
      ? page.resolve({ kind: 'month', month: monthOf(page.resolved) })
      : page.resolved
    const go = (path: string) => navigate(href(path, scopeOnly(search)))
    const actions: Record<Action, () => void> = {
      help: () => helpOpen.set(true),
      find: () => document.querySelector<HTMLElement>('[data-find]')?.focus(),
      overview: () => go('/'),
      month: () => go('/month'),
      queues: () => go('/queues'),
      agents: () => go('/agents'),
      live_queues: () => go('/live/queues'),
      live_agents: () => go('/live/agents'),
      contacts: () => go('/contacts'),
      reports: () => go('/reports'),
      metrics: () => go('/dictionary'),
      pipeline: () => go('/pipeline'),
      settings: () => go('/settings'),
      earlier: () => press('earlier') || page.change({ range: step(at, -1) }),
      later: () => press('later') || page.change({ range: step(at, 1) }),
      refresh: () => void queries.invalidateQueries(),
    }
    actions[action]()
  })
  // Once, whatever is drawn meanwhile: a new listener would not know of the "g" before it.
  useEffect(() => {
    const ending = new AbortController()
    listen(act, ending.signal)
    return () => ending.abort()
  }, [])
}
