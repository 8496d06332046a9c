package sim

import "time"

// Directory is what the instance has configured, by ARN. Nothing of it changes in a world's life.
type Directory struct {
	InstanceARN string
	Alias       string
	Queues      []QueueEntry
	Profiles    []ProfileEntry
	Statuses    []StatusEntry
	Groups      []GroupEntry
	Users       []UserEntry
}

// QueueEntry is a standard queue. Usual is the model's mean time that an agent spends on one of its contacts.
type QueueEntry struct {
	ARN, Name, Channel string
	Usual              time.Duration
}

// ProfileEntry is a routing profile: its inbound queues, and how many contacts of a channel an agent takes at once.
type ProfileEntry struct {
	ARN, Name string
	Queues    []string // ARNs
	Slots     map[string]int
}

// StatusEntry is an agent status; Type is ROUTABLE, CUSTOM or OFFLINE.
type StatusEntry struct{ ARN, Name, Type string }

// GroupEntry is a group of the user hierarchy; Parent is the ARN of the group above it, "" at Level 1.
type GroupEntry struct {
	ARN, Name string
	Level     int
	Parent    string
}

// UserEntry is somebody with a login. Profile and Group are ARNs; Group is the lowest one. First and Last may be "".
type UserEntry struct{ ARN, Login, First, Last, Profile, Group string }

// Directory lists the instance's queues, routing profiles, statuses, hierarchy and users.
func (w *World) Directory() Directory {
	d := Directory{InstanceARN: w.site.arn, Alias: w.site.alias}
	for _, q := range w.queues {
		d.Queues = append(d.Queues, QueueEntry{
			ARN: q.arn, Name: q.name, Channel: q.channel.String(), Usual: time.Duration((q.talk + q.wrap) * float64(time.Second)),
		})
	}
	for _, p := range w.profiles {
		d.Profiles = append(d.Profiles, w.profileEntry(p))
	}
	for _, s := range w.site.statuses {
		d.Statuses = append(d.Statuses, StatusEntry{s.arn, s.name, s.kind})
	}
	seen := map[*group]bool{}
	group := func(g *group, level int, parent string) {
		if !seen[g] {
			seen[g] = true
			d.Groups = append(d.Groups, GroupEntry{g.arn, g.name, level, parent})
		}
	}
	for _, u := range w.everybody() {
		e := UserEntry{ARN: u.arn, Login: u.login, First: u.first, Last: u.last, Profile: u.profile.arn}
		if u.team != nil {
			group(u.centre, 1, "")
			group(u.team, 2, u.centre.arn)
			e.Group = u.team.arn
		}
		d.Users = append(d.Users, e)
	}
	return d
}

func (w *World) profileEntry(p *profile) ProfileEntry {
	e := ProfileEntry{ARN: p.arn, Name: p.name, Slots: map[string]int{}}
	for _, q := range p.queues {
		e.Queues = append(e.Queues, w.queues[q].arn)
	}
	for ch, slots := range p.slots {
		if slots > 0 {
			e.Slots[channel(ch).String()] = slots
		}
	}
	return e
}
