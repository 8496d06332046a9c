package sso

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml"
)

func TestSessionTagsAreCountedAndTold(t *testing.T) {
	t.Parallel()
	tags := func(n int) (all []saml.Attribute) {
		for i := range n {
			all = append(all, saml.Attribute{Name: fmt.Sprintf("%sPrincipalTag:k%d", attributePrefix, i), Values: []string{"v"}})
		}
		return all
	}
	transitive := func(keys ...string) saml.Attribute {
		return saml.Attribute{Name: attributePrefix + "TransitiveTagKeys", Values: keys}
	}
	for name, c := range map[string]struct {
		attributes []saml.Attribute
		want       string // "" for nothing
	}{
		"fifty":                      {append(tags(50), transitive("k0", "K49")), ""},
		"one more":                   {tags(51), "there are 51 PrincipalTag attributes, of 50 at most"},
		"one key in two writings":    {append(tags(1), saml.Attribute{Name: attributePrefix + "PrincipalTag:K0", Values: []string{"v"}}), "PrincipalTag:K0"},
		"no key":                     {[]saml.Attribute{{Name: attributePrefix + "PrincipalTag:", Values: []string{"v"}}}, "0 characters"},
		"no value":                   {[]saml.Attribute{{Name: attributePrefix + "PrincipalTag:k"}}, "0 values"},
		"an empty value":             {[]saml.Attribute{{Name: attributePrefix + "PrincipalTag:k", Values: []string{""}}}, ""},
		"another's attribute":        {[]saml.Attribute{{Name: "https://example.org/PrincipalTag:!", Values: []string{strings.Repeat("v", 999)}}}, ""},
		"a transitive key of no tag": {append(tags(1), transitive("k0", "k1")), "TransitiveTagKeys names"},
	} {
		faults := TagFaults(c.attributes)
		if said := strings.Join(faults, "; "); (len(faults) > 0) != (c.want != "") || !strings.Contains(said, c.want) || len(faults) > 1 {
			t.Errorf("%s: %q, want %q", name, faults, c.want)
		}
	}
}
