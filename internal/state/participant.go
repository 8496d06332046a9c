package state

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
)

var (
	//go:embed sql/participant_insert.sql
	participantInsert string
	//go:embed sql/participant_expire.sql
	participantExpire string
	//go:embed sql/participant_of.sql
	participantOf string
	//go:embed sql/participant_named.sql
	participantNamed string
	//go:embed sql/participant_leave.sql
	participantLeave string
	//go:embed sql/participant_opened.sql
	participantOpened string
	//go:embed sql/participant_follow.sql
	participantFollow string
	//go:embed sql/participant_take.sql
	participantTake string
)

// Participant is an application that was told of the owner of an account in a session of theirs.
type Participant struct {
	Session              string // of SessionKey
	Account, Application string
	NameID, NameFormat   string   // what it was told
	SessionIndexes       []string // by which it knows the session: one each time that it was told
	Ends                 time.Time
}

// SessionKey names the session of a cookie, for those who may not have the cookie.
func SessionKey(cookie string) string { return hashOf(cookie) }

// AddParticipant keeps that an application was told, with the one index of this time.
func (d *DB) AddParticipant(ctx context.Context, p Participant, index string) error {
	_, err := d.db.ExecContext(ctx, participantInsert, p.Session, p.Account, p.Application, p.NameID, p.NameFormat, index, p.Ends.UnixMilli())
	if err != nil {
		return fmt.Errorf("add participant: %w", err)
	}
	return nil
}

// Participants are those whom to tell that a session ends, the first one first, each to be taken by TakeParticipant.
func (d *DB) Participants(ctx context.Context, session string) ([]int64, error) {
	ids, err := all(ctx, d.db, one[int64], participantOf, session, "")
	if err != nil {
		return nil, fmt.Errorf("list participants: %w", err)
	}
	return ids, nil
}

// Opened are the ids of the applications that were opened in sessions and not told of their end, by the sessions' ids.
func (d *DB) Opened(ctx context.Context) (map[string][]string, error) {
	opened := map[string][]string{}
	_, err := all(ctx, d.db, func(row scanner) (none struct{}, err error) {
		var session, application string
		err = row.Scan(&session, &application)
		id := sessionID(session)
		opened[id] = append(opened[id], application)
		return none, err
	}, participantOpened, d.millis())
	if err != nil {
		return nil, fmt.Errorf("list opened applications: %w", err)
	}
	return opened, nil
}

// FollowSession lets what was told of somebody in one session hang on the one that has replaced it, if that is of the same account.
func (d *DB) FollowSession(ctx context.Context, before, after string) error {
	if _, err := d.db.ExecContext(ctx, participantFollow, after, before, Local); err != nil {
		return fmt.Errorf("follow session: %w", err)
	}
	return nil
}

func one[T any](row scanner) (T, error) {
	var value T
	err := row.Scan(&value)
	return value, err
}

// TakeParticipant forgets a participant that is about to be told; false where it is gone.
func (d *DB) TakeParticipant(ctx context.Context, id int64) (Participant, bool, error) {
	var p Participant
	indexes, err := all(ctx, d.db, func(row scanner) (string, error) {
		var index string
		err := row.Scan(&p.Application, &p.NameID, &p.NameFormat, &index)
		return index, err
	}, participantTake, id)
	if err != nil {
		return Participant{}, false, fmt.Errorf("take participant: %w", err)
	}
	p.SessionIndexes = indexes
	return p, len(indexes) > 0, nil
}

// Left is what ended when an application said that somebody leaves.
type Left struct {
	Accounts     []string // one for each session
	Participants []int64  // whom else to tell, as of Participants
}

// EndSessionsOf ends the sessions of accounts that an application means by a name, and its format. Of these, those with one of the indexes,
// or all where there are none. once is used up with it, and kept until then; the error wraps ErrUsedBefore when it was already.
func (d *DB) EndSessionsOf(ctx context.Context, p Participant, once string, until time.Time) (left Left, err error) {
	list, err := json.Marshal(append([]string{}, p.SessionIndexes...))
	if err != nil {
		return Left{}, fmt.Errorf("end sessions: %w", err)
	}
	err = d.within(ctx, "end sessions", func(tx *sql.Tx) error {
		if err := useOnce(ctx, tx, once, until); err != nil {
			return err
		}
		named, err := all(ctx, tx, func(row scanner) (Participant, error) {
			var of Participant
			err := row.Scan(&of.Session, &of.Account)
			return of, err
		}, participantNamed, p.Application, p.NameID, p.NameFormat, string(list))
		if err != nil {
			return err
		}
		for _, of := range named {
			for _, statement := range []struct {
				text   string
				values []any
			}{{sessionDelete, []any{of.Session}}, {participantLeave, []any{of.Session, p.Application}}} {
				if _, err := tx.ExecContext(ctx, statement.text, statement.values...); err != nil {
					return err
				}
			}
			others, err := all(ctx, tx, one[int64], participantOf, of.Session, p.Application)
			if err != nil {
				return err
			}
			left.Accounts, left.Participants = append(left.Accounts, of.Account), append(left.Participants, others...)
		}
		return nil
	})
	return left, err
}
