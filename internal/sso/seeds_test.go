package sso

import (
	"crypto"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// seeds lists sign-ins with one thing wrong each, in the order of their codes.
func seeds() []seed {
	return slices.Concat(inputSeeds(), signatureSeeds(), timeSeeds(), messageSeeds(), roleSeeds(), providerSeeds(), trustSeeds(), permissionSeeds(), connectSeeds(), relaySeeds())
}

func inputSeeds() []seed {
	reencoded := func(encoding *base64.Encoding) func(string) string {
		return func(field string) string {
			document, _ := base64.StdEncoding.DecodeString(field)
			return url.Values{"SAMLResponse": {encoding.EncodeToString(document)}, "RelayState": {relayURL}}.Encode()
		}
	}
	bare := func(text string) string {
		_, text, _ = strings.Cut(text, "</samlp:Status>")
		return strings.Replace(strings.TrimSuffix(text, "</samlp:Response>"), "<saml:Assertion ", `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" `, 1)
	}
	return []seed{
		{name: "base64 with noise", send: func(f string) string { return "SAMLResponse=" + url.QueryEscape(f[:400]+"!!"+f[402:]) }, want: []Code{"IN-B64", "IN-XML"}, row: 10},
		{name: "base64 cut off", send: func(f string) string { return f[:1001] }, want: []Code{"IN-B64", "IN-XML"}, row: 10},
		{name: "base64url", recipe: replaced(samltest.NameID, "quagmire"+strings.Repeat("\u07ff?~", 40)), send: reencoded(base64.URLEncoding), want: []Code{"IN-B64URL"}, row: 10},
		{name: "encoded twice", send: func(f string) string {
			return url.Values{"SAMLResponse": {url.QueryEscape(f)}, "RelayState": {relayURL}}.Encode()
		}, want: []Code{"IN-URLENC"}, row: 10},
		{name: "plus signs lost", recipe: samltest.Recipe{}, send: func(f string) string {
			return "SAMLResponse=" + strings.ReplaceAll(f, "=", "%3D") + "&RelayState=" + url.QueryEscape(relayURL)
		}, want: []Code{"IN-URLENC"}, row: 10},
		{name: "copied from a body", send: url.QueryEscape, also: []Code{"IN-URLENC"}},
		{name: "too large", recipe: extra("PrincipalTag:note", strings.Repeat("quagmire ", 12000)), facts: tagging, want: []Code{"IN-SIZE", "AWS-TAG-LIMIT"}},
		{name: "XML cut off", after: func(x string) string { return x[:len(x)-20] }, want: []Code{"IN-XML"}, row: 1},
		{name: "a document type", after: func(x string) string { return "<!DOCTYPE r [<!ENTITY a 'b'>]>" + x }, want: []Code{"IN-XML"}, row: 1},
		{name: "a comment in a name", after: edited("quagmire", "<!-- -->quagmire"), want: []Code{"IN-XML"}, row: 1},
		{name: "a byte-order mark", after: func(x string) string { return "\uFEFF" + x }, want: []Code{"IN-XML"}, row: 1},
		{name: "a local time", recipe: replaced(`AuthnInstant="2026-11-21T09:58:12Z"`, `AuthnInstant="2026-11-21T18:58:12+09:00"`), want: []Code{"IN-XML"}, row: 1},
		{name: "a bare assertion", after: bare, want: []Code{"IN-NOT-RESPONSE"}, row: 10},
		{name: "a request", after: func(string) string {
			return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>`
		}, want: []Code{"IN-NOT-RESPONSE"}, row: 10},
		{name: "an empty field", send: func(string) string { return "SAMLResponse=&RelayState=x" }, want: []Code{"IN-NOT-RESPONSE"}, row: 10},
		{name: "nothing known", send: func(string) string { return "It does not work, please help me!" }, want: []Code{"IN-NOT-RESPONSE"}, row: 10},
		{name: "two messages", send: func(f string) string {
			return url.Values{"SAMLResponse": {f, f}, "RelayState": {relayURL}}.Encode()
		}, want: []Code{"IN-MULTI"}},
		{name: "SAML of another version", recipe: replaced(` Version="2.0" IssueInstant="2026-11-21T10:00:00Z">`, ` Version="1.1" IssueInstant="2026-11-21T10:00:00Z">`), want: []Code{"IN-NOT-RESPONSE"}, row: 10},
		{name: "an encrypted assertion", after: func(x string) string {
			before, after, _ := strings.Cut(x, "<saml:Assertion ")
			_, after, _ = strings.Cut(after, "</saml:Assertion>")
			return before + "<saml:EncryptedAssertion/>" + after
		}, recipe: samltest.Recipe{Parts: "none"}, also: []Code{"IN-ENCRYPTED"}},
		{name: "an archive that is cut off", send: func(f string) string {
			text := archived(f, samltest.Recipient, relayURL, "")
			return strings.TrimSuffix(text, "]}}") + `,{"request":`
		}, also: []Code{"IN-XML"}},
		{name: "a message to somebody else in an archive", send: func(f string) string {
			other := strings.TrimPrefix(archived("PHg+", "https://portal.example.org/acs", relayURL, ""), `{"log":{"entries":[`)
			return strings.TrimSuffix(archived(f, samltest.Recipient, relayURL, ""), "]}}") + "," + other
		}},
		{name: "two sign-ins in an archive", send: func(f string) string {
			other := strings.TrimSuffix(strings.TrimPrefix(archived("PHg+", samltest.Recipient, relayURL, ""), `{"log":{"entries":[`), "]}}")
			return archived(f, samltest.Recipient, relayURL, other+",")
		}, also: []Code{"IN-MULTI"}},
		{name: "the provider refused", recipe: replaced("status:Success", "status:Responder"), want: []Code{"IDP-STATUS"}, row: 1},
		{name: "an archive without sign-in", send: always(`{"log":{"entries":[]}}`), want: []Code{"IN-NOT-RESPONSE"}, row: 10},
	}
}

func always(text string) func(string) string { return func(string) string { return text } }

func signatureSeeds() []seed {
	keys := samltest.Keys()
	return []seed{
		{name: "unsigned", recipe: samltest.Recipe{Parts: "none"}, want: []Code{"SIG-NONE"}, row: 7},
		{name: "SHA-1", recipe: samltest.Recipe{Hash: crypto.SHA1}, also: []Code{"SIG-ALG-WEAK"}},
		{name: "an HMAC", recipe: samltest.Recipe{Parts: "assertion"}, after: edited("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha1"), want: []Code{"SIG-ALG-WEAK"}},
		{name: "a short key", recipe: samltest.Recipe{Key: keys.Short}, facts: func(f *Facts) {
			f.Provider.Metadata = samltest.Metadata(keys.Short, keys.Ours)
		}, also: []Code{"SIG-ALG-WEAK"}},
		{name: "changed after signing", after: edited(samltest.NameID, "quagmire"), want: []Code{"SIG-BAD-DIGEST"}, row: 7},
		{name: "pretty-printed", after: func(x string) string { return strings.ReplaceAll(x, "><saml:", ">\n  <saml:") }, want: []Code{"SIG-BAD-DIGEST"}, row: 7},
		{name: "the digest changed", after: edited("<ds:DigestValue>", "<ds:DigestValue>AAAA"), want: []Code{"SIG-BAD-DIGEST"}, row: 7},
		{name: "a stranger's key", recipe: samltest.Recipe{Key: keys.Stranger}, want: []Code{"SIG-KEY-UNKNOWN"}, row: 7},
		{name: "a stranger's key, unnamed", recipe: samltest.Recipe{Key: keys.Stranger, NoKey: true}, want: []Code{"SIG-KEY-UNKNOWN"}, row: 7},
		{name: "a rotated key", recipe: samltest.Recipe{Key: keys.Next}, facts: func(f *Facts) {
			f.IdentityProvider.Metadata = samltest.Metadata(keys.Next)
		}, want: []Code{"SIG-KEY-ROTATED"}, row: 7, also: []Code{"IAM-CERT-MISSING"}},
		{name: "a signature of the whole document", recipe: samltest.Recipe{Parts: "response"}, after: edited(`URI="#_r1c9f"`, `URI=""`), want: []Code{"SIG-SHAPE"}, row: 7},
		{name: "a second assertion", after: edited("</samlp:Status>", `</samlp:Status><saml:Assertion ID="_evil"/>`), want: []Code{"SIG-SHAPE"}, row: 7},
		{name: "an emptied signature", recipe: samltest.Recipe{Parts: "assertion"}, after: func(x string) string {
			before, after, _ := strings.Cut(x, "<ds:SignedInfo>")
			_, after, _ = strings.Cut(after, "</ds:KeyInfo>")
			return before + after
		}, want: []Code{"SIG-SHAPE"}, row: 7},
	}
}

func timeSeeds() []seed {
	return []seed{
		{name: "expired and old", late: 10 * time.Minute, want: []Code{"TIME-EXPIRED", "TIME-OLD5"}, row: 14},
		{name: "old", late: 6 * time.Minute, recipe: replaced("10:05:00Z", "10:15:00Z"), want: []Code{"TIME-OLD5"}, row: 14},
		{name: "expired at once", recipe: replaced(`NotOnOrAfter="2026-11-21T10:05:00Z" Recipient`, `NotOnOrAfter="2026-11-21T09:59:00Z" Recipient`), want: []Code{"TIME-EXPIRED"}, row: 14},
		{name: "from the future", late: -6 * time.Minute, want: []Code{"TIME-FUTURE"}},
		{name: "not yet", recipe: replaced("09:59:00Z", "10:04:00Z"), want: []Code{"TIME-FUTURE"}},
		{name: "the session is over", recipe: replaced(`SessionIndex="_s1"`, `SessionIndex="_s1" SessionNotOnOrAfter="2026-11-21T09:00:00Z"`), want: []Code{"TIME-EXPIRED"}, row: 14},
		{name: "clocks differ", send: func(f string) string {
			return strings.Replace(archived(f, samltest.Recipient, relayURL, ""), "10:01:02 GMT", "10:03:02 GMT", 1)
		}, also: []Code{"TIME-SKEW"}},
	}
}

func messageSeeds() []seed {
	confirmation := `<saml:SubjectConfirmation Method="` + bearer + `"><saml:SubjectConfirmationData NotOnOrAfter="2026-11-21T10:05:00Z" Recipient="` + samltest.Recipient + `"/></saml:SubjectConfirmation>`
	audience := "<saml:Audience>urn:amazon:webservices</saml:Audience>"
	const trusted = "IAM-TRUST-AUD"
	resilient := "https://" + instanceID + ".eu-central-1.sign-in.connect.aws/saml?&amp;instanceId=" + instanceID + "&amp;accountId=111122223333&amp;role=ConnectFederation&amp;idp=Dashboard"
	return []seed{
		{name: "another recipient", recipe: replaced(samltest.Recipient, "https://signin.example.org/saml"), want: []Code{"AWS-RECIPIENT", trusted}, row: 5},
		{name: "a recipient with a blank", recipe: replaced(samltest.Recipient, samltest.Recipient+" "), want: []Code{"AWS-RECIPIENT", trusted}, row: 5},
		{name: "a recipient with a slash", recipe: replaced(samltest.Recipient, samltest.Recipient+"/"), want: []Code{"AWS-RECIPIENT", trusted}, row: 5},
		{name: "no recipient", recipe: replaced(` Recipient="`+samltest.Recipient+`"`, ""), want: []Code{"AWS-RECIPIENT", trusted}, row: 12},
		{name: "sent elsewhere", send: func(f string) string { return archived(f, "https://signin.aws.amazon.com/saml", relayURL, "") }, want: []Code{"AWS-RECIPIENT"}, row: 5},
		{name: "a replicated instance", relay: "-", recipe: replaced(samltest.Recipient, resilient), facts: func(f *Facts) {
			f.Role.TrustPolicy = trustPolicy(`"sts:AssumeRoleWithSAML"`, `{"StringLike":{"SAML:aud":"https://`+instanceID+`.eu-central-1.sign-in.connect.aws/saml*"}}`)
		}},
		{name: "a relay state to a replicated instance", recipe: replaced(samltest.Recipient, resilient), facts: func(f *Facts) {
			f.Role.TrustPolicy = trustPolicy(`"sts:AssumeRoleWithSAML"`, `{"StringLike":{"SAML:aud":"https://*.sign-in.connect.aws/saml*"}}`)
		}, also: []Code{"CON-RELAY-HOST"}},
		{name: "another destination", recipe: replaced(`Destination="`+samltest.Recipient+`"`, `Destination="https://signin.aws.amazon.com/saml"`), also: []Code{"AWS-RECIPIENT"}},
		{name: "another audience", recipe: replaced("urn:amazon:webservices", "https://ringside.example.org"), want: []Code{"AWS-AUDIENCE"}, row: 13},
		{name: "an audience with a blank", recipe: replaced("urn:amazon:webservices", " urn:amazon:webservices"), want: []Code{"AWS-AUDIENCE"}, row: 13},
		{name: "a person as audience", recipe: replaced("urn:amazon:webservices", "zyxwv@example.org"), want: []Code{"AWS-AUDIENCE"}, row: 13},
		{name: "no audience", recipe: replaced("<saml:AudienceRestriction>"+audience+"</saml:AudienceRestriction>", ""), want: []Code{"AWS-AUDIENCE"}, row: 13},
		{name: "the address as audience", recipe: replaced("urn:amazon:webservices", samltest.Recipient), also: []Code{"AWS-AUDIENCE"}},
		{name: "GovCloud's audience", recipe: replaced("urn:amazon:webservices", "urn:amazon:webservices:govcloud"), want: []Code{"AWS-PARTITION"}, row: 13},
		{name: "a role of GovCloud", recipe: replaced(pairValue, strings.ReplaceAll(pairValue, "arn:aws:", "arn:aws-us-gov:")), want: []Code{"AWS-PARTITION", "IAM-PROVIDER-MISSING", "IAM-ROLE-MISSING"}, row: 13},
		{name: "two confirmations", recipe: replaced(confirmation, confirmation+confirmation), want: []Code{"AWS-SUBJCONF-COUNT", trusted}, row: 12},
		{name: "no confirmation", recipe: replaced(confirmation, ""), want: []Code{"AWS-SUBJCONF-COUNT", trusted}, row: 12},
		{name: "holder of key", recipe: replaced(bearer, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"), want: []Code{"AWS-SUBJCONF-COUNT"}, row: 12},
		{name: "no end", recipe: replaced(`NotOnOrAfter="2026-11-21T10:05:00Z" Recipient`, "Recipient"), want: []Code{"AWS-SUBJCONF-COUNT"}, row: 12},
		{name: "no NameID", recipe: replaced(nameID, ""), want: []Code{"AWS-NAMEID"}, row: 5},
		{name: "an empty NameID", recipe: replaced(">"+samltest.NameID+"<", "><"), want: []Code{"AWS-NAMEID"}, row: 5},
		{name: "a NameID of another format", recipe: replaced("2.0:nameid-format:persistent", "2.0:nameid-format:encrypted"), also: []Code{"AWS-NAMEID"}},
		{name: "no session name", recipe: replaced("Attributes/RoleSessionName", "Attributes/Other"), want: []Code{"AWS-RSN-MISSING"}, row: 2},
		{name: "an empty session name", recipe: replaced(samltest.Login, ""), want: []Code{"AWS-RSN-MISSING"}, row: 2},
		{name: "a session name in small letters", recipe: replaced("Attributes/RoleSessionName", "Attributes/roleSessionName"), want: []Code{"AWS-RSN-MISSING"}, row: 2},
		{name: "a display name", recipe: replaced(samltest.Login, "Alice Quagmirezyxwv"), want: []Code{"AWS-RSN-REGEX", "CON-USER-MISSING"}, row: 3},
		{name: "a Korean name", recipe: replaced(samltest.Login, "홍길동"), want: []Code{"AWS-RSN-REGEX", "CON-USER-MISSING"}, row: 3},
		{name: "a Windows name", recipe: replaced(samltest.Login, `CORP\zyxwv`), want: []Code{"AWS-RSN-REGEX", "CON-USER-MISSING"}, row: 3},
		{name: "a long name", recipe: replaced(samltest.Login, strings.Repeat("zyxwv", 13)), want: []Code{"AWS-RSN-REGEX", "CON-USER-MISSING"}, row: 3},
		{name: "two session names", recipe: extra("RoleSessionName", "zyxwv"), want: []Code{"AWS-RSN-REGEX"}, row: 3},
		{name: "no number of seconds", recipe: replaced(duration, strings.Replace(duration, "3600", "1h", 1)), want: []Code{"AWS-DURATION"}},
		{name: "too few seconds", recipe: replaced(duration, strings.Replace(duration, "3600", "60", 1)), want: []Code{"AWS-DURATION"}},
		{name: "tags", recipe: extra("PrincipalTag:team", "quagmire"), want: []Code{"AWS-TAG-NOPERM"}, row: 5},
		{name: "tags as they may be", recipe: extra("PrincipalTag:"+strings.Repeat("k", 128), strings.Repeat("가", 256)), facts: tagging},
		{name: "a tag's key too long", recipe: extra("PrincipalTag:"+strings.Repeat("k", 129), "quagmire"), facts: tagging, want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a tag's value too long", recipe: extra("PrincipalTag:team", strings.Repeat("가", 257)), facts: tagging, want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a tag of two values", recipe: extra("PrincipalTag:team", "quagmire", "zyxwv"), facts: tagging, want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a tag with a sign", recipe: extra("PrincipalTag:team", "quagmire!"), facts: tagging, want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a tag of AWS's own", recipe: extra("PrincipalTag:aws:team", "quagmire"), facts: tagging, want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a transitive key of no tag", recipe: extra("TransitiveTagKeys", "team"), want: []Code{"AWS-TAG-LIMIT"}},
		{name: "a source identity", recipe: extra("SourceIdentity", "zyxwv"), want: []Code{"AWS-SRCID-NOPERM"}, row: 5},
		{name: "a bad source identity", recipe: extra("SourceIdentity", "aws:zyxwv"), facts: func(f *Facts) {
			f.Role.TrustPolicy = trustPolicy(`["sts:AssumeRoleWithSAML","sts:SetSourceIdentity"]`, "{}")
		}, want: []Code{"AWS-SRCID-REGEX"}, row: 4},
	}
}

func roleSeeds() []seed {
	as := func(value string) samltest.Recipe { return replaced(pairValue, value) }
	grammar := func(name, value string) seed {
		return seed{name: name, recipe: as(value), want: []Code{"AWS-ROLE-GRAMMAR"}, row: 1}
	}
	return []seed{
		{name: "no role", recipe: replaced("Attributes/Role\"", "Attributes/Other\""), want: []Code{"AWS-ROLE-MISSING"}, row: 1},
		{name: "role in small letters", recipe: replaced("Attributes/Role\"", "Attributes/role\""), want: []Code{"AWS-ROLE-CASE"}, row: 1},
		{name: "role by http", recipe: replaced("https://aws.amazon.com/SAML/Attributes/Role\"", "http://aws.amazon.com/SAML/Attributes/Role\""), want: []Code{"AWS-ROLE-CASE"}, row: 1},
		{name: "role with a blank in its name", recipe: replaced("Attributes/Role\"", "Attributes/Role \""), want: []Code{"AWS-ROLE-CASE"}, row: 1},
		grammar("a blank inside of the ARN", samltest.RoleARN+", "+samltest.ProviderARN),
		grammar("a blank inside of the name", strings.Replace(pairValue, "ConnectFederation", "Connect Federation", 1)),
		grammar("curly quotes around it", "“"+pairValue+"”"),
		grammar("a role alone", samltest.RoleARN),
		grammar("a semicolon", samltest.RoleARN+";"+samltest.ProviderARN),
		grammar("an account too short", strings.ReplaceAll(pairValue, "111122223333", "11112222333")),
		grammar("a user's ARN", strings.Replace(pairValue, ":role/", ":user/", 1)),
		grammar("a permission set's role", strings.Replace(pairValue, "role/ConnectFederation", "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Agent_0a1b", 1)),
		{name: "two accounts", recipe: as(strings.Replace(pairValue, "111122223333", "444455556666", 1)), want: []Code{"AWS-ROLE-GRAMMAR", "IAM-ROLE-MISSING"}, row: 1},
		{name: "the provider first", recipe: as(samltest.ProviderARN + "," + samltest.RoleARN), also: []Code{"AWS-ROLE-ORDER"}},
		{name: "several roles", recipe: replaced(pairValue+`</saml:AttributeValue>`, pairValue+`</saml:AttributeValue><saml:AttributeValue>`+pairValue+`</saml:AttributeValue>`), also: []Code{"AWS-ROLE-MANY"}},
		{name: "another pair asked for", facts: func(f *Facts) {
			f.Call = &CallFacts{RoleARN: samltest.RoleARN + "2", PrincipalARN: samltest.ProviderARN}
		}, want: []Code{"AWS-ROLE-PAIR"}, row: 11},
	}
}

func providerSeeds() []seed {
	keys := samltest.Keys()
	metadata := func(change func(string) string) func(*Facts) {
		return func(f *Facts) { f.Provider.Metadata = change(f.Provider.Metadata) }
	}
	swap := func(old, replacement string) func(*Facts) {
		return metadata(func(m string) string { return strings.ReplaceAll(m, old, replacement) })
	}
	soonOver := samltest.Moment.AddDate(0, 0, 9)
	return []seed{
		{name: "another provider", facts: func(f *Facts) { f.Provider.ARN = strings.ReplaceAll(samltest.ProviderARN, "Dashboard", "dashboard") }, want: []Code{"IAM-PROVIDER-MISSING"}, row: 9},
		{name: "another issuer", facts: swap("sso.example.org/saml/idp\"", "sso.example.org/saml/idp/\""), want: []Code{"IAM-ISSUER-MISMATCH"}, row: 8},
		{name: "an issuer by http", recipe: replaced("<saml:Issuer>https:", "<saml:Issuer>http:"), want: []Code{"IAM-ISSUER-MISMATCH"}, row: 8},
		{name: "no certificate", facts: swap("use=\"signing\"", "use=\"encryption\""), want: []Code{"IAM-CERT-MISSING"}, row: 7, also: nil},
		{name: "a next certificate", facts: func(f *Facts) { f.IdentityProvider.Metadata = samltest.Metadata(keys.Ours, keys.Next) }, also: []Code{"IAM-CERT-MISSING"}},
		{name: "soon over", facts: func(f *Facts) { f.Provider.ValidUntil = &soonOver }, also: []Code{"IAM-PROVIDER-EXPIRES"}},
		{name: "over", facts: swap("entityID=", `validUntil="2026-11-20T00:00:00Z" entityID=`), also: []Code{"IAM-PROVIDER-EXPIRES"}},
		{name: "metadata with a byte-order mark", facts: metadata(func(m string) string { return "\uFEFF" + m }), want: []Code{"IAM-METADATA"}, row: 16},
		{name: "a service provider's metadata", facts: swap("IDPSSODescriptor", "SPSSODescriptor"), want: []Code{"IAM-METADATA"}, row: 16},
		{name: "metadata that is no XML", facts: metadata(func(string) string { return "<html><p>Sign in" }), want: []Code{"IAM-METADATA"}, row: 16},
		{name: "metadata with a comment in a value", facts: swap("<ds:X509Certificate>", "<ds:X509Certificate><!-- made by hand -->"), also: []Code{"IAM-METADATA"}},
		{name: "a certificate that is none", facts: swap("<md:SingleSignOn", `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>MIIB</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOn`), want: []Code{"IAM-METADATA"}, row: 16},
		{name: "another role", facts: func(f *Facts) { f.Role.ARN = strings.ReplaceAll(samltest.RoleARN, "ConnectF", "Connectf") }, want: []Code{"IAM-ROLE-MISSING"}, row: 5},
		{name: "too long a session", facts: func(f *Facts) { f.Role.MaxSessionDuration = 1800 }, want: []Code{"IAM-MAXDURATION"}, row: 15},
	}
}

func trustSeeds() []seed {
	trust := func(name string, policy json.RawMessage, code Code, fault bool) seed {
		s := seed{name: "trust: " + name, facts: func(f *Facts) { f.Role.TrustPolicy = policy }}
		if s.want, s.row = []Code{code}, 5; !fault {
			s.want, s.row, s.also = nil, 0, []Code{code}
		}
		return s
	}
	good := string(known().Role.TrustPolicy)
	text := func(old, replacement string) json.RawMessage {
		return json.RawMessage(strings.ReplaceAll(good, old, replacement))
	}
	when := func(condition string) json.RawMessage { return trustPolicy(`"sts:AssumeRoleWithSAML"`, condition) }
	quoted, _ := json.Marshal(strings.ReplaceAll(good, `"Effect"`, `“Effect”`))
	return []seed{
		trust("another provider", text("/Dashboard", "/Other"), "IAM-TRUST-PRINCIPAL", true),
		trust("a blank in the provider", text("/Dashboard", "/Dashboard "), "IAM-TRUST-PRINCIPAL", true),
		trust("an account", text(`"Federated":"`+samltest.ProviderARN, `"AWS":"arn:aws:iam::111122223333:root`), "IAM-TRUST-PRINCIPAL", true),
		trust("the global address alone", text(`,"`+samltest.Recipient+`"`, ""), "IAM-TRUST-AUD", true),
		trust("a blank in the address", text(samltest.Recipient, samltest.Recipient+" "), "IAM-TRUST-AUD", true),
		trust("the audience as address", when(`{"StringEquals":{"saml:AUD":"urn:amazon:webservices"}}`), "IAM-TRUST-AUD", true),
		trust("another issuer", when(`{"StringEquals":{"SAML:iss":"https://other.example.org"}}`), "IAM-TRUST-CONDITION", true),
		trust("another person", when(`{"StringLike":{"SAML:sub":["zyxwv*","b?b"]}}`), "IAM-TRUST-CONDITION", true),
		trust("another action", trustPolicy(`["sts:AssumeRole"]`, "{}"), "IAM-TRUST-CONDITION", true),
		trust("a Deny", json.RawMessage(strings.Replace(good, `[{`, `[{"Effect":"Deny","Principal":{"Federated":"`+samltest.ProviderARN+`"},"Action":"sts:*"},{`, 1)), "IAM-TRUST-CONDITION", true),
		trust("curly quotes", quoted, "IAM-TRUST-CONDITION", true),
		trust("an operator beyond us", when(`{"NumericLessThan":{"SAML:aud":"1"}}`), "IAM-TRUST-AUD", false),
		trust("a key beyond us", when(`{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`), "IAM-TRUST-CONDITION", false),
		{name: "trust: percent-encoded, as the API gives it", facts: func(f *Facts) {
			f.Role.TrustPolicy, _ = json.Marshal(strings.ReplaceAll(url.QueryEscape(good), "+", "%20"))
		}},
		{name: "trust: any of several, by pattern", facts: func(f *Facts) {
			f.Role.TrustPolicy = when(`{"StringLike":{"saml:aud":["https://nowhere/*","https://*.signin.aws.amazon.com/saml"]},` +
				`"ForAnyValue:StringEquals":{"SAML:sub_type":"persistent"},"StringEqualsIgnoreCase":{"SAML:iss":"HTTPS://SSO.EXAMPLE.ORG/saml/idp"},` +
				`"StringEqualsIfExists":{"aws:TagKeys":"x"},"StringEquals":{"SAML:doc":"111122223333/Dashboard"}}`)
		}},
	}
}

func permissionSeeds() []seed {
	permit := func(name string, policies []PolicyFacts, code Code) seed {
		return seed{name: "permission: " + name, facts: func(f *Facts) { f.Role.Policies = policies }, want: []Code{code}, row: 18}
	}
	good := instanceARN + "/user/${aws:userid}"
	renamed := func(old, replacement string) []PolicyFacts {
		p := permission1("2012-10-17", good, "{}")
		p[0].Document = json.RawMessage(strings.ReplaceAll(string(p[0].Document), old, replacement))
		return p
	}
	swap := func(old, replacement string) []PolicyFacts {
		return permission1("2012-10-17", strings.ReplaceAll(good, old, replacement), "{}")
	}
	bounded := func(document string) func(*Facts) {
		return func(f *Facts) { f.Role.Boundary = &PolicyFacts{Name: "edge", Document: json.RawMessage(document)} }
	}
	return []seed{
		permit("none", []PolicyFacts{}, "IAM-POLICY-MISSING"),
		permit("the older action", renamed("GetFederationToken", "GetFederationTokens"), "IAM-POLICY-MISSING"),
		permit("a blank in the action", renamed("connect:Get", "connect: Get"), "IAM-POLICY-MISSING"),
		permit("a Deny", append(permission1("2012-10-17", good, "{}"), PolicyFacts{"deny", json.RawMessage(`{"Statement":{"Effect":"Deny","Action":"connect:*","Resource":"*"}}`)}), "IAM-POLICY-MISSING"),
		permit("curly quotes", renamed("GetFederationToken\"", "GetFederationToken”"), "IAM-POLICY-MISSING"),
		permit("the bare instance", swap("/user/${aws:userid}", ""), "IAM-POLICY-RESOURCE"),
		permit("another Region", swap("eu-central-1", "us-east-1"), "IAM-POLICY-RESOURCE"),
		permit("another account", swap("111122223333", "444455556666"), "IAM-POLICY-RESOURCE"),
		permit("another instance", swap("12345678-", "87654321-"), "IAM-POLICY-RESOURCE"),
		permit("a blank in the ARN", swap("connect:eu", "connect: eu"), "IAM-POLICY-RESOURCE"),
		permit("one user", swap("${aws:userid}", "zyxwv"), "IAM-POLICY-RESOURCE"),
		permit("escaped for a template", swap("${aws", "${!aws"), "IAM-POLICY-RESOURCE"),
		permit("escaped for Terraform", swap("${aws", "$${aws"), "IAM-POLICY-RESOURCE"),
		permit("another instance by condition", permission1("2012-10-17", "*", `{"StringEquals":{"connect:InstanceId":"87654321-0000"}}`), "IAM-POLICY-RESOURCE"),
		permit("the version of 2008", permission1("2008-10-17", good, "{}"), "IAM-POLICY-VERSION"),
		{name: "permission: by condition", facts: func(f *Facts) {
			f.Role.Policies = permission1("2012-10-17", "*", `{"StringEquals":{"connect:InstanceId":["x","`+instanceID+`"]}}`)
		}},
		{name: "permission: a condition beyond us", facts: func(f *Facts) {
			f.Role.Policies = permission1("2012-10-17", "*", `{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`)
		}, also: []Code{"IAM-POLICY-RESOURCE"}},
		{name: "permission: a boundary forbids", facts: bounded(`{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`), want: []Code{"IAM-POLICY-MISSING"}, row: 18},
		{name: "permission: a boundary allows", facts: bounded(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`)},
	}
}

func connectSeeds() []seed {
	return []seed{
		{name: "not SAML", facts: func(f *Facts) { f.Connect.IdentityType = "CONNECT_MANAGED" }, want: []Code{"CON-INSTANCE-TYPE"}},
		{name: "no user", facts: func(f *Facts) { f.Connect.Users = []string{"bob@example.org"} }, want: []Code{"CON-USER-MISSING"}, row: 17},
		{name: "the user in capital letters", facts: func(f *Facts) { f.Connect.Users = []string{"ALICE.zyxwv@example.org"} }, want: []Code{"CON-USER-CASE"}, row: 17},
		{name: "a name with a plus", recipe: replaced(samltest.Login, "zyxwv+test@example.org"), want: []Code{"CON-USER-CHARS", "CON-USER-MISSING"}, row: 17},
		{name: "a name with an odd @", recipe: replaced(samltest.Login, "zyxwv@example"), want: []Code{"CON-USER-CHARS", "CON-USER-MISSING"}, row: 17},
		{name: "no user in the other Region", facts: func(f *Facts) { f.Connect.Replica = &ReplicaFacts{Users: []string{}} }, want: []Code{"CON-GR-USER"}, row: 24},
		{name: "form-action", send: func(f string) string {
			return archived(f, samltest.Recipient, relayURL, `{"request":{"method":"GET","url":"https://sso.example.org/go"},"response":{"headers":[{"name":"Content-Security-Policy","value":"default-src 'none'; form-action https://eu-central-1.signin.aws.amazon.com"}],"content":{"text":"<input name=SAMLResponse>"}}},`)
		}, want: []Code{"WEB-FORM-ACTION"}, row: 27},
	}
}

func relaySeeds() []seed {
	relay := func(name, relay string, row int, want ...Code) seed {
		return seed{name: "relay: " + name, relay: relay, want: want, row: row}
	}
	approved := relayURL + "?destination=" + url.QueryEscape("https://app.example.org/desk")
	return []seed{
		relay("none", "-", 22, "CON-RELAY-MISSING"),
		relay("the instance itself", "https://acme.my.connect.aws/ccp-v2", 22, "CON-RELAY-HOST"),
		relay("by http", strings.Replace(relayURL, "https", "http", 1), 22, "CON-RELAY-HOST"),
		relay("another page", "https://eu-central-1.console.aws.amazon.com/connect/home", 22, "CON-RELAY-HOST"),
		{name: "relay: no Region", relay: strings.Replace(relayURL, "eu-central-1.", "", 1), also: []Code{"CON-RELAY-HOST"}},
		relay("a page of a person", "https://eu-central-1.console.aws.amazon.com/users/zyxwv?of=quagmire", 22, "CON-RELAY-HOST"),
		relay("encoded", url.QueryEscape(relayURL), 19, "CON-RELAY-ENCODING"),
		relay("the destination encoded twice", relayURL+"?destination=%252Fccp-v2", 19, "CON-RELAY-ENCODING"),
		relay("a blank", strings.Replace(relayURL, "/federate", " /federate", 1), 19, "CON-RELAY-ENCODING", "CON-RELAY-HOST"),
		relay("curly quotes", "“"+relayURL+"”", 19, "CON-RELAY-ENCODING"),
		relay("no instance", strings.TrimSuffix(relayURL, instanceID), 18, "CON-RELAY-INSTANCE"),
		relay("another instance", strings.Replace(relayURL, "12345678-", "87654321-", 1), 18, "CON-RELAY-INSTANCE"),
		relay("another Region", strings.Replace(relayURL, "eu-central-1", "us-west-2", 1), 18, "CON-INSTANCE-REGION"),
		relay("a page that is not approved", relayURL+"?destination="+url.QueryEscape("https://other.example.org"), 19, "CON-ORIGIN"),
		relay("an approved page", approved, 0),
		relay("the agent workspace", relayURL+"?destination=%2Fagent-app-v2&new_domain=true", 0),
		relay("audio for VDI, as published", relayURL+"?destination=%2Fagent-app-v2?VDIPlatform=CITRIX_413", 0),
	}
}
