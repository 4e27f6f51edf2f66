package listfile_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"rostrum/timer/listfile"
	"rostrum/timer/timertest"
)

// What any file may cost: the processor's time, and memory beside what the program takes
// anyway. Processors differ, and one that shares its core with another one's load is slower
// for that while, so a yardstick is read before and after each file: where that takes
// longer, the file may.
const (
	mostTime   = 3 * time.Second
	mostMemory = 100 << 20
	// yardstick is what it takes on the machines that the three seconds were meant for.
	yardstick = 15 * time.Millisecond
)

// readsFile makes this program read the file that it names and say what that took.
const readsFile = "ROSTRUM_TEST_READS_LIST"

func TestMain(m *testing.M) {
	if file := os.Getenv(readsFile); file != "" {
		if err := json.NewEncoder(os.Stdout).Encode(readAndMeasure(file)); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// cost is what reading a file took, and what came of it.
type cost struct {
	Processor time.Duration
	Yardstick time.Duration // at that time
	Memory    int
	Speakers  int
	Refused   bool
	Code      string
	Says      string
}

func readAndMeasure(file string) cost {
	// What is read once for all files is no file's.
	if _, err := listfile.Read([]byte("delegation,level\nJapan,Minister\n")); err != nil {
		panic(err)
	}
	slow := yard()
	before, began := peak(), processor()
	list, err := listfile.ReadFile(file)
	c := cost{Processor: processor() - began, Memory: peak() - before, Speakers: len(list.Inscriptions)}
	c.Yardstick = max(slow, yard())
	if err != nil {
		c.Says = err.Error()
	}
	var refused *listfile.Error
	if c.Refused = errors.As(err, &refused); c.Refused {
		c.Code = refused.Code
	}
	return c
}

// yard is what it takes to read cells that are the same each time, by the standard library
// and a few at once.
func yard() time.Duration {
	line := "Japan,\"Minister for “Foreign” Affairs\",Y,2026-11-02T09:00:00Z," + fill("é", 200) + "\n"
	text := fill(line, 64<<10)
	began := processor()
	for range 100 {
		cells := csv.NewReader(strings.NewReader(text))
		cells.ReuseRecord, cells.LazyQuotes = true, true
		for {
			if _, err := cells.Read(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				panic(err)
			}
		}
	}
	return processor() - began
}

func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory that this program has had. The figure of getrusage has that of
// its parent in it.
func peak() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		panic(err)
	}
	return kB << 10
}

// stream is packed already, and says how large it is when it is unpacked.
type stream struct {
	data []byte
	size uint64
}

