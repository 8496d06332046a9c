import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { cellNames, type Cell } from './roster'
import { StateShape } from './StateShape'
import state from './StateShape.module.css'
import css from './Strip.module.css'

type Props = {
  counts: Record<Cell, number>
  chosen: Cell | null
  choose: (cell: Cell | null) => void
}

/** How many agents do what; each cell shows only its agents, and under all of them is their share as a bar. */
export function Strip({ counts, chosen, choose }: Props) {
  const { t } = useLanguage()
  const words = t.live.agents
  const all = cellNames.reduce((sum, cell) => sum + counts[cell], 0)
  return (
    <div className={css.strip} role="group" aria-label={words.strip}>
      <div className={css.cells}>
        <button type="button" className={css.cell} aria-pressed={chosen === null} onClick={() => choose(null)}>
          <span>{words.all}</span>
          <b>{count(all)}</b>
        </button>
        {cellNames.map((cell) => (
          <button
            key={cell}
            type="button"
            className={css.cell}
            aria-pressed={chosen === cell}
            title={words.tips[cell]}
            onClick={() => choose(chosen === cell ? null : cell)}
          >
            <span>
              <StateShape cell={cell} />
              {words.cells[cell]}
            </span>
            <b>{count(counts[cell])}</b>
          </button>
        ))}
      </div>
      <div className={css.shares} aria-hidden="true">
        {cellNames.map(
          (cell) => counts[cell] > 0 && <i key={cell} className={state[cell]} style={{ flexGrow: counts[cell] }} />,
        )}
      </div>
    </div>
  )
}
