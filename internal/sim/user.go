package sim

import (
	"slices"
	"strconv"
)

// user is somebody with a login: an agent, a supervisor, or the emergency visitor from the AWS console.
type user struct {
	site     *site
	index    int
	id       string
	arn      string
	login    string
	first    string // "" is null
	last     string // "" is null
	profile  *profile
	shift    shift
	centre   *group
	team     *group
	skill    float64 // handling time against the mean
	tidy     float64 // share of contacts with after-contact work
	starts   moment  // into the local day, when the shift begins
	rendered rendered
}

// group is one group of the hierarchy.
type group struct {
	arn  string
	name string
}

var surnames = [][2]string{
	{"김", "kim"},
	{"이", "lee"},
	{"박", "park"},
	{"최", "choi"},
	{"정", "jung"},
	{"강", "kang"},
	{"조", "cho"},
	{"윤", "yoon"},
	{"장", "jang"},
	{"임", "lim"},
	{"한", "han"},
	{"오", "oh"},
	{"서", "seo"},
	{"신", "shin"},
	{"권", "kwon"},
	{"황", "hwang"},
	{"안", "ahn"},
	{"송", "song"},
	{"류", "ryu"},
	{"홍", "hong"},
	{"문", "moon"},
	{"양", "yang"},
	{"배", "bae"},
	{"백", "baek"},
}

var givenNames = [][2]string{
	{"민서", "minseo"},
	{"서연", "seoyeon"},
	{"지우", "jiwoo"},
	{"하은", "haeun"},
	{"지민", "jimin"},
	{"수빈", "subin"},
	{"예은", "yeeun"},
	{"다은", "daeun"},
	{"채원", "chaewon"},
	{"유진", "yujin"},
	{"은지", "eunji"},
	{"혜진", "hyejin"},
	{"미경", "mikyung"},
	{"영숙", "youngsook"},
	{"정희", "junghee"},
	{"소영", "soyoung"},
	{"현주", "hyunju"},
	{"지현", "jihyun"},
	{"보람", "boram"},
	{"아름", "areum"},
	{"민준", "minjun"},
	{"도윤", "doyoon"},
	{"서준", "seojun"},
	{"주원", "juwon"},
	{"현우", "hyunwoo"},
	{"준호", "junho"},
	{"성민", "sungmin"},
	{"동현", "donghyun"},
	{"재훈", "jaehoon"},
	{"상우", "sangwoo"},
	{"태영", "taeyoung"},
	{"진수", "jinsoo"},
	{"영호", "youngho"},
	{"승현", "seunghyun"},
	{"기훈", "kihoon"},
	{"우진", "woojin"},
}

var centres = []string{"서울센터", "부산센터", "대전센터"}

// staff hires the agents: each profile and shift its share, the rest in the first profile.
func (w *World) staff() {
	d := newDice(w.Seed, nameSeed("staff"))
	logins := map[string]int{}
	groups := map[string]*group{}
	wanted := w.headcount()
	n := 0
	for p, byShift := range wanted {
		for sh, count := range byShift {
			for range count {
				u := w.hire(d, n, logins)
				u.profile, u.shift = w.profiles[p], shift(sh)
				u.starts = shiftStart(shift(sh), n)
				u.centre = w.site.named(groups, centres[(n*7/3)%len(centres)])
				u.team = w.site.named(groups, u.centre.name+" "+u.profile.team+" "+strconv.Itoa(1+n/12)+"팀")
				w.agents = append(w.agents, u)
				n++
			}
		}
	}
	for range max(2, w.Agents/20) {
		u := w.hire(d, n, logins)
		u.profile, u.centre = w.profiles[0], w.site.named(groups, centres[n%len(centres)])
		u.team = w.site.named(groups, u.centre.name+" 운영관리팀")
		w.supervisors = append(w.supervisors, u)
		n++
	}
	w.visitor = w.hire(d, n, logins)
	w.visitor.login, w.visitor.first, w.visitor.last = "AIDAEXAMPLE2HANBITMALL", "", ""
	w.visitor.profile, w.visitor.shift = w.profiles[0], briefShift
	for _, u := range w.everybody() {
		u.rendered = render(w, u)
	}
}

// everybody is all who have a login.
func (w *World) everybody() []*user {
	return append(append(slices.Clip(w.agents), w.supervisors...), w.visitor)
}

// headcount shares the staff out by profile and shift; every post that is meant to be filled has at least one agent.
func (w *World) headcount() [][3]int {
	wanted := make([][3]int, len(w.profiles))
	left := w.Agents
	for p, profile := range w.profiles {
		for sh, share := range profile.shares {
			count := int(share*float64(w.Agents) + .5)
			if share > 0 && count == 0 {
				count = 1
			}
			count = min(count, left)
			wanted[p][sh] = count
			left -= count
		}
	}
	wanted[0][dayShift] += left
	return wanted
}

func (w *World) hire(d dice, n int, logins map[string]int) *user {
	last, first := surnames[d.IntN(len(surnames))], givenNames[d.IntN(len(givenNames))]
	login := first[1] + "." + last[1]
	logins[login]++
	if again := logins[login]; again > 1 {
		login += strconv.Itoa(again)
	}
	id := uuid(w.Seed, nameSeed("user"), uint64(n))
	return &user{
		site: w.site, index: n, id: id, arn: w.site.arn + "/agent/" + id, login: login, first: first[0], last: last[0],
		skill: .82 + .36*d.Float64(), tidy: .68 + .27*d.Float64(),
	}
}

func (at *site) named(groups map[string]*group, name string) *group {
	g := groups[name]
	if g == nil {
		g = &group{arn: at.arn + "/agent-group/" + at.uuid(nameSeed("group"), nameSeed(name)), name: name}
		groups[name] = g
	}
	return g
}

func shiftStart(s shift, n int) moment {
	switch s {
	case eveningShift:
		return 15*hour + 30*minute
	case nightShift:
		return 0
	case briefShift:
		return 13 * hour
	default:
		return [...]moment{8 * hour, 9 * hour, 9 * hour, 10 * hour, 9 * hour, 11 * hour}[n%6]
	}
}
