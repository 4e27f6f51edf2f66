package listfile

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// What a workbook may cost. Real ones of 10,000 speakers take a fifth of it; all of it is
// read in a second or two, in some ten megabytes.
const (
	mostParts    = 2000      // files packed in a workbook
	mostUnpacked = 40 << 20  // bytes that are unpacked, all in all
	mostOfAPart  = 32 << 20  // of one file
	mostTokens   = 5 << 20   // tags and texts
	mostBetween  = 256 << 10 // bytes from one tag to the next
)

// errUnpacked ends the reading of a part that is too large.
var errUnpacked = errors.New("more is packed in it than a list has")

// budget counts down what is left to unpack.
type budget struct {
	ctx    context.Context
	bytes  int
	tokens int
}

// packed are the files in a workbook.
type packed struct {
	files  map[string]*zip.File // by name, in small letters
	budget budget
}

func unpack(ctx context.Context, data []byte) (*packed, error) {
	// Their directory takes more memory than they do, so it is counted before it is read.
	if bytes.Count(data, []byte("PK\x01\x02")) > mostParts {
		return nil, refuse(place{}, RefusedTooLarge, "more than %d files are packed in this workbook; that is not a speakers' list", mostParts)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse(place{}, RefusedDamaged, "the workbook is damaged; it was not copied whole, copy it again")
	}
	p := &packed{files: map[string]*zip.File{}, budget: budget{ctx, mostUnpacked, mostTokens}}
	for _, f := range archive.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := p.files[name]; twice {
			return nil, refuse(place{}, RefusedDamaged, "the workbook has %s twice; save it again as XLSX", quote(name))
		}
		if f.Flags&1 != 0 {
			return nil, refuse(place{}, RefusedProtected, "the workbook is protected by a password; save it without one")
		}
		p.files[name] = f
	}
	return p, nil
}

// has says whether a file is packed.
func (p *packed) has(name string) bool { return p.files[name] != nil }

// open begins to read a part of the workbook; a part that is not there is empty.
func (p *packed) open(name string) *part {
	f := p.files[strings.ToLower(name)]
	if f == nil {
		return &part{name: name, xml: xml.NewDecoder(strings.NewReader("")), budget: &p.budget}
	}
	r, err := f.Open() // a way of packing that is not known is an error here
	if err != nil {
		r = io.NopCloser(&broken{err})
	}
	return &part{name: name, xml: xml.NewDecoder(&meter{from: r, budget: &p.budget, left: mostOfAPart}), budget: &p.budget, closer: r}
}

type broken struct{ err error }

func (b *broken) Read([]byte) (int, error) { return 0, b.err }

// part is one XML file of a workbook, tag by tag.
type part struct {
	name   string
	xml    *xml.Decoder
	budget *budget
	closer io.Closer
}

func (p *part) close() {
	if p.closer != nil {
		_ = p.closer.Close() // only read
	}
}

// next returns the next tag or text, or [io.EOF].
func (p *part) next() (xml.Token, error) {
	if p.budget.tokens--; p.budget.tokens < 0 {
		return nil, p.refuse(errUnpacked)
	}
	if p.budget.tokens&0xfff == 0 {
		if err := p.budget.ctx.Err(); err != nil {
			return nil, err
		}
	}
	token, err := p.xml.RawToken()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, p.refuse(err)
	}
	if _, ok := token.(xml.Directive); ok {
		return nil, refuse(place{}, RefusedDamaged, "the workbook declares what no workbook does (%s); save it again as XLSX", quote(path.Base(p.name)))
	}
	return token, nil
}

func (p *part) refuse(err error) error {
	switch {
	case p.budget.ctx.Err() != nil:
		return p.budget.ctx.Err()
	case errors.Is(err, errUnpacked):
		return refuse(place{}, RefusedTooLarge, "more is packed in this workbook than any list has (%s); copy the list alone into a new workbook", quote(path.Base(p.name)))
	}
	e := refuse(place{}, RefusedDamaged, "the workbook is damaged (%s); save it again as XLSX", quote(path.Base(p.name)))
	e.About = append(e.About, strings.ToValidUTF8(err.Error(), "\ufffd")) // for who looks closer
	return e
}

// meter counts what is unpacked while it is unpacked: what a file says of its size is
// not believed. No tag, text or comment may be so long that the decoder, which keeps each
// whole, would fill the memory.
type meter struct {
	from    io.Reader
	budget  *budget
	left    int
	between int     // bytes since the last tag began
	last    [3]byte // of what was unpacked
	until   string  // what ends a comment or an instruction that is open
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.budget.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.from.Read(p)
	m.left -= n
	m.budget.bytes -= n
	for _, b := range p[:n] {
		if m.see(b); m.between > mostBetween {
			return 0, errUnpacked
		}
	}
	if m.left < 0 || m.budget.bytes < 0 {
		return 0, errUnpacked
	}
	return n, err
}

func (m *meter) see(b byte) {
	before := m.last
	m.last = [3]byte{before[1], before[2], b}
	m.between++
	switch {
	case m.until != "":
		if n := len(m.until); string(m.last[3-n:]) == m.until {
			m.until = ""
		}
	case b == '<':
		m.between = 0
	case before[2] == '<' && b == '?':
		m.until = "?>"
	case before[1] == '<' && before[2] == '!' && b == '-':
		m.until = "-->"
	case before[1] == '<' && before[2] == '!' && b == '[':
		m.until = "]]>"
	}
}
