package metric

import "math/big"

const millisPerSecond = 1000

// byGroup joins slices by agent into slices of groups whose values are those of all their agents, as many of each as there are
// measures. Keep is how many of the keys the groups have; the agent's is among them, or follows.
func byGroup(slicesByAgent []Slice, keep int) []Slice {
	var groups []Slice
	places := map[groupKey]int{}
	for _, s := range slicesByAgent {
		key := groupKey{bucket: s.Bucket}
		copy(key.keys[:], s.Keys[:keep])
		at, known := places[key]
		if !known {
			at, places[key] = len(groups), len(groups)
			groups = append(groups, Slice{Bucket: s.Bucket, Keys: s.Keys[:keep:keep], Names: s.Names[:keep:keep]})
		}
		groups[at].Values = append(groups[at].Values, s.Values...)
	}
	return groups
}

// agentCount is how many agents have more than 0.
func agentCount(values []Int) Figure {
	n := 0
	for _, v := range values {
		if v.Or(0) > 0 {
			n++
		}
	}
	return Figure{Value: float64(n), Valid: true}
}

// meanPrecision is in bits. A mean of shares is summed up so finely that it is the same number in whatever order, and the
// nearest one that there is to the exact mean.
const meanPrecision = 192

// meanShare is the mean of 100 × part ÷ whole over pairs of both, without the pairs that have no whole.
func meanShare(pairs []Int) Figure {
	sum, n := new(big.Float).SetPrec(meanPrecision), int64(0)
	for i := 0; i+1 < len(pairs); i += 2 {
		part, whole := pairs[i].Or(0), pairs[i+1].Or(0)
		if whole == 0 {
			continue
		}
		share := new(big.Float).SetPrec(meanPrecision).SetInt64(100 * part)
		sum.Add(sum, share.Quo(share, new(big.Float).SetInt64(whole)))
		n++
	}
	if n == 0 {
		return Figure{}
	}
	mean, _ := sum.Quo(sum, new(big.Float).SetInt64(n)).Float64()
	return Figure{Value: mean, Valid: true}
}
