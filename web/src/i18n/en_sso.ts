/** Sign-in to Amazon Connect: set up, and why it fails. */
export const sso = {
  title: 'Sign-in to Amazon Connect',
  pick: 'Choose a file',
  verify: {
    title: 'Why a sign-in fails',
    sub: 'Judged here. Nothing of it is kept, sent to AWS, or written to a log.',
    evidence: 'What you have of the sign-in',
    place:
      'SAMLResponse=PHNhbWxwOlJlc3BvbnNl…&RelayState=https%3A%2F%2F…\n\nor the message in base64 or XML, the page that sends the form, or AWS’s error',
    file: 'Or a file: HAR, XML, HTML, text',
    takeAway: (name: string) => `Take ${name} away`,
    caution:
      'A SAMLResponse lets anybody in for five minutes, and a HAR file has cookies and passwords: delete the file when you are done.',
    facts: 'What is set up',
    factsNote:
      'A file of ringside sso plan --facts-out, or filled in by hand after ringside sso verify --facts-example. Without it the message alone is judged.',
    at: 'Judged as of',
    now: 'now',
    issue: 'when it was issued',
    show: 'Show names and values as they are',
    ask: 'Find the cause',
    tooLarge: (limit: string) =>
      `The file is larger than ${limit}. Save the HAR file without content, or of documents alone.`,
    nobody: 'The cause appears here, with what AWS says about it and what to do.',
    sound: 'Nothing was found by which this sign-in fails',
    soundPartly: 'Nothing was found by which this sign-in fails, as far as it could be judged',
    counts: {
      fault: (n: number) => (n === 1 ? '1 fault' : `${n} faults`),
      undecided: (n: number) => `${n} undecided`,
      possible: (n: number) => (n === 1 ? '1 possible cause' : `${n} possible causes`),
      warning: (n: number) => (n === 1 ? '1 warning' : `${n} warnings`),
      info: (n: number) => (n === 1 ? '1 note' : `${n} notes`),
    },
    severities: { fault: 'Fault', undecided: 'Undecided', possible: 'Possible', warning: 'Warning', info: 'Note' },
    inputs: {
      xml: 'a message in XML',
      base64: 'a message in base64',
      form: 'a form',
      har: 'a HAR file',
      error_text: 'AWS’s error',
      unknown: 'what was given',
    },
    about: (input: string, at: string) => (at === '' ? `Found in ${input}.` : `Found in ${input}, judged as of ${at}.`),
    first: 'AWS stops here',
    seen: 'Seen',
    says: 'AWS says',
    said: 'AWS said',
    fix: 'What to do',
    unchecked: 'Not judged',
  },
}
