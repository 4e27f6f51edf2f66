package record

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"golang.org/x/text/width"

	"rostrum/timer"
	"rostrum/timer/account"
)

// The chart, in its own units: a row for each statement, the names before the bars and the
// figures behind them.
const (
	chartWide  = 1000.0
	namesWide  = 270.0
	figureWide = 150.0
	chartEdge  = 16.0
	rowHigh    = 22.0
	barHigh    = 12.0
	titleHigh  = 84.0
	groupHigh  = 30.0
	legendHigh = 40.0
)

// mostLimits is how far the chart goes, in times of the longest limit: a bar that goes
// beyond is broken at its end, and its figure says how long it was.
const mostLimits = 3

// SVG is the chart of the statements: each as a bar beside its limit, in order, by
// sittings. It suits light and dark surroundings, and says in words what it shows.
func (r *Record) SVG() []byte {
	c := chart{record: r, most: time.Minute}
	longest, limit := time.Duration(0), time.Duration(0)
	for i := range r.Account.Statements {
		s := &r.Account.Statements[i]
		longest = max(longest, s.Used+stoodIn(s))
		limit = max(limit, s.Allotted+s.Rule.Tolerance())
	}
	c.most = max(c.most, limit, longest)
	if limit > 0 {
		c.most = min(c.most, max(mostLimits*limit, time.Minute))
	}
	c.draw()
	return c.out.Bytes()
}

// Says is what the chart shows, in words.
func (r *Record) Says() (title, description string) {
	over := 0
	for i := range r.Account.Statements {
		if r.Account.Statements[i].Over > 0 {
			over++
		}
	}
	return r.say("chart"), r.Tongue.Fill("record.chart-says", "n", strconv.Itoa(len(r.Account.Statements)),
		"used", clock(r.Account.Totals.Used), "over", strconv.Itoa(over))
}

func stoodIn(s *account.Statement) time.Duration { return s.Paused + s.Interrupted }

type chart struct {
	record *Record
	out    bytes.Buffer
	most   time.Duration // the length of the scale
	y      float64
}

func (c *chart) printf(format string, args ...any) { fmt.Fprintf(&c.out, format, args...) }

// x is where something lies across, counted from the side on which one begins to read.
func (c *chart) x(from, wide float64) float64 {
	if c.record.Tongue.RightToLeft() {
		return chartWide - from - wide
	}
	return from
}

func (c *chart) scale(d time.Duration) float64 {
	const room = chartWide - namesWide - figureWide - 2*chartEdge
	return room * float64(min(d, c.most)) / float64(c.most)
}

const barsFrom = chartEdge + namesWide

// chartStyle has the colours of light and of dark surroundings: each pair has a contrast
// of at least 3 to 1 with its ground, and nothing is said by colour alone.
const chartStyle = `text{font-family:system-ui,"Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",Arial,sans-serif;font-size:13px;fill:#1b2733}` +
	`.ground{fill:#fff}.title{font-size:18px;font-weight:600}.quiet{fill:#4b5b6b}.used{fill:#2c6e9f}.over{fill:#b3541e}` +
	`.stood{fill:url(#hatch);stroke:#4b5b6b;stroke-width:.75}.room{fill:#dde5ec}.hatch{stroke:#4b5b6b}.limit{stroke:#1b2733;stroke-width:2}.mark{fill:#1b2733}.line{stroke:#c4ced8}` +
	`@media(prefers-color-scheme:dark){text{fill:#e8eef4}.ground{fill:#0c141c}.quiet{fill:#a9b8c6}.used{fill:#63b0e6}.over{fill:#f0a06a}` +
	`.stood{stroke:#a9b8c6}.room{fill:#24313d}.hatch{stroke:#a9b8c6}.limit{stroke:#e8eef4}.mark{fill:#e8eef4}.line{stroke:#3a4855}}` +
	`@media print{text{fill:#000}.ground{fill:#fff}}`

func (c *chart) draw() {
	r := c.record
	title, says := r.Says()
	high := titleHigh + legendHigh + rowHigh*float64(len(r.Account.Statements)) + groupHigh*float64(len(r.Account.Sittings)) + chartEdge
	direction := "ltr"
	if r.Tongue.RightToLeft() {
		direction = "rtl"
	}
	c.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img" aria-labelledby="title says" lang="%s" direction="%s">`,
		chartWide, high, chartWide, high, r.Tongue.Text("language.tag"), direction)
	c.printf(`<title id="title">%s</title><desc id="says">%s</desc><style>%s</style>`, escape(title), escape(r.heading()+". "+says), chartStyle)
	c.printf(`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6" stroke-width="2"/></pattern></defs>`)
	c.printf(`<rect class="ground" width="%g" height="%g"/>`, chartWide, high)
	c.text(chartEdge, 26, "title", title)
	c.text(chartEdge, 48, "quiet", r.heading())
	c.text(chartEdge, 68, "quiet", says)
	c.y = titleHigh
	c.legend()
	sitting := 0
	for i := range r.Account.Statements {
		s := &r.Account.Statements[i]
		for sitting < s.Sitting {
			sitting++
			c.sitting(sitting)
		}
		c.row(s)
	}
	c.printf(`</svg>`)
}

