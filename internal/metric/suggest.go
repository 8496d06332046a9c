package metric

import (
	"cmp"
	"slices"
	"strings"
)

// suggest says which of the known names was probably meant, or lists them all where none is near.
func suggest[Name ~string](unknown string, known []Name) string {
	if near := nearest(unknown, known); len(near) > 0 {
		return "did you mean " + join(near, " or ") + "?"
	}
	return "there are " + join(known, ", ")
}

// mostNear is how many names are proposed at most.
const mostNear = 3

// nearest lists the names that differ least from text, by at most a third of its letters, and those that contain all of its
// words, the nearest first.
func nearest[Name ~string](text string, known []Name) []Name {
	text = strings.ToLower(strings.TrimSpace(text))
	type candidate struct {
		name     Name
		distance int
		contains bool
	}
	var near []candidate
	least := max(2, len(text)/3)
	for _, name := range known {
		c := candidate{name, editDistance(text, string(name)), len(text) > 2 && containsWords(string(name), text)}
		if c.contains || c.distance <= least {
			near = append(near, c)
		}
		least = min(least, c.distance+1)
	}
	near = slices.DeleteFunc(near, func(c candidate) bool { return !c.contains && c.distance > least })
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var names []Name
	for _, c := range near[:min(len(near), mostNear)] {
		names = append(names, c.name)
	}
	return names
}

// containsWords reports whether every word of text, such as of "handle time", is in name.
func containsWords(name, text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == '_' || r == ' ' || r == '-' })
	return len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) })
}

// longestGuess bounds the work on what somebody typed, in bytes.
const longestGuess = 64

// editDistance is the number of letters to put in, take out or change to make b of a.
func editDistance(a, b string) int {
	a = a[:min(len(a), longestGuess)]
	row := make([]int, len(b)+1)
	for i := range row {
		row[i] = i
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for k := range len(b) {
			change := diagonal
			if a[i] != b[k] {
				change++
			}
			diagonal = row[k+1]
			row[k+1] = min(change, diagonal+1, row[k]+1)
		}
	}
	return row[len(b)]
}

func join[Name ~string](names []Name, with string) string {
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(name)
	}
	return strings.Join(texts, with)
}
