import { memo } from 'react'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { useOfAgents } from '../../live/agents'
import { useStable } from '../../ui/useStable'
import { cellNames, countCells, type Cell, type Counts } from './roster'
import { StateShape } from './StateShape'
import state from './StateShape.module.css'
import css from './Strip.module.css'

type Props = {
  chosen: Cell | null
  choose: (cell: Cell | null) => void
}

/**
 * How many agents do what, of the same picture as the rows below; each cell shows only its agents, and under all of them is their
 * share as a bar.
 */
export function Strip({ chosen, choose }: Props) {
  const { t } = useLanguage()
  const words = t.live.agents
  const counts = useOfAgents(countCells)
  const all = cellNames.reduce((sum, cell) => sum + counts[cell], 0)
  const press = useStable(choose)
  return (
    <div className={css.strip} role="group" aria-label={words.strip}>
      <div className={css.cells}>
        <button type="button" className={css.cell} aria-pressed={chosen === null} onClick={() => press(null)}>
          <span>{words.all}</span>
          <b>{count(all)}</b>
        </button>
        {cellNames.map((cell) => (
          <CellButton key={cell} cell={cell} n={counts[cell]} chosen={chosen === cell} choose={press} />
        ))}
      </div>
      <Shares counts={counts} />
    </div>
  )
}

type CellProps = { cell: Cell; n: number; chosen: boolean; choose: Props['choose'] }

/** One cell; drawn again only when its own number changes, since some number does with every delta. */
const CellButton = memo(function CellButton({ cell, n, chosen, choose }: CellProps) {
  const { t } = useLanguage()
  const words = t.live.agents
  return (
    <button
      type="button"
      className={css.cell}
      aria-pressed={chosen}
      title={words.tips[cell]}
      onClick={() => choose(chosen ? null : cell)}
    >
      <span>
        <StateShape cell={cell} />
        {words.cells[cell]}
      </span>
      <b>{count(n)}</b>
    </button>
  )
})

function Shares({ counts }: { counts: Counts }) {
  return (
    <div className={css.shares} aria-hidden="true">
      {cellNames.map(
        (cell) => counts[cell] > 0 && <i key={cell} className={state[cell]} style={{ flexGrow: counts[cell] }} />,
      )}
    </div>
  )
}
