import type { Catalogue, Metric } from '../../api/model'
import { DimensionList } from '../../filters/DimensionList'
import { dimensionTitle } from '../../i18n/dimension'
import { useLanguage } from '../../i18n/language'
import { metricOf, specTitle } from '../../lib/metric_spec'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { Token, Tokens } from '../../ui/Token'
import { splits } from './MetricTokens'
import { mostGroups } from './state'

type Props = { catalogue: Catalogue; metrics: string[]; by: string[]; change: (by: string[]) => void }

/** By what the rows of a report are split: up to three dimensions, in their order. */
export function GroupTokens({ catalogue, metrics, by, change }: Props) {
  const { t, language } = useLanguage()
  const asked = metrics.flatMap((spec) => {
    const metric = metricOf(catalogue.metrics, spec)
    return metric ? [{ metric, title: specTitle(metric, spec, language) }] : []
  })
  const refused = (dimension: string) =>
    asked.find(({ metric }: { metric: Metric }) => !splits(metric, dimension))?.title
  return (
    <Tokens>
      {by.map((dimension) => {
        const title = dimensionTitle(dimension, catalogue.dimensions, language)
        return (
          <Token
            key={dimension}
            dropLabel={t.reports.drop(title)}
            drop={() => change(by.filter((d) => d !== dimension))}
          >
            {title}
          </Token>
        )
      })}
      {by.length < mostGroups && (
        <Popover
          dialog={t.reports.addGroup}
          className={controls.button}
          button={
            <>
              <Icon name="plus" size={15} />
              {t.reports.addGroup}
            </>
          }
        >
          {(close) => (
            <DimensionList
              catalogue={catalogue}
              without={by}
              refused={(dimension) => {
                const title = refused(dimension)
                return title ? t.reports.notFor(title) : null
              }}
              pick={(dimension) => {
                change([...by, dimension])
                close()
              }}
            />
          )}
        </Popover>
      )}
    </Tokens>
  )
}
