package listfile

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rostrum/timer/states"
)

// moment is a date, and perhaps a time of day and a zone, as a person wrote them.
type moment struct {
	year, month, day int
	clock            time.Duration  // since midnight
	timed            bool           // it has a time of day
	zone             *time.Location // nil: it names none
	half             string         // am or pm
	// open: whether the day or the month stands first is not known; month has what stands
	// first, day what stands second.
	open bool
}

// in returns the instant; zone is for a moment that names none.
func (m moment) in(zone *time.Location, dayFirst bool) time.Time {
	if m.open && dayFirst {
		m.month, m.day = m.day, m.month
	}
	if m.zone != nil {
		zone = m.zone
	}
	h, rest := m.clock/time.Hour, m.clock%time.Hour
	return time.Date(m.year, time.Month(m.month), m.day, int(h), int(rest/time.Minute), int(rest%time.Minute/time.Second), int(rest%time.Second), zone)
}

// possible says whether there is such a day; of an open one, in any order.
func (m moment) possible() bool {
	there := func(month, day int) bool {
		return month >= 1 && month <= 12 && day >= 1 && time.Date(m.year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() == day && day < 32
	}
	return m.year >= 1 && m.year <= 9999 && (there(m.month, m.day) || m.open && there(m.day, m.month))
}

// longestMoment is more than any takes, in bytes.
const longestMoment = 60

// parseMoment reads a date with or without a time of day: ISO 8601, day and month in
// either order, months by their names in the official languages.
func parseMoment(text string) (moment, bool) {
	if len(text) < 6 || len(text) > longestMoment || !strings.ContainsFunc(text, unicode.IsDigit) {
		return moment{}, false
	}
	m := moment{}
	text = halves.Replace(inASCII(text))
	if len(text) > 10 && (text[10] == 'T' || text[10] == 't') {
		text = text[:10] + " " + text[11:]
	}
	var date []string
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",،()[]", r) })
	for i := 0; i < len(words); i++ {
		word := words[i]
		if i+1 < len(words) && (strings.EqualFold(word, "a.") || strings.EqualFold(word, "p.")) && strings.EqualFold(strings.TrimSuffix(words[i+1], "."), "m") {
			i++ // “p. m.”, as Spanish has it
			word += words[i]
		}
		if !m.word(word) {
			date = append(date, word)
		}
	}
	if last := len(date) - 1; last > 0 && !m.timed && strings.Contains(date[last], ".") {
		// “14.06” behind a date is a time of day.
		before := m
		if before.date(strings.Join(date[:last], " ")) && m.time(strings.ReplaceAll(date[last], ".", ":")) {
			date = date[:last]
		}
	}
	if !m.date(strings.Join(date, " ")) || m.half != "" && !m.ofHalf() || m.clock < 0 || m.clock >= 24*time.Hour {
		return moment{}, false
	}
	return m, m.possible()
}

// halves are those of a day where they stand beside the time without a space, or are
// letters.
var halves = strings.NewReplacer("上午", " am ", "下午", " pm ")

// inASCII writes the digits and marks of other scripts as ours.
func inASCII(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '٠' <= r && r <= '٩':
			return '0' + r - '٠'
		case '۰' <= r && r <= '۹':
			return '0' + r - '۰'
		case '０' <= r && r <= '９':
			return '0' + r - '０'
		case r == '年' || r == '月':
			return '-'
		case r == '日':
			return ' '
		case r == '时' || r == '：':
			return ':'
		case r == '分', unicode.Is(unicode.Cf, r):
			return -1
		case r == '−':
			return '-'
		}
		return r
	}, text)
}

// word takes a time of day or a zone, and words that say nothing more.
func (m *moment) word(word string) bool {
	low := strings.ToLower(strings.TrimSuffix(word, "."))
	switch half := strings.ReplaceAll(low, ".", ""); half {
	case "am", "pm":
		return m.takeHalf(half)
	case "ص":
		return m.takeHalf("am")
	case "م":
		return m.takeHalf("pm")
	case "at", "à", "a", "de", "del", "las", "le", "el", "г", "в", "hrs", "hours", "of":
		return true
	}
	if known().days[states.Fold(word)] {
		return true
	}
	if zone, ok := parseZone(low); ok {
		m.zone = zone
		return true
	}
	if m.timed {
		return false
	}
	body, zone := low, (*time.Location)(nil)
	if i := strings.LastIndexAny(low, "+-"); i > 0 && strings.Contains(low[:i], ":") {
		var ok bool
		if zone, ok = parseZone(low[i:]); !ok {
			return false
		}
		body = low[:i]
	} else if rest, found := strings.CutSuffix(low, "z"); found {
		body, zone = rest, time.UTC
	}
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if rest, found := strings.CutSuffix(body, suffix); found {
			body, half = rest, suffix
		}
	}
	if !m.time(strings.Replace(body, "h", ":", 1)) {
		return false
	}
	if zone != nil {
		m.zone = zone
	}
	return half == "" || m.takeHalf(half)
}

// takeHalf takes the half of the day, once.
func (m *moment) takeHalf(half string) bool {
	if m.half != "" {
		return false
	}
	m.half = half
	return true
}

