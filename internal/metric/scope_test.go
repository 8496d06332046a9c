package metric

import "testing"

const (
	seoulInstance   = "arn:aws:connect:ap-northeast-2:111122223333:instance/seoul"
	londonInstance  = "arn:aws:connect:eu-west-2:444455556666:instance/london"
	londonMalformed = "arn:aws::connect:eu-west-2:444455556666:instance/london/contact/c"
)

func TestScopeSeesTheInstancesItIsOf(t *testing.T) {
	both := []string{seoulInstance, londonInstance}
	for name, tt := range map[string]struct {
		scope         Scope
		seoul, london bool
	}{
		"zero value":            {Scope{}, false, false},
		"everything":            {Everything(), true, true},
		"both":                  {Everything().Within(both), true, true},
		"one":                   {Everything().Within([]string{"london"}), false, true},
		"one by a queue of it":  {Everything().Within([]string{seoulInstance + "/queue/q"}), true, false},
		"none":                  {Everything().Within(nil), false, false},
		"no name":               {Everything().Within([]string{""}), false, false},
		"one of one":            {Everything().Within([]string{"london"}).Within(both), false, true},
		"another than one":      {Everything().Within([]string{"london"}).Within([]string{"seoul"}), false, false},
		"nothing stays nothing": {Scope{}.Within(both), false, false},
	} {
		if got := tt.scope.SeesInstance(seoulInstance + "/queue/a"); got != tt.seoul {
			t.Errorf("%s: sees Seoul: %t, want %t", name, got, tt.seoul)
		}
		if got := tt.scope.SeesInstance(londonMalformed); got != tt.london {
			t.Errorf("%s: sees London: %t, want %t", name, got, tt.london)
		}
		if tt.scope.SeesInstance("") && !tt.scope.SeesEverything() {
			t.Errorf("%s: sees what belongs to no instance", name)
		}
	}
}

func TestScopesOfTheSameInstancesAreOne(t *testing.T) {
	a := Everything().Within([]string{seoulInstance, "london", "london"})
	if b := Everything().Within([]string{"london", "seoul"}); a != b {
		t.Errorf("%q and %q", a.instances, b.instances)
	}
}
