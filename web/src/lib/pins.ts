// Reports that stand on other pages. A pin is a view of a kind of its own, on_PAGE, that names the report by its id.
import type { View } from '../api/model'

export const pinPages = ['overview', 'month', 'queues', 'agents'] as const
export type PinPage = (typeof pinPages)[number]

/** What is saved to pin a report to a page. */
export function newPin(report: string, page: PinPage) {
  return { kind: `on_${page}`, name: report, query: new URLSearchParams({ view: report }).toString(), pinned: true }
}

/** The pin of a report on a page; undefined where it has none. */
export function pinOf(views: View[], report: string, page: PinPage): View | undefined {
  return views.find((view) => view.kind === `on_${page}` && view.name === report)
}

/** The reports of a page, in the order of their names; a pin whose report is gone is none. */
export function pinnedOn(views: View[], page: PinPage): View[] {
  return views
    .filter((view) => view.kind === 'report' && pinOf(views, view.id, page))
    .sort((a, b) => a.name.localeCompare(b.name, 'ko'))
}
