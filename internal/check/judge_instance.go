package check

import (
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
)

func judgeInstances(f *Facts, o *opinion) {
	if len(f.Set.Instances) == 0 && len(f.Set.Streams)+len(f.Set.Queues) > 0 {
		o.say(InstanceNotNamed, Finding{Fix: "ringside check --connect-instance ARN   # aws connect list-instances" + in(f.Region)})
	}
	for _, i := range f.Instances {
		switch {
		case i.Status.gone():
			o.say(InstanceMissing, Finding{About: i.ARN, Seen: i.Status.Asked.Said, Fix: "aws connect list-instances" + in(awsaccess.RegionOf(i.ARN))}, i.Status.Asked)
		case i.Status.Known() && i.Status.Value == "ACTIVE":
			o.say(InstanceActive, Finding{About: i.ARN, Seen: i.Status.Value}, i.Status.Asked)
		case i.Status.Known():
			o.say(InstanceNotActive, Finding{
				About: i.ARN, Seen: i.Status.Asked.Said, Fix: "aws connect describe-instance --instance-id " + connect.InstanceID(i.ARN) + in(awsaccess.RegionOf(i.ARN)),
			}, i.Status.Asked)
		}
		f.judgeTarget(o, i, i.Records, sentKind{"CONTACT_TRACE_RECORDS", connect.KindContact, RecordsSent, RecordsNowhere, RecordsElsewhere, i.Agents.Value.ARN})
		f.judgeTarget(o, i, i.Agents, sentKind{"AGENT_EVENTS", connect.KindAgentEvent, AgentsSent, AgentsNowhere, AgentsElsewhere, i.Records.Value.ARN})
	}
}

// sentKind is one of the two types of what an instance streams.
type sentKind struct {
	of                       string
	kind                     connect.Kind
	sent, nowhere, elsewhere Code
	other                    string // the target of the other one
}

func (f *Facts) judgeTarget(o *opinion, i Instance, to Answer[amazonconnect.Target], k sentKind) {
	if !to.Known() {
		return
	}
	arn := to.Value.ARN
	read := slices.ContainsFunc(f.Streams, func(s Stream) bool { return s.Set && s.is(arn) })
	came := f.comes(k.kind)
	switch {
	case arn == "":
		o.say(k.nowhere, Finding{About: i.ARN, Seen: to.Asked.Said, Fix: f.associate(i, k)}, to.Asked)
	case read:
		o.say(k.sent, Finding{About: i.ARN, Seen: arn}, to.Asked)
	case came != nil:
		o.say(k.sent, Finding{About: i.ARN, Seen: arn}, to.Asked, f.own(came.Name, "last received %s", moment(came.Received)))
	default:
		fix := ""
		if strings.Contains(arn, ":kinesis:") {
			fix = "ringside serve --kinesis-stream " + arn
		}
		o.say(k.elsewhere, Finding{About: i.ARN, Seen: arn, Fix: fix}, to.Asked)
	}
}

// associate is the command that sends a type to a stream that is read: one that the other type does not go to, if there is one.
func (f *Facts) associate(i Instance, k sentKind) string {
	arn := ""
	for _, s := range f.Streams {
		if s.Set && s.Summary.Known() && (arn == "" || arn == k.other) {
			arn = s.Summary.Value.ARN
		}
	}
	if arn == "" {
		return "ringside aws plan --instance " + i.ARN
	}
	return "aws connect associate-instance-storage-config --instance-id " + connect.InstanceID(i.ARN) + " --resource-type " + k.of +
		" --storage-config StorageType=KINESIS_STREAM,KinesisStreamConfig={StreamArn=" + arn + "}" + in(awsaccess.RegionOf(i.ARN))
}
