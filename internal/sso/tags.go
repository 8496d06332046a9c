package sso

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/ringside/ringside/internal/saml"
)

// Limits of session tags, in characters.
// Source: AWS STS API Reference, "Tag"; IAM User Guide, "Pass session tags in AWS STS", Things to know.
const (
	tagsAtMost     = 50
	tagKeyAtMost   = 128
	tagValueAtMost = 256
)

// tagText is what keys and values are made of.
var tagText = regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`)

// TagFaults are what AWS would refuse of the session tags in a message, each by the name of its attribute. Values are not told.
func TagFaults(attributes []saml.Attribute) (faults []string) {
	wrong := func(is bool, format string, args ...any) {
		if is {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	keys, transitive := map[string]string{}, []string{} // keys by themselves in lower case: capital letters make no other one
	for _, a := range attributes {
		if a.Name == attributePrefix+"TransitiveTagKeys" {
			transitive = append(transitive, a.Values...)
		}
		key, isTag := strings.CutPrefix(a.Name, attributePrefix+"PrincipalTag:")
		if !isTag {
			continue
		}
		name := quoted("PrincipalTag:" + key)
		before, twice := keys[strings.ToLower(key)]
		keys[strings.ToLower(key)] = key
		wrong(twice, "%s is there twice, as %s: capital letters make no other key", name, quoted(before))
		wrong(key == "" || utf8.RuneCountInString(key) > tagKeyAtMost, "the key of %s has %d characters, of 1 to %d", name, utf8.RuneCountInString(key), tagKeyAtMost)
		wrong(!tagText.MatchString(key) || strings.HasPrefix(strings.ToLower(key), "aws:"), "the key of %s begins with aws:, or has other characters than letters, digits, blanks and _ . : / = + - @", name)
		wrong(len(a.Values) != 1, "%s has %d values; a tag has one", name, len(a.Values))
		for _, value := range a.Values {
			wrong(utf8.RuneCountInString(value) > tagValueAtMost, "the value of %s has %d characters, of %d at most", name, utf8.RuneCountInString(value), tagValueAtMost)
			wrong(!tagText.MatchString(value), "the value of %s has other characters than letters, digits, blanks and _ . : / = + - @", name)
		}
	}
	wrong(len(keys) > tagsAtMost, "there are %d PrincipalTag attributes, of %d at most", len(keys), tagsAtMost)
	wrong(len(transitive) > tagsAtMost, "there are %d values of TransitiveTagKeys, of %d at most", len(transitive), tagsAtMost)
	for _, key := range transitive {
		_, isTag := keys[strings.ToLower(key)]
		wrong(!isTag, "TransitiveTagKeys names %s, which no PrincipalTag attribute gives", quoted(key))
	}
	return faults
}

// tagLimits judges the session tags of the message.
func (x *examination) tagLimits() {
	for _, fault := range TagFaults(x.claims.assertion.Attributes) {
		x.found(CodeTagLimit, Fault, fault)
	}
}
