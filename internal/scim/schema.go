package scim

import "strings"

// Schemas of messages, and of what we keep.
const (
	userSchema  = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group"
	listSchema  = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error"
	patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// attribute is one of a schema, in the words of RFC 7643, section 7.
type attribute struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"` // string, boolean, complex, reference, dateTime
	Multi       bool         `json:"multiValued"`
	Description string       `json:"description"`
	Required    bool         `json:"required"`
	Canonical   []string     `json:"canonicalValues,omitempty"`
	CaseExact   bool         `json:"caseExact"`
	Mutability  string       `json:"mutability"` // readWrite, readOnly, immutable
	Returned    string       `json:"returned"`   // default, always
	Uniqueness  string       `json:"uniqueness"` // none, server
	References  []string     `json:"referenceTypes,omitempty"`
	Sub         []*attribute `json:"subAttributes,omitempty"`
}

// schema is what a resource consists of, and where it is.
type schema struct {
	ID, Name, Endpoint, Description string
	Attributes                      []*attribute
	// passed are attributes of the same schema in RFC 7643 that we do not keep, in lower case: directories send them, and not all can be
	// taught not to.
	passed map[string]bool
}

// text is an attribute of one line of text.
func text(name, description string) *attribute {
	return &attribute{Name: name, Type: "string", Description: description, Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
}

// with changes an attribute that was made just now.
func (a *attribute) with(change func(*attribute)) *attribute {
	change(a)
	return a
}

func readOnly(a *attribute)  { a.Mutability = "readOnly" }
func immutable(a *attribute) { a.Mutability = "immutable" }
func exact(a *attribute)     { a.CaseExact = true }
func required(a *attribute)  { a.Required = true }
func unique(a *attribute)    { a.Uniqueness = "server" }
func always(a *attribute)    { a.Returned = "always" }
func ofType(name string) func(*attribute) {
	return func(a *attribute) { a.Type = name }
}

func (a *attribute) of(changes ...func(*attribute)) *attribute {
	for _, change := range changes {
		a.with(change)
	}
	return a
}

func complexOf(name, description string, multi bool, sub ...*attribute) *attribute {
	return &attribute{
		Name: name, Type: "complex", Multi: multi, Description: description, Mutability: "readWrite", Returned: "default", Uniqueness: "none", Sub: sub,
	}
}

// reference is where a resource of a type is.
func reference(to string) *attribute {
	return text("$ref", "Where it is").of(ofType("reference"), exact, func(a *attribute) { a.References = []string{to} })
}

// common are the attributes of every resource (RFC 7643, section 3.1), which no schema lists.
var common = []*attribute{
	text("schemas", "What it consists of").of(ofType("reference"), exact, readOnly, always, func(a *attribute) { a.Multi = true }),
	text("id", "By which we know it").of(exact, readOnly, always),
	text("externalId", "By which the directory knows it").of(exact),
	complexOf("meta", "When it was made and changed", false,
		text("resourceType", "").of(exact, readOnly), text("created", "").of(ofType("dateTime"), exact, readOnly),
		text("lastModified", "").of(ofType("dateTime"), exact, readOnly), text("location", "").of(ofType("reference"), exact, readOnly),
		text("version", "").of(exact, readOnly)).of(readOnly),
}

var users = &schema{
	ID: userSchema, Name: "User", Endpoint: "/Users", Description: "An account that may sign in to applications",
	Attributes: []*attribute{
		text("userName", "Name to sign in with; it counts in lower case: a to z, digits, and . _ @ - after the first, 64 at most").of(required, unique),
		complexOf("name", "Name of the person", false,
			text("familyName", "Family name"), text("givenName", "Given name"), text("middleName", "Middle name")),
		text("displayName", "Name to show; given and family name unless given"),
		text("active", "Whether the account lets its owner in").of(ofType("boolean")),
		complexOf("emails", "E-mail addresses. The primary one, or else the one for work, or else the first, is told to applications", true,
			text("value", "The address, capital letters and all"),
			text("type", "What it is for").with(func(a *attribute) { a.Canonical = []string{"work", "home", "other"} }),
			text("primary", "Whether it is the one that counts").of(ofType("boolean"))),
		complexOf("groups", "Groups that the person is in", true,
			text("value", "Id of the group").of(exact, readOnly), reference("Group").of(readOnly), text("display", "Its name").of(readOnly),
			text("type", "How the person is in it").of(readOnly, func(a *attribute) { a.Canonical = []string{"direct"} })).of(readOnly),
	},
	passed: names("nickName profileUrl title userType preferredLanguage locale timezone password phoneNumbers ims photos addresses entitlements " +
		"roles x509Certificates"),
}

var groups = &schema{
	ID: groupSchema, Name: "Group", Endpoint: "/Groups", Description: "People who may sign in to the same applications",
	Attributes: []*attribute{
		text("displayName", "Name by which applications are assigned to it, without a comma").of(required, unique),
		complexOf("members", "Who is in it", true,
			text("value", "Id of the user").of(exact, immutable), reference("User").of(immutable),
			text("type", "Users alone can be in a group").of(immutable, func(a *attribute) { a.Canonical = []string{"User"} })),
	},
}

var schemas = []*schema{users, groups}

func names(list string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(strings.ToLower(list)) {
		all[name] = true
	}
	return all
}

// find finds an attribute by its name, in whatever letters; nil where there is none.
func find(among []*attribute, name string) *attribute {
	for _, a := range among {
		if strings.EqualFold(a.Name, name) {
			return a
		}
	}
	return nil
}

// local is a name without the schema in front of it. Foreign: it is of a schema that we do not have.
func (s *schema) local(name string) (short string, foreign bool) {
	if len(name) > len(s.ID) && strings.EqualFold(name[:len(s.ID)], s.ID) && name[len(s.ID)] == ':' {
		return name[len(s.ID)+1:], false
	}
	return name, strings.Contains(name, ":")
}

// place is an attribute, or what is within it.
type place struct {
	*attribute
	sub *attribute // nil: the whole
}

// place finds what a name such as name.givenName means. passed: it is nothing that we keep, and no mistake.
func (s *schema) place(name string) (at place, passed bool, err *fault) {
	short, foreign := s.local(name)
	if foreign {
		return place{}, true, nil
	}
	head, tail, within := strings.Cut(short, ".")
	if s.passed[strings.ToLower(head)] {
		return place{}, true, nil
	}
	a := find(s.Attributes, head)
	if a == nil {
		a = find(common, head)
	}
	if a == nil {
		return place{}, false, bad("invalidPath", "a %s has no attribute %q", s.Name, short)
	}
	if !within {
		return place{attribute: a}, false, nil
	}
	sub := find(a.Sub, tail)
	if sub == nil && a.Name == "name" { // formatted, and titles, which nobody is told
		return place{}, true, nil
	}
	if sub == nil {
		return place{}, false, bad("invalidPath", "%s has no %q", a.Name, tail)
	}
	return place{a, sub}, false, nil
}
