package listfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	utf "golang.org/x/text/encoding/unicode"

	"rostrum/timer"
)

// The encodings that are read.
const (
	utf8Name    = "UTF-8"
	utf16LEName = "UTF-16LE"
	utf16BEName = "UTF-16BE"
)

// maxLine is the longest line that is read, in characters.
const maxLine = 1 << 16

// maxLines keeps the places of a file of nothing but line ends from filling the memory.
const maxLines = 1 << 20

const (
	saveAs    = "save the list as XLSX or CSV and take that file"
	saveAsCSV = "save the list as “CSV UTF-8” and take that file"
)

// signatures are the first bytes of what people take for a list.
var signatures = []struct{ begins, sentence string }{
	{"\xd0\xcf\x11\xe0", "this is an old spreadsheet workbook (.xls) or document, or one with a password; " + saveAs},
	{"%PDF-", "this is a PDF document; " + saveAs},
	{"{\\rtf", "this is a document (.rtf); " + saveAs},
	{"\x89PNG", "this is a picture, not a list; " + saveAs},
	{"\xff\xd8\xff", "this is a picture, not a list; " + saveAs},
	{"\xff\xfe\x00\x00", "this text is UTF-32, which is not read; " + saveAsCSV},
	{"\x00\x00\xfe\xff", "this text is UTF-32, which is not read; " + saveAsCSV},
}

// decode returns the text of a file, with "\n" for every end of line, and the
// name of its encoding. Text that a screen cannot show is refused.
func decode(data []byte) (text, encoding string, err error) {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.begins)) {
			return "", "", refuse(place{line: 1, column: 1}, RefusedNotAList, "%s", s.sentence)
		}
	}
	encoding, order, data := recognise(data)
	text, err = decodeAs(encoding, order, data)
	if err != nil {
		return "", "", err
	}
	// Some programs write the byte order mark twice.
	text = strings.TrimLeft(text, "\ufeff")
	if err := checkText(text); err != nil {
		return "", "", err
	}
	return text, encoding, nil
}

// lineEnds collects text with "\n" for every end of line, in memory that it takes once.
type lineEnds struct {
	strings.Builder
	returned bool // the last character was "\r"
}

func (l *lineEnds) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if l.returned && p[0] == '\n' {
			p = p[1:]
		}
		l.returned = false
		i := bytes.IndexByte(p, '\r')
		if i < 0 {
			_, _ = l.Builder.Write(p)
			break
		}
		_, _ = l.Builder.Write(p[:i])
		_ = l.WriteByte('\n')
		p, l.returned = p[i+1:], true
	}
	return n, nil
}

// recognise tells the encoding by the byte order mark, which it cuts off, or
// else by where the first two characters have their NUL: headings are ASCII.
func recognise(data []byte) (string, utf.Endianness, []byte) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16LEName, utf.LittleEndian, data[2:]
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16BEName, utf.BigEndian, data[2:]
	case len(data) < 4:
	case data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		return utf16LEName, utf.LittleEndian, data
	case data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		return utf16BEName, utf.BigEndian, data
	}
	return utf8Name, utf.BigEndian, data
}

func decodeAs(encoding string, order utf.Endianness, data []byte) (string, error) {
	var text lineEnds
	if encoding == utf8Name {
		text.Grow(len(data))
		_, _ = text.Write(data)
		return text.String(), nil
	}
	whole := data[:len(data)&^1]
	text.Grow(len(whole))
	if _, err := io.Copy(&text, utf.UTF16(order, utf.IgnoreBOM).NewDecoder().Reader(bytes.NewReader(whole))); err != nil {
		return "", refuse(place{}, RefusedText, "the text cannot be decoded as UTF-16; %s", saveAsCSV)
	}
	if len(whole) < len(data) {
		lines := strings.Split(text.String(), "\n")
		last := lines[len(lines)-1]
		return "", refuse(place{line: len(lines), column: utf8.RuneCountInString(last) + 1}, RefusedText,
			"the file ends in the middle of a character; it was not copied whole, copy it again")
	}
	return text.String(), nil
}

// checkText refuses what is not text, and what package timer would refuse in a
// name. It looks at the whole file, so that the place is exact and a damaged
// file is never half believed.
func checkText(text string) error {
	at := place{line: 1, column: 1}
	var reader timer.Proofreader
	for i, r := range text {
		flaw := reader.Read(r)
		if r == '\n' {
			if at.line++; at.line > maxLines {
				return refuse(at, RefusedTooLarge, "the file has more than %d lines; that is not a speakers' list", maxLines)
			}
			at.column = 1
			continue
		}
		if flaw != timer.Flawless {
			if err := refuseFlaw(at, flaw, r, text[i:]); err != nil {
				return err
			}
		}
		// A row of millions of cells would cost a small machine its memory.
		if at.column++; at.column > maxLine+1 {
			at.column = maxLine + 1
			return refuse(at, RefusedTooLarge, "this line is longer than %d characters; that is not a speakers' list", maxLine)
		}
	}
	return nil
}

// refuseFlaw says what is wrong with a character, the first of the rest of a text; tabs
// are right.
func refuseFlaw(at place, flaw timer.Flaw, r rune, rest string) error {
	mark := fmt.Sprintf("%U", r)
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return nil
	case r == 0:
		return refuse(at, RefusedText, "there is a NUL byte here, so this is not text; %s", saveAsCSV)
	case flaw == timer.Lost:
		if _, width := utf8.DecodeRuneInString(rest); width == 1 {
			return refuse(at, RefusedText, "this byte (%s) is not UTF-8: the file was saved in another encoding, of which none is read; %s", fmt.Sprintf("%#x", rest[0]), saveAsCSV)
		}
		return refuse(at, RefusedText, "a character was lost here when the file was saved (U+FFFD); write it again")
	case flaw == timer.Turning:
		return refuse(at, RefusedText, "an invisible mark here (%s) would turn the rest of the line round; delete it", mark)
	case flaw == timer.Piled:
		return refuse(at, RefusedText, "more than %d marks stand over one character here (%s); delete those that are too many", timer.MostMarks, mark)
	}
	return refuse(at, RefusedText, "there is a control character here (%s) that cannot be shown; delete it", mark)
}

// checkCell refuses in a cell of a workbook what [checkText] refuses in a file.
func checkCell(at place, text string) error {
	if !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil
	}
	var reader timer.Proofreader
	for i, r := range text {
		if flaw := reader.Read(r); flaw != timer.Flawless {
			if err := refuseFlaw(at, flaw, r, text[i:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// clean returns a value as it is shown: without space at the ends, and on one
// line. A value of which nothing would be seen is empty.
func clean(value string) string {
	if strings.ContainsFunc(value, breaksLine) {
		value = strings.Join(strings.FieldsFunc(value, breaksLine), " ")
	}
	value = strings.TrimFunc(value, isBlank)
	if !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) {
		return ""
	}
	return value
}

func breaksLine(r rune) bool {
	return r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029'
}

// isBlank counts the no-break and the zero-width spaces too.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }
