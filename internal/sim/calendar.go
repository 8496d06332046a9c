package sim

import (
	"math"
	"slices"
	"time"
)

// holidays are the public holidays of South Korea that fall on any day of the week, substitute days included, as month*100+day.
// Labour Day and Constitution Day count since 2026. Source: 공휴일에 관한 법률, 관공서의 공휴일에 관한 규정 and the yearly
// 월력요항 of the Korea AeroSpace Administration and its predecessor.
var holidays = map[int][]int{
	2024: {101, 209, 210, 211, 212, 301, 410, 505, 506, 515, 606, 815, 916, 917, 918, 1001, 1003, 1009, 1225},
	2025: {101, 127, 128, 129, 130, 301, 303, 505, 506, 603, 606, 815, 1003, 1005, 1006, 1007, 1008, 1009, 1225},
	2026: {101, 216, 217, 218, 301, 302, 501, 505, 524, 525, 603, 606, 717, 815, 817, 924, 925, 926, 1003, 1005, 1009, 1225},
	2027: {101, 206, 207, 208, 209, 301, 501, 503, 505, 513, 606, 717, 719, 815, 816, 914, 915, 916, 1003, 1004, 1009, 1011, 1225, 1227},
}

func holiday(date time.Time) bool {
	key := int(date.Month())*100 + date.Day()
	return slices.Contains(holidays[date.Year()], key)
}

func restDay(date time.Time) bool {
	return date.Weekday() == time.Saturday || date.Weekday() == time.Sunday || holiday(date)
}

// curve is the share of a day's arrivals that falls into each local hour; the shares add up to 1.
type curve [24]float64

// The shapes of a day. Office queues dip at lunch and peak before and after it; shops are busy in the evening; lost cards
// know no hours.
var (
	officeCurve = curve{8: 5, 10, 14, 13, 7.5, 10, 12.5, 11.5, 10, 7, 0, 0, 0, 0}.shares()
	longCurve   = curve{8: 4, 9, 12.5, 11.5, 6.5, 9, 11, 10, 9.5, 7.5, 5.5, 3.5, 2, 1.5}.shares()
	roundCurve  = curve{
		4.2, 3.9, 3.7, 3.6, 3.5, 3.6, 3.7, 4, 4.8, 8.2, 10.6, 9.7, 5.8, 7.8, 9.2, 8.6, 8.2, 7.2, 5.8, 5.2, 4.8, 4.6, 4.4, 4.2,
	}.shares()
	eveningCurve = curve{
		4.4, 4, 3.8, 3.6, 3.4, 3.4, 3.5, 3.7, 4, 5, 6, 6, 5, 5.2, 5.6, 5.6, 5.6, 5.8, 6, 6.4, 6.8, 6.6, 5.8, 5,
	}.shares()
	restCurve = curve{
		4, 3.9, 3.8, 3.8, 3.8, 3.8, 3.8, 3.9, 4, 4.2, 4.5, 4.5, 4, 4.2, 4.5, 4.4, 4.4, 4.3, 4.3, 4.4, 4.5, 4.4, 4.2, 4.1,
	}.shares()
)

func (c curve) shares() curve {
	total := 0.0
	for _, v := range c {
		total += v
	}
	for h := range c {
		c[h] /= total
	}
	return c
}

// demand is how busy a date is against an ordinary weekday: Monday leads, card statements fill the last week of a month,
// November sells, and the company grows a little each year.
func demand(date time.Time, luck float64) float64 {
	week := [...]float64{
		time.Sunday: 1, time.Monday: 1.17, time.Tuesday: 1.02, time.Wednesday: 0.98, time.Thursday: 0.96,
		time.Friday: 0.95, time.Saturday: 1.04,
	}[date.Weekday()]
	if restDay(date) {
		week = 1.04
	}
	month := 1.0
	if date.Day() >= 25 || date.Day() <= 2 {
		month = 1.05
	}
	season := 1 + 0.03*math.Sin(2*math.Pi*float64(date.YearDay()-80)/365)
	if date.Month() == time.November {
		season += 0.03
	}
	years := date.Sub(time.Date(2026, 1, 1, 0, 0, 0, 0, date.Location())).Hours() / (24 * 365.25)
	return week * month * season * math.Exp(0.04*years) * (1 + 0.035*luck)
}
