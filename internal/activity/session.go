package activity

import "github.com/ringside/ringside/internal/connect"

// Session is the time between a LOGIN and its LOGOUT. Closing the browser is no logout.
// Source: Amazon Connect Administrator Guide, "Login/logout reports".
type Session struct {
	Login  connect.Millis `json:"login,omitempty"`  // 0 when no LOGIN was seen
	Logout connect.Millis `json:"logout,omitempty"` // 0 when no LOGOUT was seen

	// Start is the login, or the first moment online; End is the logout, or the next login, which shows that a LOGOUT is
	// missing.
	Start connect.Millis `json:"start"`
	End   connect.Millis `json:"end,omitempty"`
	Open  bool           `json:"open,omitempty"` // not over: End is where it was cut off
	By    connect.Millis `json:"by,omitempty"`
}

// Duration is the length of a session of which both ends were seen.
func (s *Session) Duration() (ms connect.Millis, known bool) {
	if s.Login == 0 || s.Logout == 0 {
		return 0, false
	}
	return s.Logout - s.Login, true
}

func (m *machine) login() {
	if m.s.Session != nil {
		m.closeSession(0)
	}
	m.s.Session = &Session{Login: m.at, Start: m.at}
}

// openSession opens a session for an agent who is online without a LOGIN having been seen.
func (m *machine) openSession(start connect.Millis) {
	if m.s.Session == nil {
		m.s.Session = &Session{Start: start}
	}
}

// endSession takes in a LOGOUT. One that follows another ends nothing.
func (m *machine) endSession(at connect.Millis) {
	if m.s.Session == nil && !m.s.LoggedOut {
		m.openSession(at)
	}
	if m.s.Session != nil {
		m.closeSession(at)
	}
}

func (m *machine) closeSession(logout connect.Millis) {
	row := *m.s.Session
	row.Logout, row.End, row.By = logout, max(m.at, row.Start), m.at
	m.out.Sessions = append(m.out.Sessions, row)
	m.s.Session = nil
}

// ReportSessions is the login/logout report of [from, to): the sessions with a login or a logout in the range. A logout
// whose login was earlier shows both; a login whose logout is later, or never came, is shown open, without a logout.
func ReportSessions(sessions []Session, from, to connect.Millis) []Session {
	within := func(at connect.Millis) bool { return at != 0 && from <= at && at < to }
	var rows []Session
	for _, s := range sessions {
		if !within(s.Login) && !within(s.Logout) {
			continue
		}
		if s.Logout >= to {
			s.Logout, s.End, s.Open = 0, to, true
		}
		rows = append(rows, s)
	}
	return rows
}
