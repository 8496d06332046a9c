package setup

// Sheet is what is to be typed where there is no API: the SAML application of the identity provider.
type Sheet struct {
	Title  string   `json:"title"`
	Fields []Field  `json:"fields"`
	Hints  []string `json:"hints"`
}

// Field is one of them.
type Field struct {
	Block string `json:"block"` // part of the form
	Name  string `json:"name"`
	Value string `json:"value"`           // exactly; "" must stay empty
	Kind  string `json:"format,omitzero"` // of an attribute mapping
}

// attributes begins the names of AWS's attributes; capital letters count.
const attributes = "https://aws.amazon.com/SAML/Attributes/"

// variables are how IAM Identity Center writes a person's attribute. Its subject is the name to sign in with. It has no name in Windows
// of its own: where Active Directory is its source, an attribute that is otherwise the display name can be made that.
// Source: IAM Identity Center User Guide, "Attribute mappings between IAM Identity Center and External Identity Providers directory".
var variables = map[string]string{LoginEmail: "${user:email}", LoginUserName: "${user:subject}", LoginWindows: "${user:preferredUsername}"}

// inWords are the same attributes, for other identity providers.
var inWords = map[string]string{
	LoginEmail: "the person's e-mail address", LoginUserName: "the person's user name",
	LoginWindows: "the person's name in Windows (sAMAccountName), without the domain",
}

// newSheet fills in the form ("Set up customer managed SAML 2.0 applications", IAM Identity Center User Guide).
func newSheet(w *Wish, s *State) *Sheet {
	p := w.place()
	if p.account == "" { // of a new instance, before anybody was asked
		p.account = "ACCOUNT"
	}
	if i := s.Instance; i != nil && p.instance == "" {
		p.instance = i.id()
	}
	relay, err := relayState(p, w.Landing)
	if err != nil {
		panic(err) // the wish was checked
	}
	address := p.signIns()[0]
	if s.Instance.replicated() {
		address, relay = resilient(w, s.Instance), ""
	}
	login, sheet := variables[w.Login], &Sheet{Title: "SAML 2.0 application of the identity provider"}
	if w.Centre {
		sheet.Title = "IAM Identity Center: Applications, Add application, \"I have an application I want to set up\", SAML 2.0"
	} else {
		login = inWords[w.Login]
	}
	const properties, metadata, mappings = "Application properties", "Application metadata", "Attribute mappings"
	sheet.Fields = []Field{
		{Block: "Configure application", Name: "Display name", Value: w.App},
		{Block: properties, Name: "Application start URL"},
		{Block: properties, Name: "Relay state", Value: relay},
		{Block: properties, Name: "Session duration", Value: "12 hours"},
		{Block: metadata, Name: "Application ACS URL", Value: address},
		{Block: metadata, Name: "Application SAML audience", Value: p.audience()},
		{Block: mappings, Name: "Subject", Value: login, Kind: "persistent"},
		{Block: mappings, Name: attributes + "RoleSessionName", Value: login, Kind: "unspecified"},
		{Block: mappings, Name: attributes + "Role", Value: p.iam("role"+w.Path+w.Role) + "," + p.iam("saml-provider/"+w.Provider), Kind: "unspecified"},
	}
	sheet.Hints = []string{
		"Download the application's own metadata and give them with --metadata FILE: each application has its own key.",
		"The login in Amazon Connect is the RoleSessionName, capital letters and all; a person whose attribute is empty cannot sign in.",
		"Assign people or groups to the application: without that nobody sees its tile.",
	}
	if w.Centre && w.Login == LoginWindows {
		sheet.Hints = append(sheet.Hints, "First, in the settings of IAM Identity Center, map preferredUsername to ${samaccountname}: usually it is the display name. This works with Active Directory as the source alone.")
	}
	return sheet
}
