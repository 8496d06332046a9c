// Command ringside is a live statistics dashboard for Amazon Connect contact centres, in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"
	_ "golang.org/x/crypto/x509roots/fallback" // whom the public trusts, for a host that has no list, as in an empty container
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "dev"

// Exit codes, so that a script need not read text.
const (
	exitOK          = 0
	exitFailed      = 1   // something went wrong; standard error says what and what to do
	exitUsage       = 2   // the command line was wrong
	exitIncomplete  = 3   // the work was done, and not all is well: records went to quarantine, a sign-in has a fault, or something is left to do
	exitInterrupted = 130 // stopped by Ctrl+C or SIGTERM before the work was done
)

// commandLine is every command with its flags. The texts are the manual: they teach, with one example each.
type commandLine struct {
	Config string `help:"Read settings from this file (YAML: the names of the flags, as in 'listen: 127.0.0.1:8080'). Flags and variables are stronger." placeholder:"ringside.yaml" type:"path"`

	Demo         demoCommand               `cmd:"" help:"Show a living dashboard of a simulated contact centre. Needs nothing, keeps nothing of yours."`
	Serve        serveCommand              `cmd:"" help:"Take in records and serve the dashboard."`
	Import       importCommand             `cmd:"" help:"Read contact records, agent events and contact events from files."`
	Query        queryCommand              `cmd:"" help:"Ask for figures: the seven panels, or any metric of the catalogue."`
	Export       exportCommand             `cmd:"" help:"Write contacts or figures to a file: CSV, XLSX, Parquet or JSON lines."`
	Simulate     simulateCommand           `cmd:"" help:"Write the records of a simulated contact centre to files, with the truth about them."`
	Quarantine   quarantineCommand         `cmd:"" help:"Look at records that could not be read, and try them again."`
	Erase        eraseCommand              `cmd:"" help:"Forget contacts, or a customer: from every version, the journal, quarantine and the tables."`
	Retention    retentionCommand          `cmd:"" help:"For how long records are kept: show the limits, or agree on others."`
	Key          keyCommand                `cmd:"" help:"Make, list and revoke the keys of the ingest doors."`
	User         userCommand               `cmd:"" help:"Add, list, reset and disable Ringside's own accounts."`
	Access       accessCommand             `cmd:"" help:"Say what somebody may do by access rules."`
	Session      sessionCommand            `cmd:"" help:"See who is signed in, end sessions, and bar people of identity providers."`
	Token        tokenCommand              `cmd:"" help:"Make, list, rotate and revoke the tokens of programs that ask the API."`
	Audit        auditCommand              `cmd:"" help:"Read and verify the log of who did what."`
	Saml         samlCommand               `cmd:"" help:"Identity providers that sign people in to Ringside by SAML: add them, and agree to their keys."`
	Aws          awsCommand                `cmd:"" help:"Bring records from Amazon Connect to Ringside: what is made in AWS for it."`
	Sso          ssoCommand                `cmd:"" help:"Set up single sign-on into Amazon Connect, and find out why a sign-in fails."`
	Idp          idpCommand                `cmd:"" help:"Let Ringside's accounts sign in to Amazon Connect and other applications."`
	Store        storeCommand              `cmd:"" help:"Care for the data folder."`
	UpgradeCheck upgradeCheckCommand       `cmd:"" help:"Say whether this version would open a data folder, and what it would change."`
	Check        checkCommand              `cmd:"" help:"Find out whether all is well: our figures against Amazon Connect's own."`
	Version      versionCommand            `cmd:"" help:"Print the version."`
	Completion   kongcompletion.Completion `cmd:"" help:"Print what switches on completion with the Tab key in your shell."`
}

// session is what every command gets: where to write, and when to stop.
type session struct {
	ctx    context.Context //nolint:containedctx // a command line's context lives exactly as long as its session
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// exitError carries an exit code other than exitFailed; an empty message prints nothing.
type exitError struct {
	code    int
	message string
}

func (e exitError) Error() string { return e.message }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(session{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run parses the arguments and runs the command; it returns the exit code.
func run(s session, args []string) int {
	exited := -1
	parser, err := newParser(s, func(code int) { exited = code })
	if err != nil {
		fmt.Fprintln(s.stderr, "ringside:", err)
		return exitFailed
	}
	kongcompletion.Register(parser)
	if exited >= 0 {
		return exited // a shell asked what could follow; fish does so without arguments
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited // --help was asked for
	}
	if err != nil {
		fmt.Fprintf(s.stderr, "ringside: %v\nTry: ringside --help\n", err)
		return exitUsage
	}
	return s.exitCode(command.Run(&s))
}

// newParser returns what reads the command line; exit is called after --help.
func newParser(s session, exit func(code int)) (*kong.Kong, error) {
	return kong.New(new(commandLine),
		kong.Name("ringside"),
		kong.Description("Live statistics for Amazon Connect contact centres. Start with: ringside demo"),
		kong.Writers(s.stdout, s.stderr),
		kong.Exit(exit),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
}

// exitCode prints an error and translates it.
func (s session) exitCode(err error) int {
	var exit exitError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		if exit.message != "" {
			fmt.Fprintln(s.stderr, "ringside:", exit.message)
		}
		return exit.code
	case errors.Is(err, context.Canceled) && s.ctx.Err() != nil:
		fmt.Fprintln(s.stderr, "ringside: stopped")
		return exitInterrupted
	default:
		fmt.Fprintln(s.stderr, "ringside:", err)
		return exitFailed
	}
}
