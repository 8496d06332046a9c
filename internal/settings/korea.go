package settings

import (
	"strings"
	"sync"

	"github.com/ringside/ringside/internal/metric"
)

// Source says where the holidays of a country are from.
type Source struct {
	Name metric.Words
	URL  string
	Read string // day on which it was read
}

// koreaSource names the law that lists the holidays and makes substitutes of them. What the government declares at short
// notice is to be added by hand, or here.
var koreaSource = Source{
	Name: metric.Words{
		KO: "공휴일에 관한 법률, 관공서의 공휴일에 관한 규정",
		EN: "Act on Public Holidays, and Rules on Public Holidays of Government Offices (Korea)",
	},
	URL:  "https://www.law.go.kr/법령/관공서의공휴일에관한규정",
	Read: "2026-11-22",
}

// koreaYears are the years that are known.
const (
	koreaFrom = 2024
	koreaTo   = 2027
)

// koreaNames are what the days are called; "+" before a name in koreaDays makes it the substitute of that day.
var koreaNames = map[string]metric.Words{
	"new-year":     {KO: "신정", EN: "New Year’s Day"},
	"seollal":      {KO: "설날 연휴", EN: "Seollal"},
	"march":        {KO: "삼일절", EN: "Independence Movement Day"},
	"labour":       {KO: "노동절", EN: "Labour Day"},
	"children":     {KO: "어린이날", EN: "Children’s Day"},
	"buddha":       {KO: "부처님오신날", EN: "Buddha’s Birthday"},
	"both":         {KO: "어린이날·부처님오신날", EN: "Children’s Day, Buddha’s Birthday"},
	"memorial":     {KO: "현충일", EN: "Memorial Day"},
	"constitution": {KO: "제헌절", EN: "Constitution Day"},
	"liberation":   {KO: "광복절", EN: "Liberation Day"},
	"chuseok":      {KO: "추석 연휴", EN: "Chuseok"},
	"foundation":   {KO: "개천절", EN: "National Foundation Day"},
	"hangeul":      {KO: "한글날", EN: "Hangeul Day"},
	"christmas":    {KO: "성탄절", EN: "Christmas Day"},
	"temporary":    {KO: "임시공휴일", EN: "Temporary holiday"},
	"forces":       {KO: "국군의 날(임시공휴일)", EN: "Armed Forces Day (temporary holiday)"},
	"assembly":     {KO: "국회의원 선거일", EN: "National Assembly elections"},
	"presidential": {KO: "대통령 선거일", EN: "Presidential election"},
	"local":        {KO: "지방선거일", EN: "Local elections"},
}

// koreaDays are the holidays, with substitute, temporary and election days. Labour Day and Constitution Day count since
// 2026.
const koreaDays = `
2024-01-01 new-year
2024-02-09 seollal
2024-02-10 seollal
2024-02-11 seollal
2024-02-12 +seollal
2024-03-01 march
2024-04-10 assembly
2024-05-05 children
2024-05-06 +children
2024-05-15 buddha
2024-06-06 memorial
2024-08-15 liberation
2024-09-16 chuseok
2024-09-17 chuseok
2024-09-18 chuseok
2024-10-01 forces
2024-10-03 foundation
2024-10-09 hangeul
2024-12-25 christmas
2025-01-01 new-year
2025-01-27 temporary
2025-01-28 seollal
2025-01-29 seollal
2025-01-30 seollal
2025-03-01 march
2025-03-03 +march
2025-05-05 both
2025-05-06 +both
2025-06-03 presidential
2025-06-06 memorial
2025-08-15 liberation
2025-10-03 foundation
2025-10-05 chuseok
2025-10-06 chuseok
2025-10-07 chuseok
2025-10-08 +chuseok
2025-10-09 hangeul
2025-12-25 christmas
2026-01-01 new-year
2026-02-16 seollal
2026-02-17 seollal
2026-02-18 seollal
2026-03-01 march
2026-03-02 +march
2026-05-01 labour
2026-05-05 children
2026-05-24 buddha
2026-05-25 +buddha
2026-06-03 local
2026-06-06 memorial
2026-07-17 constitution
2026-08-15 liberation
2026-08-17 +liberation
2026-09-24 chuseok
2026-09-25 chuseok
2026-09-26 chuseok
2026-10-03 foundation
2026-10-05 +foundation
2026-10-09 hangeul
2026-12-25 christmas
2027-01-01 new-year
2027-02-06 seollal
2027-02-07 seollal
2027-02-08 seollal
2027-02-09 +seollal
2027-03-01 march
2027-05-01 labour
2027-05-03 +labour
2027-05-05 children
2027-05-13 buddha
2027-06-06 memorial
2027-07-17 constitution
2027-07-19 +constitution
2027-08-15 liberation
2027-08-16 +liberation
2027-09-14 chuseok
2027-09-15 chuseok
2027-09-16 chuseok
2027-10-03 foundation
2027-10-04 +foundation
2027-10-09 hangeul
2027-10-11 +hangeul
2027-12-25 christmas
2027-12-27 +christmas
`

// korea is koreaDays by date.
var korea = sync.OnceValue(func() map[string]metric.Words {
	days := map[string]metric.Words{}
	for line := range strings.Lines(strings.TrimSpace(koreaDays)) {
		day, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		of, substitute := strings.CutPrefix(name, "+")
		words := koreaNames[of]
		if substitute {
			words = metric.Words{KO: "대체공휴일(" + words.KO + ")", EN: "Substitute holiday (" + words.EN + ")"}
		}
		days[day] = words
	}
	return days
})
