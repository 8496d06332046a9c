package state

import (
	"slices"
	"testing"
	"time"
)

func TestChecksOfFiguresSurviveARestart(t *testing.T) {
	folder, now := t.TempDir(), time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	d := open(t, folder, newClock())
	begun := FigureCheck{Instance: "arn", Day: "2026-11-22", Begun: now, Summary: "{}", Document: "half"}
	whole := begun
	whole.Ended, whole.Document = now.Add(time.Minute), "whole"
	older := FigureCheck{Instance: "arn", Day: "2026-11-22", Begun: now.Add(-time.Hour), Ended: now, Summary: "{}", Document: "older"}
	for _, c := range []FigureCheck{begun, older, whole} {
		if err := d.SaveFigureCheck(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.WishFigureChecks(t.Context(), "arn", "2026-11-20", "2026-11-21"); err != nil {
		t.Fatal(err)
	}
	if err := d.WishFigureChecks(t.Context(), "arn", "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, folder, newClock())
	found, there, err := d.FigureCheck(t.Context(), "arn", "2026-11-22")
	if err != nil || !there || found != whole {
		t.Errorf("found %+v, %v, %v", found, there, err)
	}
	list, err := d.FigureChecks(t.Context(), "", "2026-11-01")
	if err != nil || len(list) != 2 || list[0].Begun != now || list[0].Document != "" {
		t.Errorf("listed %+v, %v", list, err)
	}
	if err := d.DropFigureCheckWish(t.Context(), "arn", "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	if days, err := d.WishedFigureChecks(t.Context(), "arn"); err != nil || !slices.Equal(days, []string{"2026-11-21"}) {
		t.Errorf("wished for %v, %v", days, err)
	}
	if err := d.ExpireFigureChecks(t.Context(), "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if list, err = d.FigureChecks(t.Context(), "", ""); err != nil || len(list) != 0 {
		t.Errorf("kept %+v, %v", list, err)
	}
}
