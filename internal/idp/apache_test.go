package idp

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// withApache is the variable that names a folder with Apache, mod_shib and mod_auth_mellon, as Debian's packages unpack.
const withApache = "RINGSIDE_APACHE"

// apache is one that has not started yet: mod_auth_mellon knows its identity provider from the first moment.
type apache struct{ root, folder, address string }

// newApache prepares a folder for it. Without the variable that names it the test is skipped.
func newApache(t *testing.T) apache {
	t.Helper()
	root := os.Getenv(withApache)
	if root == "" {
		t.Skip("left out: mod_shib and mod_auth_mellon under Apache, which " + withApache + " has to name (make go-test unpacks them)")
	}
	folder, err := os.MkdirTemp("", "ringside-apache") //nolint:usetesting // t.TempDir is closed to those as whom Apache serves
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil { //nolint:gosec // see above
		t.Fatal(err)
	}
	a := apache{folder + "/root", folder, "http://" + peertest.Free(t)}
	if err := os.CopyFS(a.root, os.DirFS(root)); err != nil { // its children may not be let in where that is
		t.Fatalf("%s=%s: %v", withApache, root, err)
	}
	key := samltest.Keys().Next
	a.write(t, "own.key", pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key.Private)}))
	a.write(t, "own.crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Certificate.Raw}))
	return a
}

func (a apache) write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(a.folder, name), text, 0o644); err != nil { //nolint:gosec // its children are nobody's if it is root who starts it
		t.Fatal(err)
	}
}

var (
	shibbolethListens = regexp.MustCompile(`listener service starting`)
	apacheServes      = regexp.MustCompile(`resuming normal operations`)
)

// start starts it, with what Shibboleth has beside it. issuer is who we are to Shibboleth.
func (a apache) start(t *testing.T, issuer string) {
	t.Helper()
	fill := strings.NewReplacer(
		"${folder}", a.folder, "${address}", a.address, "${listen}", strings.TrimPrefix(a.address, "http://"),
		"${modules}", a.root+"/usr/lib/apache2/modules", "${issuer}", issuer,
	)
	for _, name := range []string{"httpd.conf", "shibboleth2.xml", "attribute-map.xml", "shibd.logger", "mod_shib.logger", "page"} {
		text, err := os.ReadFile(filepath.Join("testdata", "apache", name))
		if err != nil {
			t.Fatal(err)
		}
		a.write(t, name, []byte(fill.Replace(string(text))))
	}
	environment := a.environment(t)
	run := func(ready *regexp.Regexp, arguments ...string) {
		cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `umask 0; exec "$0/usr/sbin/$@"`, a.root}, arguments...)...) // its children write to shibd's socket
		cmd.Env = environment
		peertest.Start(t, cmd, ready)
	}
	run(shibbolethListens, "shibd", "-f", "-F", "-c", a.folder+"/shibboleth2.xml", "-p", a.folder+"/shibd.pid")
	run(apacheServes, "apache2", "-f", a.folder+"/httpd.conf", "-DFOREGROUND")
}

// environment is that of programs that look for their parts below root, where they were not built for.
func (a apache) environment(t *testing.T) []string {
	t.Helper()
	libraries, err := filepath.Glob(a.root + "/usr/lib/*-linux-gnu")
	if err != nil || len(libraries) != 1 {
		t.Fatalf("libraries of Apache are in %v, %v", libraries, err)
	}
	var catalogues []string
	for _, name := range []string{"xmltooling/catalog", "opensaml/saml20-catalog", "opensaml/saml11-catalog", "shibboleth/catalog"} {
		text, err := os.ReadFile(a.root + "/usr/share/xml/" + name + ".xml")
		if err != nil {
			t.Fatal(err)
		}
		ours := strings.ReplaceAll(name, "/", "-") + ".xml"
		a.write(t, ours, []byte(strings.ReplaceAll(string(text), `"/usr/share/xml`, `"`+a.root+"/usr/share/xml")))
		catalogues = append(catalogues, filepath.Join(a.folder, ours))
	}
	return append(os.Environ(),
		"LD_LIBRARY_PATH="+strings.Join([]string{libraries[0], a.root + "/usr/lib", a.root + "/lib/" + filepath.Base(libraries[0])}, ":"),
		"SHIBSP_PREFIX="+a.root+"/usr", "SHIBSP_LIBDIR="+libraries[0],
		"SHIBSP_CFGDIR="+a.root+"/etc", "SHIBSP_XMLDIR="+a.root+"/usr/share/xml", "SHIBSP_SCHEMAS="+strings.Join(catalogues, ":"),
		"SHIBSP_RUNDIR="+a.folder, "SHIBSP_LOGDIR="+a.folder, "SHIBSP_CACHEDIR="+a.folder)
}

func TestServiceProvidersUnderApacheAskByForms(t *testing.T) {
	t.Parallel()
	p := newApache(t)
	toShibboleth, _ := connected(t)
	toMellon, _ := connected(t)
	shibboleth, mellon := toShibboleth.announced(t, "shibboleth", "emailAddress"), toMellon.announced(t, "mellon", "transient")
	p.write(t, "shibboleth.xml", byPostAlone(toShibboleth.metadata(t, "shibboleth")))
	p.write(t, "mellon.xml", byPostAlone(toMellon.metadata(t, "mellon")))
	p.start(t, shibboleth.Issuer)
	toShibboleth.accept(t, shibboleth, p.address+"/Shibboleth.sso/Metadata")
	toShibboleth.asksByPost(t, p.address+"/by-shibboleth")
	toMellon.accept(t, mellon, p.address+"/mellon/metadata")
	toMellon.asksByPost(t, p.address+"/by-mellon")
}

func TestServiceProvidersUnderApacheTakeOurWord(t *testing.T) {
	t.Parallel()
	p := newApache(t)
	toShibboleth, _ := connected(t)
	toMellon, _ := connected(t)
	shibboleth, mellon := toShibboleth.announced(t, "shibboleth", "emailAddress"), toMellon.announced(t, "mellon", "transient")
	p.write(t, "shibboleth.xml", toShibboleth.metadata(t, "shibboleth"))
	p.write(t, "mellon.xml", toMellon.metadata(t, "mellon"))
	p.start(t, shibboleth.Issuer)
	t.Run("Shibboleth", func(t *testing.T) {
		t.Parallel()
		key := toShibboleth.accept(t, shibboleth, p.address+"/Shibboleth.sso/Metadata")
		toShibboleth.serves(t, service{
			id: "shibboleth", page: p.address + "/by-shibboleth", signOut: p.address + "/Shibboleth.sso/Logout", key: func() string { return key },
			shows: []string{"REMOTE_USER=Alice.Zyxwv@example.org\n", "name=Alice Zyxwv\n", "groups=agents;leads\n"},
		})
	})
	t.Run("mod_auth_mellon", func(t *testing.T) {
		t.Parallel()
		key := toMellon.accept(t, mellon, p.address+"/mellon/metadata")
		toMellon.serves(t, service{
			id: "mellon", page: p.address + "/by-mellon", signOut: p.address + "/mellon/logout?ReturnTo=/bye", key: func() string { return key },
			shows: []string{"REMOTE_USER=Alice.Zyxwv@example.org\n", "MELLON_name=Alice Zyxwv\n", "MELLON_groups=agents;leads\n"},
		})
	})
}
