// Filters as addresses, the command line and the API write them: "channel=VOICE", "channel!=CHAT"; "queue=" is "has none".
// A key of an attribute with a sign in it is quoted: attribute:"a=b"=VALUE.

export type Filter = { dimension: string; values: string[]; not: boolean }

const attribute = 'attribute:'

function nameText(dimension: string): string {
  const key = dimension.slice(attribute.length)
  return dimension.startsWith(attribute) && /["=!]/.test(key) ? attribute + JSON.stringify(key) : dimension
}

/** One text for each value. */
export function filterTexts({ dimension, values, not }: Filter): string[] {
  return values.map((value) => `${nameText(dimension)}${not ? '!=' : '='}${value}`)
}

const quoted = /^attribute:("(?:[^"\\]|\\.)*")(!?)=([\s\S]*)$/
const plain = /^([^=!]+|[^=]*[^=!])(!?)=([\s\S]*)$/

/** Texts of the same dimension and sense are one filter: any of its values may fit. */
export function parseFilters(texts: string[]): Filter[] {
  const filters: Filter[] = []
  for (const text of texts) {
    const found = quoted.exec(text) ?? plain.exec(text)
    if (!found) continue
    const [, name = '', mark, value = ''] = found
    const dimension = name.startsWith('"') ? attribute + unquote(name) : name
    const known = filters.find((f) => f.dimension === dimension && f.not === (mark === '!'))
    if (!known) filters.push({ dimension, values: [value], not: mark === '!' })
    else if (!known.values.includes(value)) known.values.push(value)
  }
  return filters
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
