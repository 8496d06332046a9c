package peertest

import (
	"crypto/x509"
	"embed"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// withSimpleSAMLphp is the variable that names the folder of a SimpleSAMLphp.
const withSimpleSAMLphp = "RINGSIDE_SIMPLESAMLPHP"

// Its configuration: an identity provider with one person, and a service provider; see there.
//
//go:embed simplesamlphp
var simpleSAMLphp embed.FS

// SimpleSAMLphp is one that runs, and reads at each request what it is to be.
type SimpleSAMLphp struct {
	Address string // http://127.0.0.1:PORT
	t       testing.TB
	folder  string
}

var phpStarted = regexp.MustCompile(`Development Server \(.*\) started`)

// StartSimpleSAMLphp starts it with our first key. Without the variable that names it the test is skipped.
func StartSimpleSAMLphp(t testing.TB) SimpleSAMLphp {
	t.Helper()
	program := os.Getenv(withSimpleSAMLphp)
	if program == "" {
		t.Skip("left out: SimpleSAMLphp, which " + withSimpleSAMLphp + " has to name (make go-test installs it)")
	}
	at := Free(t)
	p := SimpleSAMLphp{"http://" + at, t, t.TempDir()}
	if err := os.CopyFS(p.folder, simpleSAMLphp); err != nil {
		t.Fatal(err)
	}
	p.Use(samltest.Keys().Ours)
	p.Set("idp", nil)
	p.Set("sp", nil)
	p.Know([]byte(samltest.Metadata(samltest.Keys().Stranger))) // it reads no empty file
	cmd := exec.CommandContext(t.Context(), "php", "-d", "session.save_path="+p.folder, "-d", "error_reporting=0",
		"-S", at, "-t", program+"/usr/share/simplesamlphp/www")
	cmd.Env = append(os.Environ(), "SIMPLESAMLPHP_CONFIG_DIR="+p.folder+"/simplesamlphp", "RINGSIDE_TEST_FOLDER="+p.folder)
	Start(t, cmd, phpStarted)
	return p
}

// Use has it sign by a key.
func (p SimpleSAMLphp) Use(key samltest.Key) {
	p.t.Helper()
	p.write("own.key", pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key.Private)}))
	p.write("own.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Certificate.Raw}))
}

// Set makes it do some things otherwise as "idp" or "sp", by the names of its own options.
func (p SimpleSAMLphp) Set(role string, options map[string]any) {
	p.t.Helper()
	text, err := json.Marshal(options)
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(role+".json", text)
}

// Know has it know the other side by its metadata.
func (p SimpleSAMLphp) Know(metadata []byte) {
	p.t.Helper()
	p.write("other.xml", metadata)
}

func (p SimpleSAMLphp) write(name string, text []byte) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.folder, name), text, 0o600); err != nil {
		p.t.Fatal(err)
	}
}
