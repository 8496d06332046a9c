import { Link, useLocation } from 'wouter'
import { href, setOrDrop } from '../lib/scope'
import { useSearch } from '../lib/search'
import controls from './Controls.module.css'
import css from './Pager.module.css'

type Props = {
  /** The key of the page's address that says before which entry the list begins. */
  param: string
  /** Before which the next page begins; '' where nothing older follows. */
  next: string
  newest: string
  older: string
}

/** The way to the older entries of a list, and back to the newest; nothing where one page has them all. */
export function Pager({ param, next, newest, older }: Props) {
  const [path] = useLocation()
  const search = useSearch()
  const before = new URLSearchParams(search).get(param) ?? ''
  const at = (value: string) => {
    const params = new URLSearchParams(search)
    setOrDrop(params, param, value)
    return href(path, params.toString())
  }
  if (!before && !next) return null
  return (
    <div className={css.pager}>
      {before && (
        <Link className={controls.button} href={at('')}>
          {newest}
        </Link>
      )}
      {next && (
        <Link className={controls.button} href={at(next)}>
          {older}
        </Link>
      )}
    </div>
  )
}
