package amazonconnect

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
)

// TestACompanysOwnAuthorityIsTrusted is for networks that open what is encrypted and encrypt it anew.
func TestACompanysOwnAuthorityIsTrusted(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	defer server.Close()
	file := filepath.Join(t.TempDir(), "company.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func() error {
		client, err := Dial(t.Context(), Access{Region: "eu-west-2", Endpoint: server.URL, Key: "AKIDEXAMPLE", Secret: "secret"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.ListInstances(t.Context(), &awsconnect.ListInstancesInput{})
		return err
	}
	if err := ask(); err == nil {
		t.Error("a stranger was believed")
	}
	t.Setenv("AWS_CA_BUNDLE", file)
	if err := ask(); err != nil {
		t.Error(err)
	}
}