// ofHalf puts the time of day into the half that is said.
func (m *moment) ofHalf() bool {
	switch hour := m.clock / time.Hour; {
	case !m.timed || hour > 12 || hour == 0:
		return false
	case m.half == "pm" && hour < 12:
		m.clock += 12 * time.Hour
	case m.half == "am" && hour == 12:
		m.clock -= 12 * time.Hour
	}
	return true
}

// time reads 14:05, 14:05:09 and 14:05:09.250.
func (m *moment) time(text string) bool {
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	units := []time.Duration{time.Hour, time.Minute, time.Second}
	most := []float64{24, 60, 60}
	var clock time.Duration
	for i, p := range parts {
		if p == "" && i == len(parts)-1 && i > 0 { // 14h
			continue
		}
		if p == "" || strings.Trim(p, "0123456789.") != "" || i < 2 && strings.Contains(p, ".") {
			return false
		}
		n, err := strconv.ParseFloat(p, 64)
		if err != nil || n >= most[i] {
			return false
		}
		clock += time.Duration(math.Round(n * float64(units[i])))
	}
	m.clock, m.timed = clock, true
	return true
}

// date reads what is left when the time of day is taken away.
func (m *moment) date(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" /.-", r) })
	if len(parts) != 3 || text[0] == '-' {
		return false
	}
	var numbers []int
	month := 0
	for i, p := range parts {
		n, err := strconv.Atoi(strings.TrimRight(strings.ToLower(p), "stndrh")) // 1st, 2nd
		if err == nil && n >= 0 && p[0] >= '0' && p[0] <= '9' {
			numbers = append(numbers, n)
			continue
		}
		if month != 0 || i == 2 {
			return false
		}
		if month = known().months[states.Fold(p)]; month == 0 {
			return false
		}
	}
	switch {
	case month != 0 && len(numbers) == 2 && len(parts[2]) == 4:
		m.year, m.month, m.day = numbers[1], month, numbers[0]
	case month != 0 && len(numbers) == 2 && len(parts[0]) == 4:
		m.year, m.month, m.day = numbers[0], month, numbers[1]
	case month != 0:
		return false
	case len(parts[0]) == 4:
		m.year, m.month, m.day = numbers[0], numbers[1], numbers[2]
	case len(parts[2]) == 4 || len(parts[2]) == 2:
		if m.year = numbers[2]; len(parts[2]) == 2 {
			m.year += 2000
		}
		m.month, m.day, m.open = numbers[0], numbers[1], true
		if strings.Contains(text, ".") { // the day stands first where full stops do
			m.month, m.day, m.open = m.day, m.month, false
		}
	default:
		return false
	}
	return true
}

// parseZone reads Z, UTC, GMT+3, -05:00, EST.
func parseZone(low string) (*time.Location, bool) {
	switch low {
	case "z", "utc", "gmt":
		return time.UTC, true
	case "est":
		return time.FixedZone("EST", -5*3600), true
	case "edt":
		return time.FixedZone("EDT", -4*3600), true
	case "cet":
		return time.FixedZone("CET", 3600), true
	case "cest":
		return time.FixedZone("CEST", 2*3600), true
	}
	low = strings.TrimPrefix(strings.TrimPrefix(low, "utc"), "gmt")
	if len(low) < 2 || low[0] != '+' && low[0] != '-' {
		return nil, false
	}
	digits := strings.ReplaceAll(low[1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || digits[0] == '+' || digits[0] == '-' {
		return nil, false
	}
	hours, minutes := n, 0
	if len(digits) > 2 {
		hours, minutes = n/100, n%100
	}
	if hours > 15 || minutes > 59 || len(digits) > 4 {
		return nil, false
	}
	offset := hours*3600 + minutes*60
	if low[0] == '-' {
		offset = -offset
	}
	if offset == 0 {
		return time.UTC, true
	}
	return time.FixedZone("", offset), true
}

// monthNames are those of the official languages; a line is a language.
const monthNames = `january,jan;february,feb;march,mar;april,apr;may;june,jun;july,jul;august,aug;september,sep,sept;october,oct;november,nov;december,dec
janvier,janv;février,fév,févr;mars;avril,avr;mai;juin;juillet,juil;août;septembre;octobre;novembre;décembre,déc
enero,ene;febrero;marzo;abril,abr;mayo;junio;julio;agosto,ago;septiembre,setiembre;octubre;noviembre;diciembre,dic
января,январь,янв;февраля,февраль,фев;марта,март,мар;апреля,апрель,апр;мая,май;июня,июнь,июн;июля,июль,июл;августа,август,авг;сентября,сентябрь,сен;октября,октябрь,окт;ноября,ноябрь,ноя;декабря,декабрь,дек
يناير;فبراير,شباط;مارس,آذار;أبريل,نيسان;مايو,أيار;يونيو,يونيه,حزيران;يوليو,يوليه,تموز;أغسطس,آب;سبتمبر,أيلول;أكتوبر;نوفمبر;ديسمبر`

// dayNames stand before a date and say nothing more.
const dayNames = `monday,mon,tuesday,tue,wednesday,wed,thursday,thu,friday,fri,saturday,sat,sunday,sun
lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,lunes,martes,miércoles,jueves,viernes,sábado,domingo`
