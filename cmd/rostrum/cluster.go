package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/timer/journal/etcd"
)

// cluster is the etcd cluster that keeps the journal, where several controllers could lead.
type cluster struct {
	Members     program.Words `toml:"cluster"`
	Name        string        `toml:"cluster_name"`
	Certificate string        `toml:"cluster_cert"`
	Key         string        `toml:"cluster_key"`
	Authority   string        `toml:"cluster_ca"`
	LeaseS      int           `toml:"cluster_lease_s"`
}

func (c *cluster) flags(fs *flag.FlagSet) {
	c.LeaseS = int(etcd.Default().Lease / time.Second)
	fs.Var(&c.Members, "cluster", "keep the journal in the etcd cluster of these three `members`, https://10.0.0.1:2379,https://10.0.0.2:2379,…; of the controllers that name it one leads, the others stand by")
	fs.StringVar(&c.Name, "cluster-name", c.Name, "the `name` of the room in the cluster: small letters, digits and hyphens")
	fs.StringVar(&c.Certificate, "cluster-cert", c.Certificate, "the certificate that the members are shown, a PEM `file`")
	fs.StringVar(&c.Key, "cluster-key", c.Key, "the key of --cluster-cert, a PEM `file`")
	fs.StringVar(&c.Authority, "cluster-ca", c.Authority, "the certificate that the members' come from, a PEM `file`")
	fs.IntVar(&c.LeaseS, "cluster-lease-s", c.LeaseS, "how many `seconds` the lead outlives its controller")
}

// used says whether there is one.
func (c *cluster) used() bool { return len(c.Members) > 0 }

// checkCluster refuses what could not work, before anything is started.
func (c *config) checkCluster() error {
	k := &c.Cluster
	if !k.used() {
		if k.Name != "" || k.Certificate != "" || k.Key != "" || k.Authority != "" {
			return fmt.Errorf("%w: --cluster is missing: name the members of the cluster", program.ErrUsage)
		}
		return nil
	}
	switch {
	case (k.Certificate == "") != (k.Key == ""):
		return fmt.Errorf("%w: --cluster-cert and --cluster-key belong together", program.ErrUsage)
	case len(c.Light) > 0 || c.Trace != "":
		return fmt.Errorf("%w: with --cluster agents drive the lights (collar follow), which follow whichever controller leads: leave --light and --trace out", program.ErrUsage)
	case isAnywhere(c.Listen):
		return fmt.Errorf("%w: with --cluster name the one address at which this controller is reached, --listen 192.168.10.5:8443: pages, lights and the other controllers are told it", program.ErrUsage)
	case c.NewMeeting:
		return fmt.Errorf("%w: with --cluster a new meeting is opened on the console: a standby that takes over would open it again; leave --new-meeting out", program.ErrUsage)
	}
	settings := k.settings()
	if k.Authority != "" || k.Certificate != "" {
		settings.TLS = new(tls.Config) // of the files, whose contents are looked at later
	}
	if err := settings.Validate(); err != nil {
		return fmt.Errorf("%w: --cluster: %w", program.ErrUsage, err)
	}
	return nil
}

// isAnywhere says whether an address to listen at is none of the machine's in particular.
func isAnywhere(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false // which is refused where it is listened at
	}
	addr, err := netip.ParseAddr(host)
	return host == "" || err == nil && addr.IsUnspecified()
}

// settings are those that need no file.
func (c *cluster) settings() etcd.Config {
	out := etcd.Default()
	out.Endpoints, out.Name, out.Lease = c.Members, c.Name, time.Duration(c.LeaseS)*time.Second
	return out
}

// dial returns the cluster, or nil where there is none.
func (c *cluster) dial() (*etcd.Cluster, error) {
	if !c.used() {
		return nil, nil
	}
	settings := c.settings()
	var err error
	if settings.TLS, err = c.secrets(); err != nil {
		return nil, err
	}
	return etcd.Dial(settings)
}

// secrets is what members are shown, and trusted by, or nil where neither was named.
func (c *cluster) secrets() (*tls.Config, error) {
	if c.Authority == "" && c.Certificate == "" {
		return nil, nil
	}
	out := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.Authority != "" {
		known, err := os.ReadFile(c.Authority)
		if err != nil {
			return nil, fmt.Errorf("--cluster-ca: %w", err)
		}
		out.RootCAs = x509.NewCertPool()
		if !out.RootCAs.AppendCertsFromPEM(known) {
			return nil, fmt.Errorf("--cluster-ca: there is no certificate in %s", c.Authority)
		}
	}
	if c.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(c.Certificate, c.Key)
		if err != nil {
			return nil, errors.Join(errors.New("--cluster-cert cannot be used"), err)
		}
		out.Certificates = []tls.Certificate{pair}
	}
	return out, nil
}
