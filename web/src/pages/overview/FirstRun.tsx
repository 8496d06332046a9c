import { Link } from 'wouter'
import { useLanguage } from '../../i18n/language'
import { Command } from '../../ui/CopyText'
import css from './FirstRun.module.css'

/** A Firehose delivery of one contact record, as protocol 1.0 has it: the record's bytes in base64. */
function sendCommand(origin: string): string {
  return `DATA=$(base64 -w0 < contact_record.json)
curl ${origin}/ingest/firehose \\
  -H "Content-Type: application/json" \\
  -H "X-Amz-Firehose-Protocol-Version: 1.0" \\
  -H "X-Amz-Firehose-Request-Id: first-record" \\
  -H "X-Amz-Firehose-Access-Key: $RINGSIDE_INGEST_KEY" \\
  -d '{"requestId":"first-record","timestamp":'$(date +%s)'000,"records":[{"data":"'$DATA'"}]}'`
}

/** In place of empty charts before the first record: how to send some. */
export function FirstRun() {
  const { t } = useLanguage()
  const ways = [
    {
      title: t.first.importTitle,
      text: t.first.importText,
      command: `ringside import --server ${location.origin} --token "$RINGSIDE_INGEST_KEY" ./contact-records/`,
    },
    { title: t.first.sendTitle, text: t.first.sendText, command: sendCommand(location.origin) },
    {
      title: t.first.demoTitle,
      text: t.first.demoText,
      command: 'ringside demo --listen 127.0.0.1:8090 --data ./ringside-demo',
    },
  ]
  return (
    <section className={css.first} aria-labelledby="first-run">
      <h2 id="first-run">{t.first.title}</h2>
      <p className={css.lead}>{t.first.waiting}</p>
      <ol>
        {ways.map((way) => (
          <li key={way.title}>
            <h3>{way.title}</h3>
            <p>{way.text}</p>
            <Command text={way.command} name={way.title} />
          </li>
        ))}
      </ol>
      <Link href="/pipeline">{t.first.pipeline}</Link>
    </section>
  )
}
