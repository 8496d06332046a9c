import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Me } from '../api/model'
import { useMe, type Permission } from '../api/session'
import type { Dictionary } from '../i18n/dictionary'
import { useLanguage } from '../i18n/language'
import { href, scopeOnly } from '../lib/scope'
import { Icon, Mark, type IconName } from '../ui/Icon'
import { Person } from './Person'
import css from './Rail.module.css'
import { useSearch } from '../lib/search'

type Page = {
  path: string
  name: Exclude<keyof Dictionary['nav'], 'label' | 'open' | 'close' | 'home'>
  icon: IconName
  group?: true
  needs?: Permission
  signedIn?: true
}

/** The pages that exist; `group` opens a new block in the rail, `needs` is what somebody must be allowed to see them,
 * `signedIn` is of where people sign in. */
export const pages: Page[] = [
  { path: '/', name: 'overview', icon: 'overview' },
  { path: '/live/queues', name: 'live_queues', icon: 'live_queue', needs: 'live' },
  { path: '/live/agents', name: 'live_agents', icon: 'headset', needs: 'agents' },
  { path: '/month', name: 'month', icon: 'calendar', group: true, needs: 'contacts' },
  { path: '/queues', name: 'queues', icon: 'queue', needs: 'history' },
  { path: '/agents', name: 'agents', icon: 'agents', needs: 'agents' },
  { path: '/contacts', name: 'contacts', icon: 'contacts', needs: 'contacts' },
  { path: '/reports', name: 'reports', icon: 'reports', needs: 'history' },
  { path: '/dictionary', name: 'metrics', icon: 'metrics' },
  { path: '/pipeline', name: 'pipeline', icon: 'pipeline', group: true, needs: 'pipeline' },
  { path: '/settings', name: 'settings', icon: 'settings' },
  { path: '/audit', name: 'audit', icon: 'audit', needs: 'audit', signedIn: true },
  { path: '/access', name: 'access', icon: 'access', needs: 'administration', signedIn: true },
  { path: '/sso', name: 'sso', icon: 'key', needs: 'administration' },
]

function shows({ needs, signedIn }: Page, me: Me | undefined): boolean {
  if (!me) return !signedIn
  return (!needs || me.may.includes(needs)) && (!signedIn || me.by !== 'none')
}

function Items({ onPick }: { onPick?: () => void }) {
  const { t } = useLanguage()
  const [path] = useLocation()
  const search = scopeOnly(useSearch())
  const me = useMe().data
  const current = (page: Page) => (page.path === '/' ? path === '/' : path.startsWith(page.path))
  return (
    <ul className={css.items}>
      {pages
        .filter((page) => shows(page, me))
        .map((page) => (
          <li key={page.path} data-group={page.group}>
            <Link
              href={href(page.path, search)}
              onClick={onPick}
              aria-current={current(page) ? 'page' : undefined}
              className={css.item}
              title={t.nav[page.name]}
            >
              <Icon name={page.icon} />
              <span>{t.nav[page.name]}</span>
            </Link>
          </li>
        ))}
    </ul>
  )
}

function Brand() {
  const { t } = useLanguage()
  return (
    <Link href="/" className={css.brand} title={t.nav.home}>
      <Mark />
      <span>
        <b>{t.product}</b>
        <small>{t.tagline}</small>
      </span>
    </Link>
  )
}

/** The rail at the left: 208 px, icons only up to 1180, a drawer up to 800. */
export function Rail({ foot }: { foot: string }) {
  const { t } = useLanguage()
  return (
    <nav className={`${css.rail ?? ''} cc-screen`} aria-label={t.nav.label}>
      <Brand />
      <Items />
      <Person />
      <p className={css.foot}>{foot}</p>
    </nav>
  )
}

/** The same on a phone, as a modal dialog: backdrop, focus inside, Esc. */
export function Drawer() {
  const { t } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <>
      <button
        type="button"
        className={`${css.menu ?? ''} cc-screen`}
        aria-label={t.nav.open}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" size={20} />
      </button>
      <dialog
        ref={dialog}
        className={css.drawer}
        aria-label={t.nav.label}
        onClose={() => setOpen(false)}
        onClick={(e) => e.target === dialog.current && setOpen(false)}
      >
        {open && (
          <nav aria-label={t.nav.label}>
            <button type="button" className={css.close} aria-label={t.nav.close} onClick={() => setOpen(false)}>
              <Icon name="close" />
            </button>
            <Brand />
            <Items onPick={() => setOpen(false)} />
            <Person />
          </nav>
        )}
      </dialog>
    </>
  )
}
