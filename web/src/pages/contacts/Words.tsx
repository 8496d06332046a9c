import { Fragment } from 'react'

/** A word of the record, which may break behind its underscores and between its words only: "AgentInteractionDuration". */
export function Words({ text }: { text: string }) {
  return text.split(/(?<=_)|(?=[A-Z][a-z])/).map((part, i) => (
    <Fragment key={i}>
      {part}
      <wbr />
    </Fragment>
  ))
}
