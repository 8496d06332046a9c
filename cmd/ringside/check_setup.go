package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/check"
	"github.com/ringside/ringside/internal/store"
)

type checkSetUpCommand struct {
	namedSources    `embed:""`
	ConnectInstance []string `env:"RINGSIDE_CONNECT_INSTANCE" placeholder:"ARN" help:"Amazon Connect instance (its ARN) whose streaming is looked at. May be repeated."`
	Server          string   `env:"RINGSIDE_SERVER" placeholder:"http://127.0.0.1:8080" help:"Let this running server look, with its own settings: it knows besides what has come, and how far reading is."`
	Token           string   `env:"RINGSIDE_TOKEN" help:"What that server asks for where people sign in. Prefer the variable."`
	Format          string   `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside check --help.
func (c *checkSetUpCommand) Help() string {
	return `Asks AWS how things are set up, each thing once, and names what is missing, with what was asked and answered, why it matters, and the
command that mends it. Works on a set-up that is half built: what is not there yet is named, and what may not be seen is told with the
permission that it takes. Nothing is changed, no record is read. It reads the same settings as ringside serve, and takes a quarter of a
minute at most. docs/check.md lists what it says.

Exit code: 0 nothing is wrong, 1 something is, or nothing could be looked at, 2 the command line was wrong.

Example:  ringside check --server http://127.0.0.1:8080
          ringside check --aws-stack ringside --aws-region ap-northeast-2
          ringside check --connect-instance arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b \
            --kinesis-stream contact-records --sqs-queue https://sqs.ap-northeast-2.amazonaws.com/111122223333/contact-events`
}

// Run looks, and prints.
func (c *checkSetUpCommand) Run(s *session) error {
	if err := checkInstances(c.ConnectInstance); err != nil {
		return err
	}
	var r check.Report
	var err error
	if c.Server != "" {
		r, err = c.ask(s)
	} else {
		r, err = c.look(s)
	}
	if err != nil {
		return err
	}
	if c.Format == "json" {
		err = grid{}.write(s.stdout, c.Format, r)
	} else {
		err = writeCheck(s.stdout, r)
	}
	if err == nil && r.Count(check.Wrong) > 0 {
		return exitError{code: exitFailed}
	}
	return err
}

// ask lets a server look.
func (c *checkSetUpCommand) ask(s *session) (r check.Report, err error) {
	api, err := targetFlags{Server: c.Server, Token: c.Token}.open(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return r, err
	}
	return r, api.post(s.ctx, "/api/v1/check", struct{}{}, &r)
}

// look looks from here, and shows on a terminal how far it is.
func (c *checkSetUpCommand) look(s *session) (check.Report, error) {
	instances, err := c.fromStack(s.ctx, c.ConnectInstance)
	if err != nil {
		return check.Report{}, err
	}
	d := &check.Doctor{Set: check.Set{Instances: instances, Streams: c.KinesisStream, Queues: c.SQSQueue}, Access: c.access()}
	if !isTerminal(s.stderr) {
		return d.Run(s.ctx)
	}
	ctx, done := context.WithCancel(s.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		again := time.NewTicker(200 * time.Millisecond)
		defer again.Stop()
		for ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-again.C:
				fmt.Fprintf(s.stderr, "\rAsking AWS: %d answers ", d.Asked())
			}
		}
		fmt.Fprint(s.stderr, "\r\033[K")
	}()
	r, err := d.Run(s.ctx)
	done()
	<-ended
	return r, err
}

// severities are their words, the worst first.
var severities = []struct {
	is    check.Severity
	words string
}{{check.Wrong, "wrong"}, {check.Warning, "warning"}, {check.CannotTell, "cannot tell"}, {check.Fine, "fine"}}

// writeCheck prints a report for people.
func writeCheck(w io.Writer, r check.Report) error {
	var out bytes.Buffer
	var counts []string
	for _, s := range severities {
		counts = append(counts, fmt.Sprintf("%d %s", r.Count(s.is), s.words))
	}
	fmt.Fprintf(&out, "%s (%d questions to AWS, %.1f s)\n", strings.Join(counts, ", "), r.Asked, r.Seconds)
	for _, s := range severities {
		for _, f := range r.Findings {
			if f.Severity == s.is {
				writeCheckFinding(&out, s.words, f)
			}
		}
	}
	out.WriteByte('\n') // after a line of what is fine
	_, err := w.Write(out.Bytes())
	return err
}

// writeCheckFinding prints one; of what is fine a line.
func writeCheckFinding(out *bytes.Buffer, words string, f check.Finding) {
	if f.Severity == check.Fine {
		fmt.Fprintf(out, "\n%s  %s %s", strings.ToUpper(words), f.Summary, f.About)
		if f.Seen != "" && f.Seen != f.About {
			fmt.Fprintf(out, " (%s)", f.Seen)
		}
		return
	}
	fmt.Fprintf(out, "\n%s  %s\n", strings.ToUpper(words), f.Summary)
	for _, line := range []struct{ name, text string }{{"about", f.About}, {"seen", f.Seen}, {"why", f.Cause}} {
		if line.text != "" {
			fmt.Fprintf(out, "  %-6s %s\n", line.name+":", line.text)
		}
	}
	for _, a := range f.Evidence {
		fmt.Fprintf(out, "  asked: %s %s at %s: %s\n", a.Operation, a.About, a.At.Format(time.RFC3339), a.Said)
	}
	if f.Fix != "" {
		fmt.Fprintf(out, "  fix:   %s\n", f.Fix)
	}
	fmt.Fprintf(out, "  more:  docs/check.md#%s\n", f.Code)
}

// newDoctor looks at what a server reads; in a demo, at the first instance, whose AWS is simulated.
func (o serveOptions) newDoctor(p *parts) *check.Doctor {
	d := &check.Doctor{
		Set:    check.Set{Instances: o.connectInstances, Streams: o.sources.KinesisStream, Queues: o.sources.SQSQueue},
		Access: o.sources.access(), Budget: p.floorWatch.budgets.Of, Own: p.own,
	}
	if len(o.simulated) > 0 {
		aws := o.simulated[0]
		d.Set, d.Access, d.Connect = check.Set{Instances: []string{aws.of.InstanceARN}}, aws.access, aws.access
	}
	return d
}

// own is what the server knows by itself for the doctor; nil while the store does not answer.
func (p *parts) own(ctx context.Context) *check.Own {
	status, err := p.folder.store.Status(ctx)
	if err != nil {
		return nil
	}
	own := &check.Own{Now: p.clock.Now(), Quarantine: status.QuarantineOpen}
	if status.QuarantineOpen == store.Unknown {
		own.Quarantine = -1
	}
	for _, s := range status.Sources {
		if s.Stream() {
			own.Sources = append(own.Sources, check.Source{
				Name: s.Source, Kind: s.Kind, Read: s.Outcome.Read, Since: s.FirstReceived, Received: s.LastReceived,
				FirstEvent: s.FirstEvent.Time(), LastEvent: s.LastEvent.Time(),
			})
		}
	}
	for _, r := range p.readers.streams {
		own.Streams = append(own.Streams, r.Health())
	}
	for _, r := range p.readers.queues {
		own.Queues = append(own.Queues, r.Health())
	}
	for _, s := range p.floorWatch.status() {
		own.Throttled += s.Throttled
	}
	return own
}
