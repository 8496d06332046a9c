/** The doctor of the set-up. */
export const check = {
  title: 'Set-up check',
  back: 'Pipeline health',
  open: 'Check the set-up',
  about: 'Asks AWS how it is set up, and Ringside what has come. Nothing is changed, and no record is read.',
  begin: 'Check now',
  again: 'Check again',
  stop: 'Stop',
  running: (n: string) => `${n} answers so far`,
  none: 'Nothing has been checked since Ringside was started.',
  looked: (at: string, n: string, seconds: string) => `${at} · ${n} questions to AWS · ${seconds} s`,
  severities: { wrong: 'Wrong', warning: 'Warning', cannot_tell: 'Cannot tell', fine: 'Fine' },
  resource: 'Resource',
  seen: 'Seen',
  fix: 'Fix',
  evidence: (n: string) => `Evidence (${n})`,
}
