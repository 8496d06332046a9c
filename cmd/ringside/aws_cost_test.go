package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/stack/template"
)

// TestACostIsToldOfTheRegionWhosePricesAreKnown holds what is printed of a Region with prices against one without.
func TestACostIsToldOfTheRegionWhosePricesAreKnown(t *testing.T) {
	known := template.KnownPrices()
	said := func(region string, p template.Prices) string {
		e, err := template.Cost(template.Streams, template.Options{Instance: strings.ReplaceAll(sim.InstanceARN, "ap-northeast-2", region)}, template.Load{}, p)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		writeCost(&out, e)
		return out.String()
	}
	there, elsewhere := said(known.Region, known), said("ap-northeast-2", known)
	for _, want := range []string{"About ", " US dollars a month in us-east-1, by prices read " + known.Read, known.Source, "1000 contacts a day"} {
		if !strings.Contains(there, want) {
			t.Errorf("it does not say %q:\n%s", want, there)
		}
	}
	for _, not := range []string{"About", "US dollars", known.Read, known.Source} {
		if strings.Contains(elsewhere, not) {
			t.Errorf("of another Region it says %q:\n%s", not, elsewhere)
		}
	}
	if !strings.Contains(elsewhere, "Ringside knows no prices of this Region") || !strings.Contains(elsewhere, "not known: kinesis_shard_hour") {
		t.Errorf("of another Region it says:\n%s", elsewhere)
	}
	delete(known.USD, "sqs_request_million")
	if part := said(known.Region, known); !strings.Contains(part, "without what is not known") {
		t.Errorf("with a price missing:\n%s", part)
	}
}

func TestPricesOfAnotherRegionAreNotTaken(t *testing.T) {
	for name, test := range map[string]struct{ text, says string }{
		"another Region": {`{"region": "us-east-1", "read": "2026-11-24", "source": "the calculator", "usd": {}}`, `they are of "us-east-1", and the instance is in ap-northeast-2`},
		"no date":        {`{"region": "ap-northeast-2", "source": "the calculator", "usd": {}}`, "do not say when"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "prices.json")
			if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, stderr, code := ringside(t, "aws", "plan", "--instance", sim.InstanceARN, "--prices", file); code != exitUsage || !strings.Contains(stderr, test.says) {
				t.Errorf("exit %d: %s", code, stderr)
			}
		})
	}
}
