package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// settingsInput is the parameters of GET /settings.
type settingsInput struct {
	Instance string   `query:"instance" doc:"ARN, id or name; those of every instance unless given"`
	Queue    []string `query:"queue,explode" maxItems:"500" doc:"Instead: the settings that hold for a question about these queues, by ARN, id or name"`
	Agent    []string `query:"agent,explode" maxItems:"500" doc:"Instead: those for a question about these agents, by ARN, id or name"`
}

// settingsChangeInput is the body of PUT /settings.
type settingsChangeInput struct {
	Body SettingsChange
}

// deleteSettingsInput is the parameters of DELETE /settings.
type deleteSettingsInput struct {
	Instance string `query:"instance" required:"true" minLength:"1" doc:"ARN, id or name; the common settings cannot be deleted"`
	Version  int64  `query:"version" required:"true" doc:"The version that was read"`
}

// settings answers GET /settings.
func (s *server) settings(ctx context.Context, in *settingsInput) (SettingsAnswer, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return SettingsAnswer{}, err
	}
	instance := ""
	if in.Instance != "" {
		if instance, err = s.instance(ctx, in.Instance, all); err != nil {
			return SettingsAnswer{}, err
		}
	} else {
		instance = s.instanceOf([]metric.Filter{
			{Dimension: metric.Queue, Values: in.Queue}, {Dimension: metric.Agent, Values: in.Agent},
		}, all)
	}
	return s.settingsAnswer(instance, all), nil
}

// changeSettings answers PUT /settings.
func (s *server) changeSettings(ctx context.Context, in *settingsChangeInput) (SettingsAnswer, error) {
	about(ctx, in.Body)
	if s.Settings == nil {
		return SettingsAnswer{}, refuse(unavailable, "This process keeps no settings.")
	}
	if scope := viewer(ctx); in.Body.Instance == "" && scope.Limits(metric.Instance) || in.Body.Instance != "" && !scope.SeesInstance(in.Body.Instance) {
		return SettingsAnswer{}, errScope
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
	if err != nil {
		return SettingsAnswer{}, changedMeanwhile(err)
	}
	return s.settingsNow(ctx, in.Body.Instance)
}

// deleteSettings answers DELETE /settings with the common settings, which hold for the instance from then on.
func (s *server) deleteSettings(ctx context.Context, in *deleteSettingsInput) (SettingsAnswer, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return SettingsAnswer{}, err
	}
	instance, err := s.instance(ctx, in.Instance, all)
	if err != nil {
		return SettingsAnswer{}, err
	}
	if _, own := all.own[instance]; !own {
		return SettingsAnswer{}, refuse(notFound, "This instance has no settings of its own.")
	}
	if err := s.Settings.DeleteSettings(ctx, instance, in.Version); err != nil {
		return SettingsAnswer{}, changedMeanwhile(err)
	}
	return s.settingsNow(ctx, instance)
}

// settingsNow are those that hold for an instance after a change.
func (s *server) settingsNow(ctx context.Context, instance string) (SettingsAnswer, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return SettingsAnswer{}, err
	}
	return s.settingsAnswer(instance, all), nil
}

// changedMeanwhile is the error of a change, in words where somebody else was first.
func changedMeanwhile(err error) error {
	if !errors.Is(err, settings.ErrChanged) {
		return err
	}
	return &fault{
		kind: conflict, public: "Somebody else has saved these settings meanwhile. Load them again, then make your change.", cause: err,
	}
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

// instance is the ARN of the one instance that a value means: one with contacts, or with settings that it has kept without.
func (s *server) instance(ctx context.Context, value string, all agreements) (string, error) {
	if _, own := all.own[value]; own && viewer(ctx).SeesInstance(value) {
		return value, nil
	}
	found := s.instances(ctx, []string{value})
	if len(found) != 1 {
		return "", refuse(notFound, "There is no such instance.")
	}
	return found[0], nil
}

// instances are the ARNs that values of an instance filter mean.
func (s *server) instances(ctx context.Context, values []string) []string {
	return s.resolve(ctx, metric.Filter{Dimension: metric.Instance, Values: values})
}

// calendarOf is the calendar of a question: that of the one instance that it is about, otherwise the common one, since a
// day can begin only once.
func (s *server) calendarOf(where []metric.Filter, all agreements) (*settings.Calendar, error) {
	return all.of(s.instanceOf(where, all)).settings.Calendar()
}

// instanceOf is the one instance that filters leave over, by its own name or by those of its queues, agents or routing
// profiles; "" where there may be several, or where it has no settings of its own.
func (s *server) instanceOf(where []metric.Filter, all agreements) string {
	if len(all.own) == 1 {
		return ""
	}
	for _, filter := range where {
		if filter.Not || !filter.Dimension.HasARN() {
			continue
		}
		found := map[string]bool{}
		for _, arn := range s.Store.Resolve(filter) {
			found[connect.InstanceARN(arn)] = true
		}
		instance := only(found)
		if _, own := all.own[instance]; own && instance != "" {
			return instance
		}
	}
	return ""
}

// only is the only one of a set, or "".
func only(set map[string]bool) string {
	if len(set) == 1 {
		for one := range set {
			return one
		}
	}
	return ""
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
