package signin

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// claims are what an identity provider says of a person, by name.
type claims map[string]any

// add puts in what is not there yet: what was signed comes first.
func (c claims) add(from interface{ Claims(v any) error }) error {
	var raw json.RawMessage
	more := map[string]any{}
	err := from.Claims(&raw)
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber() // an id of twenty digits is exact
		err = decoder.Decode(&more)
	}
	if err != nil {
		return saml.Fault{Code: CodeOpenIDClaims, Detail: "the claims cannot be read"}
	}
	for name, value := range more {
		if _, there := c[name]; !there {
			c[name] = value
		}
	}
	return nil
}

// ofToken are claims of the token, not of the person.
var ofToken = []string{"aud", "exp", "iat", "nbf", "nonce", "at_hash", "c_hash", "jti", "azp"}

// attributes are claims as SAML has them: texts, one or more to a name. Numbers and true or false are texts; what is within others goes
// by both names with a dot, as in realm_access.roles.
func (c claims) attributes() map[string][]string {
	for _, name := range ofToken {
		delete(c, name)
	}
	all := map[string][]string{}
	for name, value := range c {
		flatten(all, name, value, 0)
	}
	return all
}

func flatten(all map[string][]string, name string, value any, depth int) {
	const deepest = 4
	switch v := value.(type) {
	case string:
		all[name] = append(all[name], v)
	case json.Number:
		all[name] = append(all[name], v.String())
	case bool:
		all[name] = append(all[name], strconv.FormatBool(v))
	case []any:
		for _, one := range v {
			if _, within := one.(map[string]any); !within && depth < deepest {
				flatten(all, name, one, depth+1)
			}
		}
	case map[string]any:
		for inner, one := range v {
			if depth < deepest {
				flatten(all, name+"."+inner, one, depth+1)
			}
		}
	}
}

// called is how people know who has signed in. The subject of OpenID Connect is often a mere number; what is said beside it is no
// identity: it may change, and be somebody else's later.
func called(s state.Session) string {
	if s.NameFormat == openIDFormat {
		for _, name := range []string{"preferred_username", "email", "name"} {
			if values := s.Attributes[name]; len(values) == 1 && values[0] != "" {
				return values[0]
			}
		}
	}
	return s.NameID
}
