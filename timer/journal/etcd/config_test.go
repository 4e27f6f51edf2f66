package etcd

import (
	"crypto/tls"
	"strings"
	"testing"
	"time"
)

func TestConfig(t *testing.T) {
	sound := func() Config {
		c := Default()
		c.Endpoints, c.Name, c.TLS = []string{"https://10.0.0.1:2379", "https://b:2379"}, "chamber", new(tls.Config)
		return c
	}
	for _, c := range []struct {
		change func(*Config)
		want   string // of the error, or none
	}{
		{func(*Config) {}, ""},
		{func(c *Config) { c.Endpoints = nil }, "endpoints"},
		{func(c *Config) { c.Endpoints[1] = "b:2379" }, `"b:2379"`},
		{func(c *Config) { c.Endpoints[1] = "https://b" }, `"https://b"`},
		{func(c *Config) { c.Endpoints[1] = "ftp://b:2379" }, "https://"},
		{func(c *Config) { c.TLS = nil }, "certificate"},
		{func(c *Config) { c.Name = "" }, "name"},
		{func(c *Config) { c.Name = "a/b" }, "letters"},
		{func(c *Config) { c.Name = strings.Repeat("a", longestName+1) }, "64"},
		{func(c *Config) { c.Lease = 500 * time.Millisecond }, "lease"},
		{func(c *Config) { c.Lease = 1500 * time.Millisecond }, "whole seconds"},
		{func(c *Config) { c.Compact = 0 }, "compact"},
		{func(c *Config) { c.Now = nil }, "clock"},
	} {
		config := sound()
		c.change(&config)
		err := config.Validate()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q: %v", c.want, err)
		}
	}
	if _, err := Dial(Config{}); err == nil {
		t.Error("dialled nobody")
	}
}
