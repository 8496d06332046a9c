package firehose

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/klauspost/compress/gzip"

	"github.com/ringside/ringside/internal/ingest"
)

const (
	// maxRecords is the protocol's limit for one request.
	maxRecords = 10_000
	// arenaSize is how much memory records are unpacked into at a time.
	arenaSize = 1 << 20
	// maxRecord is a little less than the journal's largest entry (64 MiB): more could not be stored, come as often as it may.
	maxRecord = 60 << 20
	// maxRequestID is many times the GUID that Firehose sends; the answer, which repeats it, may have 1 MiB.
	maxRequestID = 1024
)

// envelope is one request's body. Records are in memory of their own, so the body need not be kept.
type envelope struct {
	requestID string
	records   [][]byte
}

// read unpacks and parses the body as it comes; only the records themselves are ever held.
func (h *Handler) read(w http.ResponseWriter, r *http.Request, loan *ingest.Loan) (envelope, error) {
	packed := http.MaxBytesReader(w, r.Body, h.MaxBody)
	var body io.Reader = packed
	switch encoding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip":
		unpacked, err := unzip(packed)
		if err != nil {
			return envelope{}, &ingest.Refusal{Status: http.StatusBadRequest, Public: "body is not gzip", Cause: err}
		}
		defer unzippers.Put(unpacked)
		body = unpacked
	default:
		return envelope{}, ingest.NotProtocol("Content-Encoding is neither gzip nor absent")
	}
	capped := &capReader{r: body, left: h.MaxBody, loan: loan}
	e, err := parse(capped, loan)
	switch {
	case err == nil:
		return e, nil
	case errors.Is(capped.err, ingest.ErrNoRoom):
		return e, ingest.ErrNoRoom
	case capped.err != nil:
		if f := h.TooLarge(capped.err); f != nil {
			return e, f
		}
		return e, &ingest.Refusal{Status: http.StatusBadRequest, Public: "body could not be read to its end", Cause: capped.err}
	}
	return e, err
}

// unzippers keeps gzip readers, whose windows are costly to make. Readers are put back whatever became of them: Reset
// makes them new.
var unzippers sync.Pool

func unzip(packed io.Reader) (*gzip.Reader, error) {
	if reader, ok := unzippers.Get().(*gzip.Reader); ok {
		return reader, reader.Reset(packed)
	}
	return gzip.NewReader(packed)
}

// capReader ends a body that is too large, and remembers why reading ended. It takes each byte from the loan: the body is
// not held, but what the records decode to is about as large.
type capReader struct {
	r    io.Reader
	left int64
	loan *ingest.Loan
	err  error // other than io.EOF
}

func (c *capReader) Read(b []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(b)
	c.left -= int64(n)
	switch {
	case c.left < 0:
		c.err = ingest.ErrTooLarge
	case !c.loan.Take(int64(n)):
		c.err = ingest.ErrNoRoom
	case err != nil && !errors.Is(err, io.EOF):
		c.err = err
	default:
		return n, err
	}
	return 0, c.err
}

// parse reads {"requestId":"…","timestamp":1,"records":[{"data":"base64"}]}. Fields that it does not know are skipped.
func parse(body io.Reader, loan *ingest.Loan) (envelope, error) {
	p := parser{dec: jsontext.NewDecoder(body), loan: loan}
	err := p.object(func(name string) error {
		switch name {
		case "requestId":
			return p.text(name, &p.out.requestID)
		case "records":
			return p.records()
		}
		return p.dec.SkipValue()
	})
	if err == nil {
		err = p.end()
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = &ingest.Refusal{Status: http.StatusBadRequest, Public: "body is not one JSON object", Cause: err}
	}
	return p.out, err
}

type parser struct {
	dec   *jsontext.Decoder
	loan  *ingest.Loan
	arena []byte // room for records, appended to and never grown
	seen  bool   // the records were there
	out   envelope
}

