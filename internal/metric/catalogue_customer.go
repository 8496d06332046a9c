package metric

import "fmt"

// customerMetrics are the figures of customers who come back. They follow customers by their number, which is why a query
// must say that it may (Query.FollowCustomers).
func customerMetrics(of settings) []Metric {
	within := of.days * dayMS
	own := Is(ColCustomersOwn)
	began := CountOf("customers_own", own)
	again := CountOf(fmt.Sprintf("repeat_%d_days", of.days), All(own, Compare(ColSincePreviousMS, OpAtMost, within)))
	handled := All(own, Is(ColConnected))
	resolved := CountOf(fmt.Sprintf("not_again_%d_days", of.days), All(handled, Not(Compare(ColUntilNextMS, OpAtMost, within))))
	const counted = "customers_own = 1"
	repeated := fmt.Sprintf("since_previous_ms <= %d", within)
	all := []Metric{
		{
			ID: "repeat_contacts", Title: Words{"재문의 건수", "Repeat contacts"}, Short: Words{"재문의 건수", "Repeat contacts"},
			Unit: UnitCount, Direction: LowerIsBetter,
			Definition: Words{
				fmt.Sprintf("같은 고객이 앞선 %d일 안에 이미 문의한 적이 있는 문의 건수입니다. 고객이 시작한 문의만 세고, 호 전환된 구간은 따로 세지 않습니다. 고객은 같은 인스턴스의 같은 번호(주소)로 알아봅니다. 켜 두어야(--follow-customers) 볼 수 있습니다.", of.days),
				fmt.Sprintf("Contacts of customers who had contacted the centre in the %d days before. Only contacts that customers began count, and a transferred one counts once. A customer is known by the same number or address at the same instance. Off unless switched on (--follow-customers).", of.days),
			},
			Formula:  "count(" + repeated + " and " + counted + ")",
			Measures: []Measure{again}, Combine: AsCount,
		},
		{
			ID: "repeat_contact_rate", Title: Words{"재문의율", "Repeat contact rate"}, Short: Words{"재문의율", "Repeat rate"},
			Unit: UnitPercent, Direction: LowerIsBetter,
			Definition: Words{
				fmt.Sprintf("고객이 시작한 문의 가운데 앞선 %d일 안에 같은 고객이 이미 문의한 적이 있는 문의의 비율입니다. 켜 두어야(--follow-customers) 볼 수 있습니다.", of.days),
				fmt.Sprintf("Contacts that customers began as a share: those of customers who had contacted the centre in the %d days before. Off unless switched on (--follow-customers).", of.days),
			},
			Formula:  "100 * count(" + repeated + " and " + counted + ") / count(" + counted + ")",
			Measures: []Measure{again, began}, Combine: AsPercent,
		},
		{
			ID: "first_contact_resolution", Title: Words{"첫 문의 해결률", "First contact resolution"}, Short: Words{"첫 문의 해결률", "FCR"},
			Unit: UnitPercent, Direction: HigherIsBetter,
			Definition: Words{
				fmt.Sprintf("고객이 시작해 상담사와 연결된 문의 가운데 그 뒤 %d일 안에 같은 고객이 다시 문의하지 않은 문의의 비율입니다. 아직 %[1]d일이 지나지 않은 문의는 지금까지 기준이므로 나중에 낮아질 수 있습니다. 켜 두어야(--follow-customers) 볼 수 있습니다.", of.days),
				fmt.Sprintf("Contacts that customers began and an agent answered as a share: those after which the customer did not begin another within %d days. Until those days are over, a contact counts by what is known so far, so that the figure may fall. Off unless switched on (--follow-customers).", of.days),
			},
			Formula:  fmt.Sprintf("100 * count(connected = 1 and not until_next_ms <= %d and %s) / count(connected = 1 and %[2]s)", within, counted),
			Measures: []Measure{resolved, CountOf("customers_own_connected", handled)}, Combine: AsPercent,
		},
	}
	for i := range all {
		m := &all[i]
		m.SourceURL, m.Attribution, m.TimeField, m.OwnTime, m.Parameters = recordURL, ByContact, ByInitiation, true, repeatParameters
	}
	return all
}

// followsCustomers reports whether the metric is made of several contacts of a customer.
func (m Metric) followsCustomers() bool { return m.Group == GroupCustomers }
