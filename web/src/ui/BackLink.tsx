import type { ReactNode } from 'react'
import { Link } from 'wouter'
import css from './BackLink.module.css'
import { Icon } from './Icon'

/** From a page of one thing to the list that it is in. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={css.back}>
      <Icon name="chevronLeft" size={13} /> {children}
    </Link>
  )
}
