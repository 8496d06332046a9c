package sim

import "slices"

// InstanceARN names the simulated Amazon Connect instance, the first one.
const InstanceARN = "arn:aws:connect:ap-northeast-2:111122223333:instance/7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10"

// site is one Amazon Connect instance of the company. It is the same in every world: two simulated files of one company belong
// together. The queues, statuses and profiles of both sites have the same names.
type site struct {
	account, region, id, alias, arn string
	salt                            []uint64 // of the ids of what it is made of
	statuses                        []status
}

// sites are the instances that a world can be of, by Options.Instance.
var sites = []*site{
	newSite(site{account: "111122223333", region: "ap-northeast-2", id: "7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10", alias: "hanbitmall"}),
	newSite(site{
		account: "444455556666", region: "ap-southeast-1", id: "c4d2e9a7-60b8-4f1d-8e35-2b9a7c1d0f64", alias: "hanbitmall-global",
		salt: []uint64{nameSeed("hanbitmall-global")},
	}),
}

// Instances is how many instances of the company there are, each a world of its own.
const Instances = 2

func newSite(at site) *site {
	at.arn = "arn:aws:connect:" + at.region + ":" + at.account + ":instance/" + at.id
	at.statuses = at.newStatuses()
	return &at
}

func (at *site) uuid(parts ...uint64) string { return uuid(slices.Concat(parts, at.salt)...) }

// agentQueue is an agent's own queue.
func (at *site) agentQueue(u *user) string { return at.arn + "/queue/agent/" + u.id }
