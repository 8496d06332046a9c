package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificateAge is for how long a certificate is believed to be that of its files.
const certificateAge = 10 * time.Second

// certificate is one whose files may change while it is in use, as those of every automatic renewal do.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu     sync.Mutex // guards all below
	pair   *tls.Certificate
	stamps [2]fileStamp
	looked time.Time
}

// fileStamp tells whether a file has changed.
type fileStamp struct {
	modified time.Time
	size     int64
}

// current is the certificate of a handshake. Files that cannot be used leave the one before in use.
func (c *certificate) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.looked) >= certificateAge {
		c.looked = now
		if err := c.readChanged(); err != nil {
			c.log.Warn("the certificate has changed and cannot be used: the one before stays in use", "error", err)
		}
	}
	return c.pair, nil
}

// read reads the files for the first time.
func (c *certificate) read() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.readChanged()
}

// readChanged reads the files when they are not those of the last reading, whatever came of that. The lock is held.
func (c *certificate) readChanged() error {
	var stamps [2]fileStamp
	for i, name := range []string{c.certFile, c.keyFile} {
		info, err := os.Stat(name)
		if err != nil {
			return fmt.Errorf("certificate for TLS: %w", err)
		}
		stamps[i] = fileStamp{info.ModTime(), info.Size()}
	}
	if stamps == c.stamps {
		return nil
	}
	c.stamps = stamps
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("certificate for TLS in %s and %s: %w", c.certFile, c.keyFile, err)
	}
	if c.pair != nil {
		c.log.Info("certificate read anew", "not_after", pair.Leaf.NotAfter)
	}
	c.pair = &pair
	if pair.Leaf.NotAfter.Before(time.Now()) {
		c.log.Warn("the certificate has run out", "not_after", pair.Leaf.NotAfter)
	}
	return nil
}
