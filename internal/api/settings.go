package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// settingsInput is the parameters of GET /settings.
type settingsInput struct {
	Instance string `query:"instance" doc:"ARN, id or name; those of every instance unless given"`
}

// settingsChangeInput is the body of PUT /settings.
type settingsChangeInput struct {
	Body SettingsChange
}

// settings answers GET /settings.
func (s *server) settings(ctx context.Context, in *settingsInput) (SettingsAnswer, error) {
	instance := ""
	if in.Instance != "" {
		found := s.instances([]string{in.Instance})
		if len(found) != 1 {
			return SettingsAnswer{}, refuse(notFound, "There is no such instance.")
		}
		instance = found[0]
	}
	all, err := s.allSettings(ctx)
	if err != nil {
		return SettingsAnswer{}, err
	}
	return s.settingsAnswer(instance, all), nil
}

// changeSettings answers PUT /settings.
func (s *server) changeSettings(ctx context.Context, in *settingsChangeInput) (SettingsAnswer, error) {
	if s.Settings == nil {
		return SettingsAnswer{}, refuse(unavailable, "This process keeps no settings.")
	}
	wanted := in.Body.Settings
	if err := settingsFault(wanted.Faults(in.Body.Instance)); err != nil {
		return SettingsAnswer{}, err
	}
	document, err := json.Marshal(wanted)
	if err != nil {
		return SettingsAnswer{}, fmt.Errorf("write settings: %w", err)
	}
	_, err = s.Settings.SaveSettings(ctx, in.Body.Instance, in.Body.Version, document)
	if errors.Is(err, settings.ErrChanged) {
		return SettingsAnswer{}, &fault{
			kind: conflict, public: "Somebody else has saved these settings meanwhile. Load them again, then make your change.", cause: err,
		}
	}
	if err != nil {
		return SettingsAnswer{}, err
	}
	all, err := s.allSettings(ctx)
	if err != nil {
		return SettingsAnswer{}, err
	}
	return s.settingsAnswer(in.Body.Instance, all), nil
}

// settingsFault tells everything that is wrong, each with its place.
func settingsFault(found []settings.Fault) error {
	if len(found) == 0 {
		return nil
	}
	f := &fault{kind: unanswerable, public: "These settings cannot be saved: " + found[0].Text}
	for _, one := range found {
		f.details = append(f.details, &huma.ErrorDetail{Location: "body.settings." + one.Path, Message: one.Text})
	}
	return f
}

func (s *server) settingsAnswer(instance string, all agreements) SettingsAnswer {
	of := all.of(instance)
	answer := SettingsAnswer{
		Instance: instance, Zone: s.Zone, Settings: of.settings, Holidays: holidaysOf(of.settings.Holidays.List()),
	}
	if saved := of.saved; saved.Version > 0 && saved.Instance == instance {
		at := saved.SavedAt.UTC()
		answer.Version, answer.SavedAt = saved.Version, &at
	}
	days, source, years := of.settings.Holidays.National()
	answer.National = National{
		Days: holidaysOf(days), FirstYear: years[0], LastYear: years[1],
		Source: Text(source.Name), SourceURL: source.URL, Read: source.Read,
	}
	return answer
}

// agreements are the settings of all instances, by ARN; "" has those of instances without their own.
type agreements struct {
	own map[string]agreement
}

type agreement struct {
	saved    settings.Saved // of version 0 where nobody has saved any
	settings settings.Settings
}

// allSettings reads what was saved. What a newer version of the program wrote and this one cannot read is an error: figures
// by other rules than those agreed on would be wrong without a word.
func (s *server) allSettings(ctx context.Context) (agreements, error) {
	all := agreements{own: map[string]agreement{"": {settings: settings.Default(s.Zone)}}}
	if s.Settings == nil {
		return all, nil
	}
	saved, err := s.Settings.Settings(ctx)
	if err != nil {
		return all, err
	}
	for _, one := range saved {
		parsed, err := settings.Parse(one.Document, s.Zone)
		if err != nil {
			return all, fmt.Errorf("settings of %q: %w", one.Instance, err)
		}
		all.own[one.Instance] = agreement{saved: one, settings: parsed}
	}
	return all, nil
}

// of are the settings that hold for an instance.
func (a agreements) of(instance string) agreement {
	if own, has := a.own[instance]; has {
		return own
	}
	return a.own[""]
}

// promise is what a queue promises: by its instance's own settings, if it has some.
func (a agreements) promise(queueARN string) settings.Promise {
	return a.of(settings.InstanceOf(queueARN)).settings.Promise(queueARN)
}

// levels are how service level is counted, by what was agreed.
func (s *server) levels(ctx context.Context) (levels, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return levels{}, err
	}
	return newLevels(all)
}

// instances are the ARNs that values of an instance filter mean.
func (s *server) instances(values []string) []string {
	return s.Store.Resolve(metric.Filter{Dimension: metric.Instance, Values: values})
}

// calendarOf is the calendar of a question: that of the one instance that it is about, otherwise the common one, since a
// day can begin only once.
func (s *server) calendarOf(where []metric.Filter, all agreements) (*settings.Calendar, error) {
	instance := ""
	for _, filter := range where {
		if filter.Dimension != metric.Instance || filter.Not {
			continue
		}
		if found := s.instances(filter.Values); len(found) == 1 {
			instance = found[0]
		}
	}
	return all.of(instance).settings.Calendar()
}

func holidaysOf(list []settings.Holiday) []Holiday {
	holidays := make([]Holiday, len(list))
	for i, h := range list {
		holidays[i] = Holiday{Day: h.Day, Name: Text(h.Name), Own: h.Own}
	}
	return holidays
}

// dayStart writes the time at which the days of an answer begin.
func dayStart(from time.Duration) string { return metric.ClockText(from) }
