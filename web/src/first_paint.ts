// The Overview's frame and its seven figures as plain elements, in the same styles as the page: they are on screen while
// the page's main part is still being compiled, which on a slow machine takes half a second. React then takes their place.
import type { Overview } from './api/model'
import { en } from './i18n/en'
import { ko } from './i18n/ko'
import { count, duration, percent } from './lib/format'
import { readLanguage } from './lib/settings'
import cards from './pages/overview/Cards.module.css'
import app from './shell/App.module.css'
import page from './shell/Page.module.css'
import rail from './shell/Rail.module.css'
import card from './ui/Card.module.css'

function element(tag: string, classes: (string | undefined)[], ...children: (HTMLElement | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = classes.filter(Boolean).join(' ')
  made.append(...children)
  return made
}

function figure(label: string, value: string, hero?: string): HTMLElement {
  return element(
    'section',
    [card.card, hero],
    element('div', [card.top], element('h2', [], label)),
    element('p', [card.value], value),
  )
}

/** Draws the figures of an answer into the empty page. */
export function paintFigures(root: HTMLElement, overview: Overview): void {
  const t = { en, ko }[readLanguage()]
  const { panels } = overview
  const strip = element(
    'div',
    [cards.strip],
    figure(t.card.inQueue, count(panels.calls_in_queue?.total), card.hero),
    figure(t.card.serviceLevel, percent(overview.service_level.percent), card.hero),
    figure(t.card.calls, count(panels.number_of_calls)),
    figure(t.card.acw, duration(panels.average_after_contact_work.seconds)),
    figure(t.card.duration, duration(panels.average_call_duration.seconds)),
    figure(t.card.agents, count(panels.number_of_agents)),
    figure(t.card.abandon, percent(overview.abandonment_rate.percent)),
  )
  const header = element('header', [page.header], element('h1', [], t.nav.overview))
  root.replaceChildren(
    element(
      'div',
      [app.app],
      element('div', [rail.rail]),
      element('main', [app.main], element('div', [page.page], header, strip)),
    ),
  )
}
