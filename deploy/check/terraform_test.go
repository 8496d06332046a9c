package check

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"go.yaml.in/yaml/v3"
)

const example = "../terraform/main.tf"

func body(t *testing.T) *hclsyntax.Body {
	t.Helper()
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	file, problems := hclsyntax.ParseConfig(text, example, hcl.InitialPos)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return file.Body.(*hclsyntax.Body)
}

// names are those of a kind of block, by its last label.
func names(b *hclsyntax.Body, kind string) (all []string) {
	for _, block := range b.Blocks {
		if block.Type == kind {
			all = append(all, block.Labels[len(block.Labels)-1])
		}
	}
	slices.Sort(all)
	return all
}

// used are the names after var. or another root in all expressions.
func used(b *hclsyntax.Body, root string) (all []string) {
	_ = hclsyntax.VisitAll(b, func(n hclsyntax.Node) hcl.Diagnostics {
		if e, is := n.(*hclsyntax.ScopeTraversalExpr); is && e.Traversal.RootName() == root {
			all = append(all, e.Traversal[1].(hcl.TraverseAttr).Name)
		}
		return nil
	})
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryVariableOfTheExampleIsUsedAndKnown(t *testing.T) {
	b := body(t)
	if declared, asked := names(b, "variable"), used(b, "var"); !slices.Equal(declared, asked) {
		t.Errorf("declared %q, used %q", declared, asked)
	}
}

// The parameters and outputs that the example names are those of the template that ringside prints.
func TestTheExampleKnowsTheTemplate(t *testing.T) {
	binary := os.Getenv("RINGSIDE_BINARY")
	if binary == "" {
		t.Skip("left out: the template, which RINGSIDE_BINARY has to print (make deployed builds it)")
	}
	printed, err := exec.CommandContext(t.Context(), binary, "aws", "template", "--shape", "streams").Output()
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Parameters map[string]struct {
			Default any `yaml:"Default"`
		} `yaml:"Parameters"`
		Outputs map[string]any `yaml:"Outputs"`
	}
	if err := yaml.Unmarshal(printed, &template); err != nil {
		t.Fatal(err)
	}
	given := map[string]bool{}
	for _, block := range body(t).Blocks {
		if parameters := block.Body.Attributes["parameters"]; parameters != nil {
			for _, item := range parameters.Expr.(*hclsyntax.ObjectConsExpr).Items {
				name, problems := item.KeyExpr.Value(nil)
				if problems.HasErrors() || name.Type() != cty.String {
					t.Fatal(problems)
				}
				given[name.AsString()] = true
			}
		}
	}
	for name := range given {
		if _, there := template.Parameters[name]; !there {
			t.Errorf("the template has no parameter %s", name)
		}
	}
	for name, parameter := range template.Parameters {
		if parameter.Default == nil && !given[name] {
			t.Errorf("the template asks for %s", name)
		}
	}
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	outputs := regexp.MustCompile(`outputs\["(\w+)"\]`).FindAllSubmatch(text, -1)
	if len(outputs) < 3 {
		t.Errorf("%d outputs are read", len(outputs))
	}
	for _, output := range outputs {
		if _, there := template.Outputs[string(output[1])]; !there {
			t.Errorf("the template has no output %s", output[1])
		}
	}
}
