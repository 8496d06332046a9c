package sim

import (
	"encoding/hex"
	"math"
	"math/rand/v2"
)

// hash mixes its parts into 64 bits; equal parts give equal bits on every machine. It is splitmix64 over each part in turn.
func hash(parts ...uint64) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, p := range parts {
		h ^= p
		h += 0x9e3779b97f4a7c15
		h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9
		h = (h ^ (h >> 27)) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

// chance maps a hash to [0, 1).
func chance(h uint64) float64 { return float64(h>>11) / (1 << 53) }

// between maps a hash to a span of low to high.
func between(h uint64, low, high moment) moment { return low + moment(h%uint64(high-low+1)) }

// uuid renders a version 4 UUID whose random bits are those of the parts.
func uuid(parts ...uint64) string {
	a := hash(parts...)
	b := hash(a, 0x75756964)
	var raw [16]byte
	for i := range 8 {
		raw[i], raw[8+i] = byte(a>>(8*i)), byte(b>>(8*i))
	}
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[0:8], raw[0:4])
	hex.Encode(text[9:13], raw[4:6])
	hex.Encode(text[14:18], raw[6:8])
	hex.Encode(text[19:23], raw[8:10])
	hex.Encode(text[24:36], raw[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// dice draws the simulation's random quantities; every draw moves one stream, so their order is part of the world.
type dice struct{ *rand.Rand }

func newDice(parts ...uint64) dice {
	h := hash(parts...)
	return dice{rand.New(rand.NewPCG(h, hash(h, 1)))}
}

// yes is true with probability p.
func (d dice) yes(p float64) bool { return d.Float64() < p }

// span draws evenly from low to high seconds.
func (d dice) span(low, high float64) moment {
	return moment((low + (high-low)*d.Float64()) * 1000)
}

// skewed draws a lognormal span with this mean in seconds; spread is the standard deviation of its logarithm.
func (d dice) skewed(mean, spread float64) moment {
	return moment(1000 * mean * math.Exp(spread*d.NormFloat64()-spread*spread/2))
}

// waiting draws an exponential span with this mean in seconds.
func (d dice) waiting(mean float64) moment { return moment(1000 * mean * d.ExpFloat64()) }

// poisson draws a count with this mean.
func (d dice) poisson(mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*d.NormFloat64())))
	}
	limit, product, n := math.Exp(-mean), d.Float64(), 0
	for product > limit {
		product *= d.Float64()
		n++
	}
	return n
}
