package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var (
	//go:embed sql/saved_view_list.sql
	savedViewList string
	//go:embed sql/saved_view_find.sql
	savedViewFind string
	//go:embed sql/saved_view_name.sql
	savedViewName string
	//go:embed sql/saved_view_count.sql
	savedViewCount string
	//go:embed sql/saved_view_save.sql
	savedViewSave string
	//go:embed sql/saved_view_delete.sql
	savedViewDelete string
)

// The errors of saved views; their texts are written for people.
var (
	// ErrNoView says that there is no saved view of that id.
	ErrNoView = errors.New("no such saved view")
	// ErrViewName says that another view of the kind has the name.
	ErrViewName = errors.New("another view has that name")
	// ErrView says that a view cannot be kept as it is.
	ErrView = errors.New("view cannot be saved")
)

// Limits of saved views: a name fits on a line, a query in any browser's address, and all views in one answer.
const (
	MaxViews     = 1000
	maxViewName  = 100  // characters
	maxViewQuery = 8000 // bytes
)

// SavedView is a page as somebody has set it up.
type SavedView struct {
	ID      string
	Owner   string // whose it is alone; "": everybody's who sees everything
	Kind    string // which page: report, contacts, ...
	Name    string // one of its kind, whatever its case
	Query   string // of the page's address, without "?"
	Pinned  bool
	Created time.Time
	Updated time.Time
}

// viewKind is what a kind looks like: pages are known to the browser alone.
var viewKind = regexp.MustCompile(`^[a-z][a-z_]{0,31}$`)

// checked is the view with its name tidied, or why it cannot be kept, wrapping ErrView.
func (v SavedView) checked() (SavedView, error) {
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) && r != '\u200d' } // emoji are joined by U+200D
	switch _, err := url.ParseQuery(v.Query); {
	case !viewKind.MatchString(v.Kind):
		return v, fmt.Errorf("%w: kind must be up to 32 letters a to z and underscores, such as report", ErrView)
	case v.Name == "":
		return v, fmt.Errorf("%w: give it a name", ErrView)
	case utf8.RuneCountInString(v.Name) > maxViewName:
		return v, fmt.Errorf("%w: its name has more than %d characters", ErrView, maxViewName)
	case !utf8.ValidString(v.Name) || strings.ContainsFunc(v.Name, unprintable):
		return v, fmt.Errorf("%w: its name has characters that cannot be shown", ErrView)
	case len(v.Query) > maxViewQuery:
		return v, fmt.Errorf("%w: its query is longer than %d bytes; choose fewer values", ErrView, maxViewQuery)
	case err != nil:
		return v, fmt.Errorf("%w: its query must be the part of an address behind the question mark: %w", ErrView, err)
	}
	return v, nil
}

// SavedViews lists the views of an owner and a kind, all kinds with "", by name.
func (d *DB) SavedViews(ctx context.Context, owner, kind string) ([]SavedView, error) {
	return d.listViews(ctx, owner, 0, kind)
}

// EveryView lists the views of every owner, by kind and name.
func (d *DB) EveryView(ctx context.Context) ([]SavedView, error) { return d.listViews(ctx, "", 1, "") }

func (d *DB) listViews(ctx context.Context, of ...any) ([]SavedView, error) {
	views, err := all(ctx, d.db, scanView, savedViewList, of...)
	if err != nil {
		return nil, fmt.Errorf("list saved views: %w", err)
	}
	return views, nil
}

// SaveView keeps a view and returns it as it is kept: a new one without an ID, in place of the one that has it otherwise,
// whose kind, owner and creation stay. Errors wrap ErrView, ErrViewName or ErrNoView where the view is at fault.
func (d *DB) SaveView(ctx context.Context, view SavedView) (SavedView, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return SavedView{}, fmt.Errorf("save view: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	view, err = settle(ctx, tx, view)
	if err != nil {
		return SavedView{}, err
	}
	pinned := 0
	if view.Pinned {
		pinned = 1
	}
	_, err = tx.ExecContext(ctx, savedViewSave,
		view.ID, view.Owner, view.Kind, view.Name, strings.ToLower(view.Name), view.Query, pinned, d.millis())
	if err != nil {
		return SavedView{}, fmt.Errorf("save view: %w", err)
	}
	kept, err := findView(ctx, tx, view.Owner, view.ID)
	if err != nil {
		return SavedView{}, fmt.Errorf("save view: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return SavedView{}, fmt.Errorf("save view: %w", err)
	}
	return kept, nil
}

// settle gives a view its id and kind, and refuses one that cannot be kept beside the others.
func settle(ctx context.Context, tx *sql.Tx, view SavedView) (SavedView, error) {
	if view.ID == "" {
		var id [8]byte
		_, _ = rand.Read(id[:]) // never fails
		view.ID = hex.EncodeToString(id[:])
		var kept int
		if err := tx.QueryRowContext(ctx, savedViewCount).Scan(&kept); err != nil {
			return view, fmt.Errorf("count saved views: %w", err)
		}
		if kept >= MaxViews {
			return view, fmt.Errorf("%w: there are %d already; delete some that nobody needs", ErrView, kept)
		}
	} else {
		before, err := findView(ctx, tx, view.Owner, view.ID)
		if err != nil {
			return view, err
		}
		view.Kind = before.Kind
	}
	view, err := view.checked()
	if err != nil {
		return view, err
	}
	var taken int
	if err := tx.QueryRowContext(ctx, savedViewName, view.Owner, view.Kind, strings.ToLower(view.Name), view.ID).Scan(&taken); err != nil {
		return view, fmt.Errorf("look for the name of a view: %w", err)
	}
	if taken > 0 {
		return view, fmt.Errorf("%w: %s", ErrViewName, view.Name)
	}
	return view, nil
}

// DeleteView drops a view, with the views of kinds on_PAGE that pin it to a page by its id, and returns what it was, so that it can be saved again.
func (d *DB) DeleteView(ctx context.Context, owner, id string) (SavedView, error) {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return SavedView{}, fmt.Errorf("delete view: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	view, err := findView(ctx, tx, owner, id)
	if err != nil {
		return SavedView{}, err
	}
	if _, err := tx.ExecContext(ctx, savedViewDelete, owner, id); err != nil {
		return SavedView{}, fmt.Errorf("delete view %s: %w", id, err)
	}
	if err := tx.Commit(); err != nil {
		return SavedView{}, fmt.Errorf("delete view %s: %w", id, err)
	}
	return view, nil
}

func findView(ctx context.Context, tx *sql.Tx, owner, id string) (SavedView, error) {
	view, err := scanView(tx.QueryRowContext(ctx, savedViewFind, id, owner))
	if errors.Is(err, sql.ErrNoRows) {
		return view, fmt.Errorf("find view %s: %w", id, ErrNoView)
	}
	if err != nil {
		return view, fmt.Errorf("find view %s: %w", id, err)
	}
	return view, nil
}

func scanView(row scanner) (SavedView, error) {
	var view SavedView
	var created, updated int64
	err := row.Scan(&view.ID, &view.Owner, &view.Kind, &view.Name, &view.Query, &view.Pinned, &created, &updated)
	view.Created, view.Updated = moment(created), moment(updated)
	return view, err
}
