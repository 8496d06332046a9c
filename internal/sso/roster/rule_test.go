package roster

import (
	"strings"
	"testing"
)

func TestRuleForAProfileThatIsNotThereIsRefused(t *testing.T) {
	wrong := Rules{Login: Email, Rules: []Rule{{SecurityProfiles: []string{"Agents"}, RoutingProfile: "Nights"}}}
	if _, err := Compare(nil, wrong, anInstance()); err == nil || !strings.Contains(err.Error(), `"Agents"`) || !strings.Contains(err.Error(), `"Nights"`) {
		t.Errorf("%v", err)
	}
}

func TestRulesAreReadStrictly(t *testing.T) {
	read, err := ReadRules(strings.NewReader(ExampleRules))
	if err != nil || len(read.Rules) != 2 || read.Login != Email || read.of(somebody("x@example.com", "Supervisors")).Group != "Supervisors" ||
		read.of(somebody("x@example.com")).Group != "" {
		t.Errorf("%v: %+v", err, read)
	}
	for want, text := range map[string]string{
		"securityprofile":    "rules: [{securityprofile: [Agent]}]",
		"1 to 10 security":   "rules: [{routing_profile: Basic}]",
		"routing profile":    "rules: [{security_profiles: [Agent]}]",
		"it is one of email": "login: mail\nrules: [{security_profiles: [Agent], routing_profile: B}]",
		"nobody would be":    "login: email",
	} {
		if _, err := ReadRules(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
