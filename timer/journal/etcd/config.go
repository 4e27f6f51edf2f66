package etcd

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"time"

	"rostrum/timer"
)

// Config says which cluster, and who this controller is in it.
type Config struct {
	Endpoints []string // of its members: https://10.0.0.1:2379
	Name      string   // of the room, whose journal and lead are shared: "chamber"
	Address   string   // at which this controller is reached; the others are told while it leads
	Public    string   // that of its public door, where it has one; told with the address
	Proof     []byte   // the certificate by which its clients trust it, DER, or nothing; told with the address
	TLS       *tls.Config
	// Lease is how long the lead outlives its controller: 1 s or more, in whole seconds.
	// etcd makes it longer where its members are slow to elect theirs.
	Lease time.Duration
	// Compact is how long what no reader needs any more is kept: versions of keys that
	// were changed or deleted. Records are kept for ever.
	Compact time.Duration
	// Now is the clock by which the lease is counted. It goes on while the process stands
	// still or the machine sleeps.
	Now func() timer.Instant
}

// Default is a configuration without a cluster.
func Default() Config {
	return Config{Lease: time.Second, Compact: 5 * time.Minute, Now: Steady()}
}

// longestName bounds the name of a room, in bytes.
const longestName = 64

// Validate names what is wrong, and the bound.
func (c *Config) Validate() error {
	for _, e := range c.Endpoints {
		u, err := url.Parse(e)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Port() == "" {
			return fmt.Errorf("etcd: endpoint %q: write it as https://10.0.0.1:2379", e)
		}
		if u.Scheme == "https" && c.TLS == nil {
			return fmt.Errorf("etcd: endpoint %q: there is no certificate to show it", e)
		}
	}
	switch {
	case len(c.Endpoints) == 0:
		return errors.New("etcd: no endpoints; name those of all three members")
	case !named(c.Name):
		return fmt.Errorf("etcd: name %q: 1 to %d small letters, digits and hyphens", c.Name, longestName)
	case c.Lease < time.Second || c.Lease > time.Minute || c.Lease%time.Second != 0:
		return fmt.Errorf("etcd: lease %v: whole seconds, from 1s to 1m", c.Lease)
	case c.Compact <= 0:
		return fmt.Errorf("etcd: compact %v: longer than 0", c.Compact)
	case c.Now == nil:
		return errors.New("etcd: no clock")
	}
	return nil
}

func named(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return name != "" && len(name) <= longestName
}
