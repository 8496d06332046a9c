package template

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// Shape is a way in which records and events come from Amazon Connect to Ringside.
type Shape string

// The shapes.
const (
	HTTPS      Shape = "https"      // Firehose and EventBridge send to Ringside's https address
	Streams    Shape = "streams"    // Ringside reads Kinesis streams and an SQS queue: nothing has to reach it from outside
	OpenSearch Shape = "opensearch" // Firehose writes to OpenSearch, a function refills what waits: the design that AWS users have published
)

// Shapes are all, the default first.
func Shapes() []Shape { return []Shape{Streams, HTTPS, OpenSearch} }

// Regions are those in which Amazon Connect is offered (as Amazon's clients list them, botocore 1.44.5) and all that a shape is made of.
func Regions(s Shape) []string {
	regions := []string{
		"us-east-1", "us-west-2", "af-south-1", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-west-2",
	}
	if s != HTTPS { // EventBridge sends to no https address from there
		regions = append(regions, "us-gov-west-1")
	}
	return regions
}

//go:embed part/*.yaml
var parts embed.FS

// sections of a template, in the order in which they are printed.
var sections = []string{"Parameters", "Conditions", "Resources", "Outputs"}

// Text is the CloudFormation template of a shape, in YAML, with comments: the one truth about what is made. What the shapes have in common
// is written once (part/common.yaml) and stands in each. It is empty for a shape that there is not.
func Text(s Shape) string {
	if !slices.Contains(Shapes(), s) {
		return ""
	}
	var text strings.Builder
	fmt.Fprintf(&text, "AWSTemplateFormatVersion: '2010-09-09'\nDescription: '%s'\n", descriptions[s])
	own, common := split(string(s)), split("common")
	for _, name := range sections {
		fmt.Fprintf(&text, "\n%s:\n%s\n", name, strings.TrimRight(common[name], "\n")+between(name)+strings.TrimRight(own[name], "\n"))
	}
	return text.String()
}

// between resources, which are long, is an empty line.
func between(section string) string {
	if section == "Resources" {
		return "\n\n"
	}
	return "\n"
}

// descriptions are what the CloudFormation console shows of a stack.
var descriptions = map[Shape]string{
	HTTPS:      "Amazon Connect to Ringside: Firehose and EventBridge send records and events to its https address.",
	Streams:    "Amazon Connect to Ringside: Kinesis streams and a queue that it reads. Nothing has to reach it from outside.",
	OpenSearch: "Amazon Connect to OpenSearch: Firehose writes records and events into indices, a function refills what waits.",
}

// split reads a part; it returns the text below each of its sections.
func split(part string) map[string]string {
	text, err := parts.ReadFile("part/" + part + ".yaml")
	if err != nil {
		panic(err) // it is embedded
	}
	found, section := map[string]string{}, ""
	for line := range strings.Lines(string(text)) {
		if name, top := strings.CutSuffix(strings.TrimSpace(line), ":"); top && slices.Contains(sections, name) && !strings.HasPrefix(line, " ") {
			section = name
			continue
		}
		found[section] += line
	}
	return found
}
