package sso

import (
	"bytes"
	"crypto/x509"
	_ "embed"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// ExampleFacts is a file of facts with everything in it.
//
//go:embed facts_example.json
var ExampleFacts string

// Facts is what is known of IAM and Amazon Connect. Everything may be missing; what is missing is not judged.
type Facts struct {
	Provider         *ProviderFacts `json:"provider"`
	Providers        []string       `json:"providers"` // ARNs of all SAML providers of the account; null if not known
	IdentityProvider *ProviderFacts `json:"identity_provider"`
	Role             *RoleFacts     `json:"role"`
	Roles            []string       `json:"roles"` // ARNs of all roles of the account that trust a SAML provider, or of all roles; null if not known
	Connect          *ConnectFacts  `json:"connect"`
	Call             *CallFacts     `json:"call"`
	Organisation     []PolicyFacts  `json:"organisation"` // the organisation's policies (SCP, RCP) over the account; null if not known
}

// ProviderFacts is the SAML provider in IAM, or what the identity provider itself publishes today.
type ProviderFacts struct {
	ARN          string     `json:"arn"`
	Metadata     string     `json:"metadata"`     // the XML
	Certificates []string   `json:"certificates"` // PEM or bare base64, where there is no metadata
	ValidUntil   *time.Time `json:"valid_until"`
}

// RoleFacts is the role that is assumed.
type RoleFacts struct {
	ARN                string          `json:"arn"`
	MaxSessionDuration int             `json:"max_session_duration"` // seconds, 0 if not known
	TrustPolicy        json.RawMessage `json:"trust_policy"`         // an object, or its text as the API gives it
	Policies           []PolicyFacts   `json:"policies"`             // attached and inline ones; null if not known
	Boundary           *PolicyFacts    `json:"permissions_boundary"`
}

// PolicyFacts is one policy.
type PolicyFacts struct {
	Name     string          `json:"name"`
	Document json.RawMessage `json:"document"`
}

// ConnectFacts is the Amazon Connect instance.
type ConnectFacts struct {
	InstanceARN     string        `json:"instance_arn"`
	IdentityType    string        `json:"identity_management_type"`
	Users           []string      `json:"users"`            // logins; null if not known
	ApprovedOrigins []string      `json:"approved_origins"` // null if not known
	Replica         *ReplicaFacts `json:"replica"`
}

// ReplicaFacts is the other Region of a replicated instance.
type ReplicaFacts struct {
	Users []string `json:"users"`
}

// CallFacts is what a program passes to AssumeRoleWithSAML, where no browser is involved.
type CallFacts struct {
	RoleARN      string `json:"role_arn"`
	PrincipalARN string `json:"principal_arn"`
}

// ReadFacts reads a file of facts. A key that is none is an error: a misspelt fact must not be passed over.
func ReadFacts(r io.Reader) (*Facts, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxInput))
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))))
	decoder.DisallowUnknownFields()
	var facts Facts
	if err := decoder.Decode(&facts); err != nil {
		if strings.ContainsAny(string(text), "“”") {
			return nil, fmt.Errorf("facts are not JSON: %w; there are curly quotes, as word processors and web pages make them: write straight ones", err)
		}
		return nil, fmt.Errorf("facts are not JSON as it is expected: %w; --facts-example prints a whole file", err)
	}
	return &facts, nil
}

// keys is what can be known of a provider's keys and name.
type keys struct {
	entityID     string
	certificates []*x509.Certificate
	validUntil   time.Time
}

// read takes the keys from metadata, or from the certificates that were given; the fault of metadata that cannot be read.
func (p *ProviderFacts) read() (keys, error) {
	var k keys
	if p.Metadata != "" {
		described, err := saml.ReadMetadata([]byte(p.Metadata))
		if err != nil {
			return k, err
		}
		k = keys{described.EntityID, described.Certificates, described.ValidUntil}
	}
	for _, text := range p.Certificates {
		der := []byte(text)
		block, _ := pem.Decode(der)
		if block == nil {
			block, _ = pem.Decode([]byte("-----BEGIN CERTIFICATE-----\n" + strings.TrimSpace(text) + "\n-----END CERTIFICATE-----\n"))
		}
		if block == nil {
			return k, errors.New("a certificate is neither PEM nor base64")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return k, fmt.Errorf("a certificate cannot be read: %w", err)
		}
		k.certificates = append(k.certificates, certificate)
	}
	if p.ValidUntil != nil {
		k.validUntil = *p.ValidUntil
	}
	return k, nil
}

// documentText is the JSON of a policy: IAM's API gives it percent-encoded within a text, its command line as an object.
func documentText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return string(raw)
	}
	if decoded, err := url.PathUnescape(text); err == nil && strings.HasPrefix(strings.TrimSpace(text), "%7B") {
		return decoded
	}
	return text
}