// text writes a text that begins at a place from the side on which one begins to read.
func (c *chart) text(from, y float64, class, text string) {
	c.printf(`<text x="%.1f" y="%.1f" class="%s">%s</text>`, c.x(from, 0), y, class, escape(text))
}

// sitting heads the statements of one.
func (c *chart) sitting(n int) {
	r := c.record
	says := r.Tongue.Fill("record.sitting", "n", strconv.Itoa(n))
	if n <= len(r.Account.Sittings) {
		s := r.Account.Sittings[n-1]
		begun := s.Called
		if begun.IsZero() {
			begun = s.Resumed
		}
		says += " · " + dated(begun, r.Zone)
	}
	c.printf(`<line class="line" x1="%g" x2="%g" y1="%.1f" y2="%.1f"/>`, chartEdge, chartWide-chartEdge, c.y+6, c.y+6)
	c.text(chartEdge, c.y+22, "quiet", says)
	c.y += groupHigh
}

func (c *chart) rect(class string, from, wide, y, high float64) {
	if wide > 0 {
		c.printf(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, c.x(from, wide), y, wide, high)
	}
}

// row draws one statement.
func (c *chart) row(s *account.Statement) {
	r := c.record
	name := strconv.Itoa(s.Order) + ". " + r.name(s.Delegation, s.Names)
	top := c.y + (rowHigh-barHigh)/2
	figures := clock(s.Used)
	if s.Allotted != timer.NoLimit {
		figures = r.Tongue.Fill("record.of", "used", clock(s.Used), "limit", clock(s.Allotted))
	}
	c.printf(`<g><title>%s</title>`, escape(name+": "+figures))
	c.text(chartEdge, c.y+16, "", cut(name, namesWide-12))
	limit := s.Allotted
	if limit == timer.NoLimit {
		limit = s.Used
	} else {
		c.rect("room", barsFrom, c.scale(limit), top, barHigh)
	}
	within, whole := c.scale(min(s.Used, limit)), c.scale(s.Used)
	c.rect("used", barsFrom, within, top, barHigh)
	c.rect("over", barsFrom+within, whole-within, top, barHigh)
	c.rect("stood", barsFrom+whole, c.scale(s.Used+stoodIn(s))-whole, top, barHigh)
	if s.Used+stoodIn(s) > c.most { // it goes on
		at := c.x(barsFrom+c.scale(c.most), 0)
		c.printf(`<path class="ground" d="M%.1f %.1fl4 4l-4 4l4 4h4l-4 -4l4 -4l-4 -4z"/>`, at-10, top)
	}
	if s.Allotted != timer.NoLimit {
		c.mark(s.Rule.WarningAt(), top, lightMark)
		at := c.x(barsFrom+c.scale(limit), 0)
		c.printf(`<line class="limit" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, at, at, top-3, top+barHigh+3)
		if !s.PromptedAt.IsZero() {
			c.mark(s.Allotted+s.Rule.Tolerance(), top, promptMark)
		}
	}
	c.text(chartWide-chartEdge-figureWide+10, c.y+16, "quiet", figures)
	c.printf(`</g>`)
	c.y += rowHigh
}

// Marks over a bar, drawn from the middle of their foot.
const (
	lightMark  = "l-4 -5h8z"        // a wedge
	promptMark = "l-4 -4l4 -4l4 4z" // a lozenge
)

func (c *chart) mark(at time.Duration, top float64, shape string) {
	if at <= c.most {
		c.printf(`<path class="mark" d="M%.1f %.1f%s"/>`, c.x(barsFrom+c.scale(at), 0), top+3, shape)
	}
}

func (c *chart) legend() {
	r := c.record
	from, y := chartEdge, c.y+4
	says := func(key string, wide float64) {
		label := r.say("legend." + key)
		c.text(from+wide+6, y+10, "quiet", label)
		from += wide + 6 + measure(label) + 22
	}
	for _, class := range []string{"used", "over", "stood"} {
		c.rect(class, from, 22, y, barHigh)
		says(class, 22)
	}
	at := c.x(from+4, 0)
	c.printf(`<line class="limit" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, at, at, y-3, y+barHigh+3)
	says("limit", 8)
	c.printf(`<path class="mark" d="M%.1f %.1f%s"/>`, c.x(from+4, 0), y+9, lightMark)
	says("light", 8)
	c.printf(`<path class="mark" d="M%.1f %.1f%s"/>`, c.x(from+4, 0), y+10, promptMark)
	says("prompt", 8)
	c.y += legendHigh
}

// measure guesses how wide a text is in the chart: nobody knows the fonts of its reader.
func measure(text string) float64 {
	sum := 0.0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			sum += 13
		default:
			sum += 7.2
		}
	}
	return sum
}

// cut shortens a text to a width.
func cut(text string, room float64) string {
	if measure(text) <= room {
		return text
	}
	for measure(text)+8 > room {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text + "…"
}
