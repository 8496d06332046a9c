package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"time"
)

var (
	//go:embed sql/account_insert.sql
	accountInsert string
	//go:embed sql/account_find.sql
	accountFind string
	//go:embed sql/account_list.sql
	accountList string
	//go:embed sql/account_of_link.sql
	accountOfLink string
	//go:embed sql/account_reset.sql
	accountReset string
	//go:embed sql/account_invite.sql
	accountInvite string
	//go:embed sql/account_set_up.sql
	accountSetUp string
	//go:embed sql/account_disable.sql
	accountDisable string
	//go:embed sql/account_role.sql
	accountRole string
	//go:embed sql/account_limits.sql
	accountLimits string
	//go:embed sql/account_rehash.sql
	accountRehash string
	//go:embed sql/account_signed_in.sql
	accountSignedIn string
)

// The errors of accounts.
var (
	// ErrNoAccount says that there is no account of that name or link, or that it does not let anybody in any more.
	ErrNoAccount = errors.New("no such account")
	// ErrAccountName says that a name cannot be given.
	ErrAccountName = errors.New("name of an account")
)

const (
	// Local is the provider of the sessions of accounts; identity providers are named by URIs.
	Local = "local"
	// FirstAccount is the name of the account that is made at the first start.
	FirstAccount = "admin"
	// FirstRole is what it may do.
	FirstRole = "administrator"
	// LinkLasts is for how long a one-time link sets an account up.
	LinkLasts = 24 * time.Hour
)

// accountName is a name that can be typed on every keyboard and looks like no other one.
var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{0,63}$`)

// Account is a person whom Ringside itself knows.
type Account struct {
	Name, Role string
	Limits     string    // JSON of access.Grant.Limits; "" is everything
	Password   string    // Argon2id as a PHC string; empty until a link was used
	CodeSecret string    // base32, of the codes of an authenticator app; empty until a link was used
	LinkUntil  time.Time // zero where no link is out
	Created    time.Time
	SignedIn   time.Time // zero when never
	Disabled   time.Time // zero while it may sign in
}

// CheckAccountName tells whether an account may be called so. The error wraps ErrAccountName.
func CheckAccountName(name string) error {
	if !accountName.MatchString(name) {
		return fmt.Errorf("%w %q: write a to z in lower case, digits, and . _ @ - after the first, 64 at most", ErrAccountName, name)
	}
	return nil
}

// CreateAccount makes an account that a link sets up, and returns the link's token, which cannot be had again. The error wraps
// ErrAccountName where the name is taken, or none.
func (d *DB) CreateAccount(ctx context.Context, name, role string) (token string, err error) {
	if err := CheckAccountName(name); err != nil {
		return "", err
	}
	token, hash := newToken()
	done, err := d.db.ExecContext(ctx, accountInsert, name, role, hash, d.millis()+LinkLasts.Milliseconds(), d.millis())
	if err != nil {
		return "", fmt.Errorf("create account %s: %w", name, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return "", errors.Join(fmt.Errorf("%w %s: there is one already", ErrAccountName, name), err)
	}
	return token, nil
}

// EnsureAccount makes sure that somebody can sign in who has a role: while no such account was ever set up, each call makes a new link for
// FirstAccount, in place of the one before, and returns its token; "" ever after.
func (d *DB) EnsureAccount(ctx context.Context) (token string, err error) {
	accounts, err := d.Accounts(ctx)
	if err != nil {
		return "", err
	}
	there := false
	for _, a := range accounts {
		if a.Password != "" && a.Role != "" {
			return "", nil
		}
		there = there || a.Name == FirstAccount
	}
	if there {
		return d.ResetAccount(ctx, FirstAccount)
	}
	return d.CreateAccount(ctx, FirstAccount, FirstRole)
}

// Accounts lists all, by name.
func (d *DB) Accounts(ctx context.Context) ([]Account, error) {
	accounts, err := all(ctx, d.db, scanAccount, accountList)
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return accounts, nil
}

func scanAccount(row scanner) (Account, error) {
	var a Account
	var link, created, signedIn, disabled int64
	err := row.Scan(&a.Name, &a.Role, &a.Limits, &a.Password, &a.CodeSecret, &link, &created, &signedIn, &disabled)
	a.LinkUntil, a.Created, a.SignedIn, a.Disabled = moment(link), moment(created), moment(signedIn), moment(disabled)
	return a, err
}

// Account finds an account by its name, one that is disabled too. The error wraps ErrNoAccount when there is none.
func (d *DB) Account(ctx context.Context, name string) (Account, error) {
	a, err := scanAccount(d.db.QueryRowContext(ctx, accountFind, name))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoAccount
	}
	if err != nil {
		return Account{}, fmt.Errorf("find account: %w", err)
	}
	return a, nil
}

// AccountOfLink names the account that a link's token sets up. The error wraps ErrNoAccount when it does not, or no longer.
func (d *DB) AccountOfLink(ctx context.Context, token string) (name string, err error) {
	err = d.db.QueryRowContext(ctx, accountOfLink, hashOf(token), d.millis()).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoAccount
	}
	if err != nil {
		return "", fmt.Errorf("find account of a link: %w", err)
	}
	return name, nil
}

// SetUpAccount uses a link's token up. The error wraps ErrNoAccount when it sets nothing up, or no longer.
func (d *DB) SetUpAccount(ctx context.Context, token, password, codeSecret string) error {
	if err := changeOne(ctx, d.db, accountSetUp, password, codeSecret, hashOf(token), d.millis()); err != nil {
		return fmt.Errorf("set up account: %w", err)
	}
	return nil
}

// ChangeAccountRole lets an account do something else, as soon as its next request.
func (d *DB) ChangeAccountRole(ctx context.Context, name, role string) error {
	if err := changeOne(ctx, d.db, accountRole, role, name); err != nil {
		return fmt.Errorf("change role of account %s: %w", name, err)
	}
	return nil
}

// ChangeAccountLimits lets an account see something else, as soon as its next request; "" is everything.
func (d *DB) ChangeAccountLimits(ctx context.Context, name, limits string) error {
	if err := changeOne(ctx, d.db, accountLimits, limits, name); err != nil {
		return fmt.Errorf("change limits of account %s: %w", name, err)
	}
	return nil
}

// RehashAccount keeps the same password in another form; nothing happens where it was changed meanwhile.
func (d *DB) RehashAccount(ctx context.Context, name, before, after string) error {
	if _, err := d.db.ExecContext(ctx, accountRehash, after, name, before); err != nil {
		return fmt.Errorf("rehash account: %w", err)
	}
	return nil
}

// ResetAccount takes password and codes away, ends the account's sessions, and returns the token of a link that sets it up anew.
// One that was disabled may sign in again with it.
func (d *DB) ResetAccount(ctx context.Context, name string) (token string, err error) {
	token, hash := newToken()
	return token, d.endAccess(ctx, "reset account "+name, name, accountReset, hash, d.millis()+LinkLasts.Milliseconds(), name)
}

// InviteAccount is ResetAccount for an account without a role that is not disabled; the error wraps ErrNoAccount for any other one.
func (d *DB) InviteAccount(ctx context.Context, name string) (token string, err error) {
	token, hash := newToken()
	return token, d.endAccess(ctx, "invite the owner of account "+name, name, accountInvite, hash, d.millis()+LinkLasts.Milliseconds(), name)
}

// DisableAccount lets nobody in any more, and ends the account's sessions; a server that holds the file ends what is under way
// for them within half a minute.
func (d *DB) DisableAccount(ctx context.Context, name string) error {
	return d.endAccess(ctx, "disable account "+name, name, accountDisable, d.millis(), name)
}

// endAccess changes an account and ends its sessions with it.
func (d *DB) endAccess(ctx context.Context, what, name, statement string, values ...any) error {
	return d.within(ctx, what, func(tx *sql.Tx) error {
		if err := changeOne(ctx, tx, statement, values...); err != nil {
			return err
		}
		_, err := d.over(ctx, tx, SessionEnd{Why: WhyAccount}, sessionEndOf, Local, name)
		return err
	})
}

// changeOne changes one account, or returns ErrNoAccount.
func changeOne(ctx context.Context, db interface {
	ExecContext(ctx context.Context, query string, values ...any) (sql.Result, error)
}, statement string, values ...any,
) error {
	done, err := db.ExecContext(ctx, statement, values...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrNoAccount)
	}
	return nil
}

// newToken makes a token of 32 random bytes, and what is kept of it.
func newToken() (token, hash string) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	token = base64.RawURLEncoding.EncodeToString(secret[:])
	return token, hashOf(token)
}
