import { Component, type ReactNode } from 'react'
import { useLanguage } from '../i18n/language'
import { Failure } from '../ui/State'
import { Page } from './Page'
import { useScope } from './scope'

type Props = {
  /** Where the reader is: elsewhere it is tried anew. */
  at: string
  children: ReactNode
}

/**
 * Holds what cannot be drawn to its own place. Code that a page needs is fetched when it is opened: with the server away, or
 * upgraded meanwhile, that fails, and without this nothing at all would be left on the screen.
 */
export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error && before.at !== this.props.at) this.setState({ error: null })
  }

  override render() {
    return this.state.error ? <Unloaded error={this.state.error} /> : this.props.children
  }
}

function Unloaded({ error }: { error: Error }) {
  const { t } = useLanguage()
  const page = useScope()
  return (
    <Page title={t.product} page={page} range={false} filters={false} instances={false}>
      <Failure error={error} retry={() => void startAgain()} />
    </Page>
  )
}

/** What failed to load stays failed until the document is loaded anew; not while the server is away, as nothing would come back. */
async function startAgain(): Promise<void> {
  const there = await fetch('/healthz').catch(() => null)
  if (there?.ok) location.reload()
}
