package listfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	mostTexts   = 1 << 19   // that a workbook has
	longestText = 128 << 10 // bytes of one; a cell holds 32,767 characters
)

// texts are those that cells have, in blocks, which grow without being copied.
type texts struct {
	blocks [][]byte
	all    []stored
}

// stored is where a text is.
type stored struct{ block, from, length uint32 }

const blockSize = 256 << 10 // more than the longest text

func (t *texts) at(i int) string {
	s := t.all[i]
	return string(t.blocks[s.block][s.from : s.from+s.length])
}

// add keeps a text and returns its number.
func (t *texts) add(text []byte) int {
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last])+len(text) > cap(t.blocks[last]) {
		// The first is small: most workbooks need no more.
		size := blockSize
		if last < 0 {
			size = max(blockSize/16, len(text))
		}
		t.blocks = append(t.blocks, make([]byte, 0, size))
		last++
	}
	from := len(t.blocks[last])
	t.blocks[last] = append(t.blocks[last], text...)
	t.all = append(t.all, stored{uint32(last), uint32(from), uint32(len(text))})
	return len(t.all) - 1
}

// readTexts reads the shared texts once.
func (w *workbook) readTexts() (*texts, error) {
	if w.texts != nil {
		return w.texts, nil
	}
	w.texts = &texts{}
	if w.strings == "" {
		return w.texts, nil
	}
	part := w.packed.open(w.strings)
	defer part.close()
	var r richText
	for {
		token, err := part.next()
		if errors.Is(err, io.EOF) {
			return w.texts, nil
		}
		if err != nil {
			return nil, err
		}
		if err := r.read(token); err != nil {
			return nil, part.refuse(err)
		}
		switch tag := token.(type) {
		case xml.StartElement:
			if tag.Name.Local == "si" {
				r.begin()
			}
		case xml.EndElement:
			if tag.Name.Local != "si" {
				continue
			}
			if len(w.texts.all) == mostTexts {
				return nil, part.refuse(errUnpacked)
			}
			w.texts.add(r.end())
		}
	}
}

// richText collects the text of a cell, which may be in pieces of different looks; how
// it is pronounced is left out.
type richText struct {
	text   []byte
	within bool // a piece
	spoken int  // inside <rPh>
}

func (r *richText) begin() { r.text, r.within, r.spoken = r.text[:0], false, 0 }

func (r *richText) read(token xml.Token) error {
	switch tag := token.(type) {
	case xml.StartElement:
		switch tag.Name.Local {
		case "t":
			r.within = true
		case "rPh":
			r.spoken++
		}
	case xml.EndElement:
		switch tag.Name.Local {
		case "t":
			r.within = false
		case "rPh":
			r.spoken--
		}
	case xml.CharData:
		if r.within && r.spoken <= 0 {
			r.text = append(r.text, tag...)
		}
		if len(r.text) > longestText {
			return errUnpacked
		}
	}
	return nil
}

// end returns the text, valid until the next begins.
func (r *richText) end() []byte { return unescaped(r.text) }

// unescaped reads the characters that XML cannot have, written “_x000D_”. Those that
// cannot be shown become spaces; those of Windows-1252 that a program took for control
// characters become what they were, as in a browser.
func unescaped(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) && !bytes.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if len(text)-i >= 7 && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				out = utf8.AppendRune(out, shown(rune(n)))
				i += 7
				continue
			}
		}
		r, width := utf8.DecodeRune(text[i:])
		out = utf8.AppendRune(out, shown(r))
		i += width
	}
	return out
}

func shown(r rune) rune {
	switch {
	case r >= 0x80 && r < 0xa0:
		if r = charmap.Windows1252.DecodeByte(byte(r)); r != utf8.RuneError && !unicode.IsControl(r) {
			return r
		}
		return ' '
	case unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r':
		return ' '
	}
	return r
}