// object calls field for each member of the object that comes next.
func (p *parser) object(field func(name string) error) error {
	if p.dec.PeekKind() != '{' {
		return p.wrongType("body or record is not an object")
	}
	if _, err := p.dec.ReadToken(); err != nil {
		return err
	}
	for p.dec.PeekKind() != '}' {
		name, err := p.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := field(name.String()); err != nil {
			return err
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

// wrongType refuses what comes next, unless the body is no JSON there at all: then that is the better reason.
func (p *parser) wrongType(reason string) error {
	if err := p.dec.SkipValue(); err != nil {
		return err
	}
	return ingest.NotProtocol(reason)
}

func (p *parser) text(name string, into *string) error {
	if p.dec.PeekKind() != '"' {
		return p.wrongType(name + " is not a string")
	}
	token, err := p.dec.ReadToken()
	if err != nil {
		return err
	}
	if *into = token.String(); len(*into) > maxRequestID {
		*into = ""
		return ingest.NotProtocol(fmt.Sprintf("%s is longer than %d bytes", name, maxRequestID))
	}
	return nil
}

func (p *parser) records() error {
	p.seen = true
	if p.dec.PeekKind() != '[' {
		return p.wrongType("records is not an array")
	}
	if _, err := p.dec.ReadToken(); err != nil {
		return err
	}
	for p.dec.PeekKind() != ']' {
		if len(p.out.records) == maxRecords {
			return ingest.NotProtocol(fmt.Sprintf("more than %d records", maxRecords))
		}
		before := len(p.out.records)
		err := p.object(func(name string) error {
			if name == "data" {
				return p.data()
			}
			return p.dec.SkipValue()
		})
		if err != nil {
			return err
		}
		if len(p.out.records) == before {
			return ingest.NotProtocol(fmt.Sprintf("record %d has no data", before))
		}
	}
	_, err := p.dec.ReadToken()
	return err
}

// data unpacks one record. Firehose never sends more than 1,000 KiB; if it ever does, refusing would lose what storing keeps,
// so only what cannot be stored is refused.
func (p *parser) data() error {
	if p.dec.PeekKind() != '"' {
		return p.wrongType(fmt.Sprintf("record %d: data is not a string", len(p.out.records)))
	}
	value, err := p.dec.ReadValue()
	if err != nil {
		return err
	}
	text := value[1 : len(value)-1]
	if bytes.IndexByte(text, '\\') >= 0 { // an encoder that writes / as \/
		if text, err = jsontext.AppendUnquote(nil, value); err != nil {
			return err
		}
	}
	if base64.StdEncoding.DecodedLen(len(text)) > maxRecord {
		return ingest.NotProtocol(fmt.Sprintf("record %d is larger than %d bytes", len(p.out.records), maxRecord))
	}
	room, err := p.room(base64.StdEncoding.DecodedLen(len(text)))
	if err != nil {
		return err
	}
	n, err := base64.StdEncoding.Strict().Decode(room, text)
	if err != nil || bytes.ContainsAny(text, "\r\n") {
		return ingest.NotProtocol(fmt.Sprintf("record %d: data is not base64", len(p.out.records)))
	}
	p.arena = p.arena[:len(p.arena)+n]
	p.out.records = append(p.out.records, room[:n:n])
	return nil
}

// room returns n bytes behind the records unpacked so far, or ingest.ErrNoRoom when all requests together hold too much.
func (p *parser) room(n int) ([]byte, error) {
	if n > cap(p.arena)-len(p.arena) {
		size := max(n, arenaSize)
		if !p.loan.Take(int64(size)) {
			return nil, ingest.ErrNoRoom
		}
		p.arena = make([]byte, 0, size)
	}
	return p.arena[len(p.arena) : len(p.arena)+n], nil
}

// end checks that the body is complete, and nothing but the envelope.
func (p *parser) end() error {
	if _, err := p.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return ingest.NotProtocol("something follows the body's JSON object")
	}
	if !p.seen || len(p.out.records) == 0 {
		return ingest.NotProtocol("the body has no records: a delivery has 1 to 10,000")
	}
	return nil
}
