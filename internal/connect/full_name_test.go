package connect

import "testing"

func TestNamesAreWrittenAsTheirBearersDo(t *testing.T) {
	tests := []struct{ first, last, want string }{
		{"Minsu", "Kim", "Minsu Kim"},
		{"민수", "김", "김민수"},
		{"민수 팀장", "김", "민수 팀장 김"},
		{"", "김", "김"},
		{"Minsu", "", "Minsu"},
		{"明", "王", "王明"},
		{"", "", ""},
	}
	for _, tt := range tests {
		if got := FullName(tt.first, tt.last); got != tt.want {
			t.Errorf("%q %q is written %q, want %q", tt.first, tt.last, got, tt.want)
		}
	}
}