// repeated packs a text and then another so many times, at the price of packing that once.
func repeated(t *testing.T, before, again string, times int, after string) stream {
	t.Helper()
	var out bytes.Buffer
	pack := func(text string, end bool) []byte {
		out.Reset()
		w, err := flate.NewWriter(&out, flate.BestCompression)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err == nil {
			err = w.Flush()
		}
		if err == nil && end {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(out.Bytes())
	}
	data := append(pack(before, false), bytes.Repeat(pack(again, false), times)...)
	return stream{append(data, pack(after, true)...), uint64(len(before) + times*len(again) + len(after))}
}

// withStream puts a stream that is packed already into a workbook in place of a part.
func withStream(t *testing.T, b book, name string, s stream) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range b.files() {
		header := &zip.FileHeader{Name: f[0], Method: zip.Deflate}
		var err error
		if f[0] == name {
			header.CompressedSize64, header.UncompressedSize64 = uint64(len(s.data)), s.size
			part, e := w.CreateRaw(header)
			if err = e; err == nil {
				_, err = part.Write(s.data)
			}
		} else {
			part, e := w.CreateHeader(header)
			if err = e; err == nil {
				_, err = part.Write([]byte(f[1]))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// costly are those of the files whose reading takes longest; they are read at length, and
// always one of each kind: a workbook, a file of lines.
var costly = []string{
	"sixteen sheets of names", "10,000 speakers, and every cell as long as may be", "16 MiB of cells", "30 MB of tags of one attribute each",
	"10,945 speakers with rich texts and posts", "26 MB of long texts", "16 MiB of headings", "cells in 256 columns of 5,000 rows",
}

// TestHostileFiles holds what any file may cost, each in a process of its own.
func TestHostileFiles(t *testing.T) {
	if timertest.Raced() {
		t.Skip("the race detector takes more time and memory than any file; it is held without")
	}
	const (
		sheet   = "xl/worksheets/sheet1.xml"
		strings = "xl/sharedStrings.xml"
		head    = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Delegation</t></is></c></row>`
		tail    = `</sheetData></worksheet>`
		mega    = 1 << 20
	)
	small := oneSheet(textRow(1, "Delegation")+textRow(2, "Peru"), "<t>x</t>")
	for _, c := range []struct {
		name string
		file func() []byte
		code string // of the refusal; empty: it is read
	}{
		{"2 GB of nothing in the sheet", func() []byte {
			return withStream(t, small, sheet, repeated(t, head, fill(" ", mega), 2048, tail))
		}, listfile.RefusedTooLarge},
		{"2 GB of rows, said to be 100 bytes", func() []byte {
			rows := repeated(t, head, fill("<row/>", mega), 2048, tail)
			rows.size = 100
			return withStream(t, small, sheet, rows)
		}, listfile.RefusedDamaged},
		{"2 GB of short tags in the texts", func() []byte {
			return withStream(t, small, strings, repeated(t, "<sst>", fill("<si/>", mega), 2048, "</sst>"))
		}, listfile.RefusedTooLarge},
		{"2 GB of one text", func() []byte {
			return withStream(t, small, strings, repeated(t, "<sst><si><t>", fill("x", mega), 2048, "</t></si></sst>"))
		}, listfile.RefusedTooLarge},
		{"2 GB of styles", func() []byte {
			return withStream(t, small, "xl/styles.xml", repeated(t, "<styleSheet><cellXfs>", fill(`<xf numFmtId="14"/>`, mega), 2048, ""))
		}, listfile.RefusedTooLarge},
		{"2 GB of sheets", func() []byte {
			return withStream(t, small, "xl/workbook.xml", repeated(t, "<workbook><sheets>", fill(`<sheet name="x" id="rId1"/>`, mega), 2048, ""))
		}, listfile.RefusedTooLarge},
		{"2 GB of a comment", func() []byte {
			return withStream(t, small, sheet, repeated(t, head+"<!--", fill("<row/>", mega), 2048, tail))
		}, listfile.RefusedTooLarge},
		{"30 MB of cells without anything", func() []byte {
			return withStream(t, small, sheet, repeated(t, head+`<row r="2">`, fill("<c/>", mega), 30, `</row>`+tail))
		}, listfile.RefusedTooLarge},
		{"30 MB of tags of one attribute each", func() []byte {
			return withStream(t, small, sheet, repeated(t, head, fill(`<x abcdefg="abcdefg">`, mega), 30, tail))
		}, listfile.RefusedNoSpeakers},
		{"the last column of 20,000 rows", func() []byte { return lastColumn(20_000, `<v>1</v>`).bytes(t) }, listfile.RefusedWide},
		{"the look of the last column of 20,000 rows", func() []byte { return lastColumn(20_000, ``).bytes(t) }, listfile.RefusedEmpty},
		{"half a million cells of one long text", func() []byte {
			return oneSheet(textRow(1, "Delegation")+fill(`<row>`+fill(`<c t="s"><v>0</v></c>`, 50*21)+`</row>`, 10_000*1061), `<t>`+fill("long ", 100_000)+`</t>`).bytes(t)
		}, listfile.RefusedTooLarge},
		{"cells in 256 columns of 5,000 rows", func() []byte {
			return oneSheet(textRow(1, "Delegation") + fill(`<row>`+fill(`<c><v>1</v></c>`, 256*15)+`</row>`, 5_000*3851)).bytes(t)
		}, listfile.RefusedTooLarge},
		{"a directory of 150,000 files", func() []byte { return manyParts(t, 150_000) }, listfile.RefusedTooLarge},
		{"16 MiB of noise behind the first bytes", func() []byte { return []byte("PK\x03\x04" + fill("PK\x01\x02\x00\x01", listfile.MaxSize-4)) }, listfile.RefusedTooLarge},
		{"10,945 speakers with rich texts and posts", func() []byte { return realList(10_945).bytes(t) }, listfile.RefusedMany},
		{"10,000 speakers with rich texts and posts", func() []byte { return realList(10_000).bytes(t) }, ""},
		{"10,000 speakers in doubt", func() []byte {
			return []byte("delegation,kind,capacity,level,letter,registered_at,on_behalf_of,iso3,seat\n" + fill("x,x,x,x,x,01/02/2024,x,xx\n", 10_000*26))
		}, ""},
		{"10,000 speakers, and every cell as long as may be", func() []byte {
			long := fill("Rep. of Q’", 150)
			var head, line []string
			for _, f := range listfile.Fields() {
				if f != listfile.Seq && f != listfile.Seat {
					head, line = append(head, f), append(line, long)
				}
			}
			return []byte(join(head) + fill(join(line), listfile.MaxSize-400))
		}, ""},
		{"16 MiB of cells in one place", func() []byte {
			return []byte("delegation,remarks\nJapan,\"" + fill(fill("x", 30)+"\n", listfile.MaxSize-40) + "\"\n")
		}, listfile.RefusedLong},
		{"16 MiB behind a mark that is never closed", func() []byte {
			return []byte("delegation,remarks\nJapan,\"" + fill(fill("x", 30)+"\n", listfile.MaxSize-40))
		}, listfile.RefusedQuotes},
		{"16 MiB of a word where one of a few is meant", func() []byte {
			return []byte("delegation,kind,level,letter,capacity\n" + fill("Japan"+fill(","+fill("é", 15_000), 60_004)+"\n", listfile.MaxSize-40))
		}, ""},
		{"26 MB of long texts", func() []byte {
			return withStream(t, small, strings, repeated(t, "<sst>", fill("<si><t>"+fill("long ", 65_000)+"</t></si>", mega), 26, "</sst>"))
		}, ""},
		{"sixteen sheets of names", func() []byte {
			rows := fill("<row>"+fill(`<c t="s"><v>1</v></c>`, 200*21)+"</row>", 66*4211)
			b := book{shared: []string{"<t>a</t>", "<t>Republic of the Republic of " + fill("Q’s ", 120) + "</t>"}}
			for range 16 {
				b.sheets = append(b.sheets, sheetOf{"x", "", rows})
			}
			return b.bytes(t)
		}, listfile.RefusedNoDelegation},
		{"16 MiB of line ends", func() []byte { return []byte(fill("\n", listfile.MaxSize)) }, listfile.RefusedTooLarge},
		{"16 MiB of lines", func() []byte { return []byte("delegation\r\n" + fill("Japan\r\n", listfile.MaxSize-12)) }, listfile.RefusedTooLarge},
		{"16 MiB of cells", func() []byte { return []byte("delegation\n" + fill(fill(",", 60_000)+"\n", listfile.MaxSize-11)) }, listfile.RefusedNoSpeakers},
		{"16 MiB of headings", func() []byte { return []byte(fill(fill("a,", 60_000)+"\n", listfile.MaxSize)) }, listfile.RefusedWide},
		{"16 MiB of UTF-16", func() []byte {
			text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("delegation\r\n" + fill("日本\r\n", 2*(listfile.MaxSize-26)))
			if err != nil {
				t.Fatal(err)
			}
			return []byte(text[:listfile.MaxSize])
		}, listfile.RefusedTooLarge},
		{"16 MiB of long cells", func() []byte {
			return []byte("delegation,remarks\n" + fill("Japan,\""+fill("é", 3000)+"\"\n", listfile.MaxSize-19))
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if slices.Contains(costly, c.name) && os.Getenv("ROSTRUM_LONG") == "" {
				t.Skip("takes seconds: ROSTRUM_LONG=1")
			}
			data := c.file()
			if len(data) > listfile.MaxSize {
				t.Fatalf("the file has %d bytes, which are never read", len(data))
			}
			file := filepath.Join(t.TempDir(), "list")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			reader := exec.CommandContext(t.Context(), os.Args[0])
			reader.Env = append(os.Environ(), readsFile+"="+file)
			reader.Stderr = os.Stderr
			out, err := reader.Output()
			if err != nil {
				t.Fatalf("the reader died: %v", err)
			}
			var got cost
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			most := max(mostTime, mostTime*got.Yardstick/yardstick)
			t.Logf("%4d kB: %v of %v, %.1f MB; %d speakers %s", len(data)>>10, got.Processor.Round(time.Millisecond), most.Round(time.Millisecond), float64(got.Memory)/1e6, got.Speakers, got.Says)
			if got.Code != c.code || got.Refused != (c.code != "") {
				t.Errorf("%q %s, want the code %q", got.Code, got.Says, c.code)
			}
			if got.Processor > most || got.Memory > mostMemory {
				t.Errorf("%v and %d bytes, more than %v and %d", got.Processor, got.Memory, most, mostMemory)
			}
		})
	}
}

// fill repeats a text up to a size.
func fill(text string, size int) string { return strings.Repeat(text, size/len(text)) }

func join(cells []string) string { return strings.Join(cells, ",") + "\n" }

func lastColumn(rows int, inside string) book {
	var out strings.Builder
	for n := range rows {
		fmt.Fprintf(&out, `<row r="%d"><c r="XFD%d" s="1">%s</c></row>`, n+1, n+1, inside)
	}
	return oneSheet(out.String())
}

func manyParts(t *testing.T, n int) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := range n {
		if _, err := w.CreateHeader(&zip.FileHeader{Name: strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// realList is as an office exports it: texts shared and rich, posts, moments, gaps.
func realList(speakers int) book {
	var rows, one strings.Builder
	b := book{styles: dated, shared: []string{"<t>No.</t>", "<t>Country</t>", "<t>Speaker</t>", "<t>Post</t>", "<t>Registered</t>", "<t>Remarks</t>"}}
	fmt.Fprint(&rows, `<row r="1">`)
	for i := range b.shared {
		fmt.Fprintf(&rows, `<c r="%c1" s="1" t="s"><v>%d</v></c>`, 'A'+i, i)
	}
	fmt.Fprint(&rows, `</row>`)
	for i := range speakers {
		n := i + 2
		one.Reset()
		fmt.Fprintf(&one, `<r><rPr><b/><sz val="11"/><color theme="1"/><rFont val="Calibri"/><family val="2"/><scheme val="minor"/></rPr><t xml:space="preserve">H.E. Ms. </t></r><r><rPr><sz val="11"/></rPr><t>Speaker Number %d</t></r>`, i)
		b.shared = append(b.shared, one.String(), fmt.Sprintf("<t>Deputy Minister for Foreign Affairs and Cooperation, portfolio %d</t>", i), fmt.Sprintf("<t>Delegation %d, which asks for the &lt;first&gt; half</t>", i))
		fmt.Fprintf(&rows, `<row r="%[1]d" spans="1:12" x14ac:dyDescent="0.25"><c r="A%[1]d" s="2"><v>%[2]d</v></c><c r="B%[1]d" s="2" t="inlineStr"><is><t>%[3]s</t></is></c><c r="C%[1]d" t="s"><v>%[4]d</v></c>`+
			`<c r="D%[1]d" t="s"><v>%[5]d</v></c><c r="E%[1]d" s="1"><v>45362.%[6]d</v></c><c r="F%[1]d" t="s"><v>%[7]d</v></c><c r="G%[1]d" s="3"/><c r="H%[1]d" s="3"/><c r="I%[1]d" s="3"/></row>`,
			n, i+1, []string{"Japan", "Côte d’Ivoire", "Iran (Islamic Republic of)"}[i%3], 6+3*i, 7+3*i, 10000+i, 8+3*i)
	}
	b.sheets = []sheetOf{{"List", "", rows.String()}}
	return b
}
