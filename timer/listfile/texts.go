package listfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"unicode"
	"unicode/utf8"
)

const (
	mostTexts   = 1 << 19   // that a workbook has
	longestText = 128 << 10 // bytes of one; a cell holds 32,767 characters
)

// texts are those that the cells of a workbook share, one behind the other.
type texts struct {
	all  []byte
	ends []uint32
}

func (t *texts) count() int { return len(t.ends) }

func (t *texts) at(i int) string {
	begin := uint32(0)
	if i > 0 {
		begin = t.ends[i-1]
	}
	return string(t.all[begin:t.ends[i]])
}

func (t *texts) length(i int) int {
	if i == 0 {
		return int(t.ends[0])
	}
	return int(t.ends[i] - t.ends[i-1])
}

// add keeps a text and returns its number.
func (t *texts) add(text []byte) int {
	t.all = append(t.all, text...)
	t.ends = append(t.ends, uint32(len(t.all)))
	return len(t.ends) - 1
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
			if w.texts.count() == mostTexts {
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

// unescaped reads the characters that XML cannot have, written “_x000D_”; those that
// cannot be shown become spaces.
func unescaped(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) && !hasControl(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if len(text)-i >= 7 && text[i] == '_' && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				out = appendShown(out, rune(n))
				i += 7
				continue
			}
		}
		r, width := utf8.DecodeRune(text[i:])
		out = appendShown(out, r)
		i += width
	}
	return out
}

func appendShown(out []byte, r rune) []byte {
	if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
		return append(out, ' ')
	}
	return utf8.AppendRune(out, r)
}

func hasControl(text []byte) bool {
	for _, b := range text {
		if b < ' ' && b != '\n' && b != '\t' {
			return true
		}
	}
	return false
}
