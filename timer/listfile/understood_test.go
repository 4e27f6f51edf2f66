package listfile_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/timer"
	"rostrum/timer/listfile"
)

// Every heading that is believed, in six languages.
func TestHeadings(t *testing.T) {
	for field, headings := range map[string]string{
		listfile.Delegation:   "Delegation|DELEGATION|Country|Member State|Pays|État|País|Страна|Делегация|国家|代表团|الدولة|الوفد|Country / Pays|Delegation (State or organization)",
		listfile.Seq:          "No.|#|N°|№|Nº|序号|الرقم|Order|Speaking order|N° d'ordre|Orden|№ п/п|Номер",
		listfile.Title:        "Title|Post|Function|Fonction|Cargo|Должность|职务|المنصب|Title/Post",
		listfile.Level:        "Level|Rank|Niveau|Nivel|Уровень|级别|المستوى",
		listfile.Speaker:      "Speaker|Represented by|represented_by|Orateur|Orador/a|Oradora|Выступающий|发言人|المتكلم|Name of speaker|Speaker's name|Name",
		listfile.OnBehalfOf:   "On behalf of|ON_BEHALF-OF|Au nom de|En nombre de|От имени|باسم",
		listfile.Seat:         "Seat|Desk|Microphone|Siège|Asiento|Место|座位|المقعد",
		listfile.RegisteredAt: "Registered at|Timestamp|Date of registration|Inscrit le|Inscrito el|Дата записи|报名时间|تاريخ التسجيل",
		listfile.Status:       "Status|Statut|Статус|状态|الحالة",
		listfile.Letter:       "Letter|Rule 37 letter|Lettre|Carta|Письмо|信函|الرسالة|Letter (rule 37)",
		listfile.Remarks:      "Remarks|Notes|Comments|Observations|Remarques|Observaciones|Примечания|备注|ملاحظات",
		listfile.Capacity:     "Capacity|Rule|Qualité|Calidad|В качестве|身份|الصفة",
		listfile.Kind:         "Kind|Type of statement|Type|Tipo|Тип|类型|النوع",
		listfile.Language:     "Language|Langue|Idioma|Язык|语言|اللغة",
		listfile.ISO3:         "ISO3|Country code|ISO code|Код страны",
		"delegation_fr":       "delegation_fr|Delegation FR|Country (French)|French name|Country in French|Pays (français)",
		"delegation_ar":       "delegation-ar|Country (Arabic)|اسم الدولة بالعربية",
	} {
		for heading := range strings.SplitSeq(headings, "|") {
			file, column := "\t", 0
			if field != listfile.Delegation {
				file, column = "delegation\t", 1
			}
			// Figures may be numbers, letters codes; neither is a name.
			value := map[string]string{listfile.ISO3: "JPN", listfile.Seq: "4", listfile.Delegation: "Japan"}[field]
			file += heading + "\nJapan\t" + value + "\n"
			if field == listfile.Delegation {
				file = heading + "\tx\nJapan\ty\n"
			}
			list, err := listfile.Read([]byte(file))
			if err != nil {
				t.Errorf("%s: %v", heading, err)
			} else if got := list.Columns[column]; got.As != field || got.Guessed {
				t.Errorf("%s is %q, guessed %t; want %q", heading, got.As, got.Guessed, field)
			}
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, file string
		corrected  map[string]string
		want       string // what the columns are; “?” is a guess
		ignored    []string
	}{
		{"names in six languages", "Country;Pays;País;Страна;国家;الدولة\nJapan;Japon;Japón;Япония;日本;اليابان\n", nil, "delegation delegation_fr delegation_es delegation_ru delegation_zh delegation_ar", nil},
		{"by the cells", "Who;When;;Code\nJapan;2024-03-11 09:00;1;JPN\nPeru;2024-03-11 09:01;2;PER\n", nil, "delegation? registered_at? seq? iso3", nil},
		{"a heading is stronger than the cells", "Delegation;Allies\nJapan;Peru\nChile;Cuba\n", nil, "delegation -", []string{"Allies"}},
		{"States under the speaker, and no other", "Speaker;Seat\nJapan;1\nPeru;2\n", nil, "delegation seat", nil},
		{"people under the speaker", "Country;Speaker\nJapan;Ms. Abe\n", nil, "delegation speaker", nil},
		{"States under the name", "Name;Title\nJapan;Minister\nPeru;Ambassador\n", nil, "delegation title", nil},
		{"people under the name", "State;Name\nJapan;Ms. Abe\n", nil, "delegation speaker", nil},
		{"States under 代表", "国家;代表\n日本;秘鲁、智利\n", nil, "delegation on_behalf_of", nil},
		{"people under 代表", "国家;代表\n日本;安倍女士\n", nil, "delegation speaker", nil},
		{"Estado is the status where it is no State", "País;Estado\nJapón;confirmado\n", nil, "delegation status", nil},
		{"a heading of two parts, by its cells", "Group/Country;Speaker\nJapan;Ms. Abe\n", nil, "delegation speaker", nil},
		{"a general debate", "Year;Session;ISO Code;Country;Name of Person Speaking;Post\n2024;79;JPN;Japan;Ms. Abe;Prime Minister\n2024;79;PER;Peru;Mr. Vega;President\n", nil,
			"- - iso3 delegation speaker title", []string{"Year", "Session"}},
		{"positions that are none", "Country;Position\nJapan;Minister\n", nil, "delegation title", nil},
		{"positions", "Country;Position\nJapan;3\n", nil, "delegation seq", nil},
		{"one day for all is not when they registered", "delegation;x\nJapan;2024-03-11\nPeru;2024-03-11\n", nil, "delegation -", []string{"x"}},
		{"another country", "Delegation;Country;Speaker\nEuropean Union;Belgium;x\nPeru;Peru;y\n", nil, "delegation - speaker", []string{"Country"}},
		{"a second column of States", "Country;State\nJapan;Japan\nPeru;Peru\n", nil, "delegation -", []string{"State"}},
		{"the same in another order", "State;Delegation\nBelgium;European Union\n", nil, "- delegation", []string{"State"}},
		{"another State in another language", "Delegation;Pays\nPeru;Chili\nJapan;Japon\n", nil, "delegation -", []string{"Pays"}},
		{"the same language", "Délégation;Pays\nPérou;Pérou\n", nil, "delegation -", []string{"Pays"}},
		{"a spelling that is not known", "Delegation;Pays\nPeru;Pérou\nJapan;Japon\nChile;Chili\nCuba;Cuba\nFidji;Fidji\nNippon;Japon\n", nil, "delegation delegation_fr", nil},
		{"codes alone", "ISO;Speaker\nPER;a\nJPN;b\n", nil, "iso3 speaker", nil},
		{"corrected", "Country;Who;Seat;\nElbonia;Japan;1;x\n", map[string]string{"Country": "", "Who": "delegation", "[D]": "remarks"}, "- delegation seat remarks", []string{"Country"}},
		{"the same heading twice", "Country;Note;Note\nJapan;a;b\n", map[string]string{"Note": "seat", "[C]": "title"}, "delegation seat title", nil},
		{"corrected back", "Who;Speaker\nJapan;Peru\n", map[string]string{"Speaker": "delegation", "Who": "speaker"}, "speaker delegation", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := listfile.Options{Columns: c.corrected}.Read(t.Context(), []byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			var got, has []string
			for i, column := range list.Columns {
				as := column.As
				if as != "" {
					has = append(has, as)
				} else {
					as = "-"
				}
				if column.Guessed && c.name != "States under the speaker, and no other" {
					as += "?"
				}
				got = append(got, as)
				if want := string(rune('A' + i)); column.Letter != want || len(column.Sample) != min(3, list.Rows) {
					t.Errorf("column %s has the letter %s and the sample %q", want, column.Letter, column.Sample)
				}
			}
			if strings.Join(got, " ") != c.want || !slices.Equal(list.Ignored, c.ignored) || !slices.Equal(list.Has, has) {
				t.Errorf("%q, want %q; ignored %q; has %q", got, c.want, list.Ignored, list.Has)
			}
		})
	}
	for _, corrected := range []map[string]string{{"Nobody": "delegation"}, {"Who": "king"}, {"Who": "delegation", "Speaker": "delegation"}} {
		if list, err := (listfile.Options{Columns: corrected}).Read(t.Context(), []byte("Who;Speaker\nJapan;Peru\n")); err == nil {
			t.Errorf("%v was taken: %+v", corrected, list.Columns)
		}
	}
}

// Where nothing but codes says who speaks, they do.
func TestCodesNameTheDelegations(t *testing.T) {
	list, err := listfile.Read([]byte("ISO,Speaker\nPER,a\nJPN,b\nEUE,c\nKEN,d\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range list.Inscriptions {
		got = append(got, in.Delegation+" "+in.ISO3)
	}
	if want := []string{"Peru PER", "Japan JPN", "EUE EUE", "Kenya KEN"}; !slices.Equal(got, want) || slices.Contains(list.Has, listfile.Delegation) {
		t.Errorf("%q, has %q", got, list.Has)
	}
	if len(list.Doubts) != 1 || list.Doubts[0].Code != listfile.DoubtNotAState || list.Doubts[0].Line != 4 || list.Doubts[0].Column != 1 {
		t.Errorf("doubts %v", list.Doubts)
	}
	var refused *listfile.Error
	if _, err := listfile.Read([]byte("ISO,Speaker\nPER,a\n,b\n")); !errors.As(err, &refused) || refused.Code != listfile.RefusedMissing || len(refused.Columns) != 2 {
		t.Errorf("a code that is missing: %v", err)
	}
}

// What stands in the cells, in the words of six languages.
func TestValues(t *testing.T) {
	read := func(t *testing.T, heading, value string) (timer.Inscription, []listfile.Doubt) {
		t.Helper()
		list, err := listfile.Read([]byte("delegation\t" + heading + "\nJapan\t" + value + "\n"))
		if err != nil {
			t.Fatalf("%s %s: %v", heading, value, err)
		}
		return list.Inscriptions[0], list.Doubts
	}
	for _, c := range []struct {
		heading string
		of      func(timer.Inscription) string
		values  map[string]string
	}{
		{listfile.Kind, func(in timer.Inscription) string { return string(in.Kind) }, map[string]string{
			"state":          "State|National|Rule 37|Council member|Déclaration nationale|Национальное|بيان وطني",
			"briefer":        "Briefer|Exposé|Ponente|Докладчик|通报人|مقدم إحاطة|Rule 39",
			"observer":       "Observer|Observateur|Observador|Наблюдатель|观察员|مراقب",
			"right-of-reply": "Right of reply|Droit de réponse|Право на ответ|答辩权",
			"complementing":  "complementing",
		}},
		{listfile.Capacity, func(in timer.Inscription) string { return string(in.Capacity) }, map[string]string{
			"member":   "Council member|member|Membre du Conseil|Miembro del Consejo|Член Совета|安理会成员|عضو في المجلس",
			"rule-37":  "Rule 37|rule-37|règle 37|artículo 37|правило 37|第37条|المادة 37|Invited under rule 37 of the provisional rules of procedure|Non-member",
			"rule-39":  "Rule 39|Briefer|règle 39|第39条|المادة ٣٩|Докладчик",
			"observer": "Observer|Observateur permanent|Estado observador|观察员|مراقب",
		}},
		{listfile.Level, func(in timer.Inscription) string { return string(in.Level) }, map[string]string{
			"head-of-state": "HS|Head of State|Chef d'État|国家元首", "head-of-government": "HoG|PM|Prime Minister", "deputy-head": "DPM|Vice-President",
			"minister": "M|Minister|Ministre|Министр|وزير|部长", "vice-minister": "VM|Deputy Minister|Viceministro",
			"permanent-representative": "PR|permanent-representative|Permanent Representative|Постоянный представитель|常驻代表|الممثل الدائم",
			"charge":                   "CdA|Chargé d'affaires|Encargado de negocios|代办", "other": "other|Deputy Permanent Representative",
		}},
		{listfile.Title, func(in timer.Inscription) string {
			return string(in.Level) + strings.Repeat("!", btoi(in.Level != "" && !in.LevelGuessed))
		}, map[string]string{
			"head-of-state":            "President of the Republic|President|President and Head of Government|Acting President|Constitutional President|President of the Federative Republic of Brazil|President of Kenya|His Majesty the King|Président de la République|Presidenta de la República|Президент Республики|总统|رئيس الجمهورية|Emir",
			"head-of-government":       "Prime Minister|Federal Chancellor|Chancellor|Chairman of the Council of Ministers|Taoiseach|Premier ministre|Première ministre|Presidente del Gobierno|Премьер-министр|总理|رئيس مجلس الوزراء|Prime Minister and Minister for Foreign Affairs",
			"deputy-head":              "Deputy Prime Minister|Vice-President|Deputy Prime Minister and Minister for Foreign Affairs|نائب رئيس الوزراء|副总理|Crown Prince",
			"minister":                 "Minister for Foreign Affairs|Union Minister for the Office of the State Counsellor|Minister of State for Foreign Affairs|Secretary of State|Ministre des affaires étrangères|Ministra de Relaciones Exteriores|Canciller|Министр иностранных дел|外交部长|وزير الخارجية",
			"vice-minister":            "Deputy Minister for Foreign Affairs|Vice-Minister|State Secretary|Under-Secretary of State|Vice-ministre|Secrétaire d'État|Viceministra|Заместитель министра иностранных дел|外交部副部长|نائب وزير الخارجية",
			"permanent-representative": "Permanent Representative|Ambassador, Permanent Representative to the United Nations|Représentante permanente|Embajador|Постоянный представитель|常驻代表|الممثل الدائم",
			"charge":                   "Chargé d’affaires a.i.|Chargée d'affaires|Encargada de negocios|Временный поверенный в делах|临时代办|القائم بالأعمال",
			"other":                    "Deputy Permanent Representative|Minister Counsellor|Under-Secretary-General|Secretary-General|First Secretary|Chair of the Delegation|Counsellor|Représentant permanent adjoint|Заместитель постоянного представителя|常驻副代表|President of the General Assembly",
			"":                         "Ministry of Foreign Affairs|Head of Unit|President of the Red Cross|Kingston University|Delegate",
		}},
		{listfile.Letter, func(in timer.Inscription) string { return string(in.Letter) }, map[string]string{
			"on-file": "yes|Yes|on file|on-file|oui|reçue|sí|да|是|有|نعم|✓|2024-03-11|TRUE", "missing": "no|missing|non|нет|无|لا|—|pending|✗",
		}},
	} {
		for want, values := range c.values {
			for value := range strings.SplitSeq(values, "|") {
				in, doubts := read(t, c.heading, value)
				if got := c.of(in); got != want {
					t.Errorf("%s %q is %q, want %q", c.heading, value, got, want)
				}
				for _, d := range doubts {
					if d.Code != listfile.DoubtKindGuessed {
						t.Errorf("%s %q: %v", c.heading, value, d)
					}
				}
			}
		}
	}
	for heading, code := range map[string]string{
		listfile.Kind: listfile.DoubtUnknownKind, listfile.Capacity: listfile.DoubtCapacity, listfile.Level: listfile.DoubtLevel,
		listfile.Letter: listfile.DoubtLetter, listfile.RegisteredAt: listfile.DoubtNoMoment, listfile.ISO3: listfile.DoubtISO3,
	} {
		_, doubts := read(t, heading, "perhaps")
		if len(doubts) != 1 || doubts[0].Code != code || doubts[0].Field != heading || !slices.Contains(doubts[0].About, any("perhaps")) {
			t.Errorf("%s: %+v, want the code %s", heading, doubts, code)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestMoments(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for written, want := range map[string]string{
		"2024-03-11T14:05:09Z": "2024-03-11T14:05:09Z", "2024-03-11T14:05:09.25-05:00": "2024-03-11T14:05:09.25-05:00",
		"2024-03-11 14:05": "2024-03-11T14:05:00+02:00", "2024-03-11": "2024-03-11T00:00:00+02:00", "2024/3/1 9:05": "2024-03-01T09:05:00+02:00",
		"11.03.2024 14:05": "2024-03-11T14:05:00+02:00", "13/03/2024 14:05": "2024-03-13T14:05:00+02:00", "03/13/2024 2:05 PM": "2024-03-13T14:05:00+02:00",
		"11/11/2024 12:05 am": "2024-11-11T00:05:00+02:00", "11 March 2024, 2:05 p.m.": "2024-03-11T14:05:00+02:00", "March 11, 2024 14:05 UTC": "2024-03-11T14:05:00Z",
		"Mon, 11 Mar 2024 14:05:00 -0500": "2024-03-11T14:05:00-05:00", "11-Mar-2024 14:05 GMT+3": "2024-03-11T14:05:00+03:00", "11 mars 2024 à 14h05": "2024-03-11T14:05:00+02:00",
		"11 de marzo de 2024, 14:05": "2024-03-11T14:05:00+02:00", "11 марта 2024 г. 14:05": "2024-03-11T14:05:00+02:00", "2024年3月11日 14:05": "2024-03-11T14:05:00+02:00",
		"١١ مارس ٢٠٢٤ ١٤:٠٥": "2024-03-11T14:05:00+02:00", "2:05:09pm 11 March 2024": "2024-03-11T14:05:09+02:00",
		"2024年3月11日 下午2:05": "2024-03-11T14:05:00+02:00", "2024年3月11日上午12:05": "2024-03-11T00:05:00+02:00", "13/3/2024 2:05 p. m.": "2024-03-13T14:05:00+02:00", "13/3/2024 2:05 a.\u00a0m.": "2024-03-13T02:05:00+02:00",
		"11.03.2024 14.06": "2024-03-11T14:06:00+02:00", "11 mars 2024 14.06": "2024-03-11T14:06:00+02:00", "11.03.2024 14.06.09": "2024-03-11T14:06:09+02:00", "11 03.2024": "2024-03-11T00:00:00+02:00",
		"١٣/٣/٢٠٢٤ ٢:٠٥ م": "2024-03-13T14:05:00+02:00", "11/03/24 14:05 (UTC-5)": "",
	} {
		list, err := listfile.Options{Zone: zone}.Read(t.Context(), []byte("delegation\tregistered_at\nJapan\t"+written+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		got := list.Inscriptions[0].RegisteredAt
		if want == "" {
			if len(list.Doubts) != 1 || list.Doubts[0].Code != listfile.DoubtAmbiguousDate || !got.Equal(at("2024-03-11T14:05:00-05:00")) {
				t.Errorf("%q is %v with the doubts %v", written, got, list.Doubts)
			}
			continue
		}
		if w := at(want); !got.Equal(w) || got.Format("-0700") != w.Format("-0700") || len(list.Doubts) != 0 {
			t.Errorf("%q is %v with the doubts %v, want %s", written, got, list.Doubts, want)
		}
	}
	for _, written := range []string{"soon", "14:05", "2024-02-30", "2024-13-01", "30/02/2024", "13/13/2024", "45362", "2024-03-11 25:00", "11 2024", "1944-01-01", "2024-03-11 13:05 PM", "2024-03-11 PM", "2024-03-11 2:05 am pm", "11.03.2024 25.06", "11.03.2024 14.60", "-1-1-2024"} {
		list, err := listfile.Read([]byte("delegation\tregistered_at\nJapan\t" + written + "\n"))
		if err != nil || len(list.Doubts) != 1 || list.Doubts[0].Code != listfile.DoubtNoMoment || !list.Inscriptions[0].RegisteredAt.IsZero() {
			t.Errorf("%q: %+v, %v", written, list.Doubts, err)
		}
	}
}

// The column decides which of two figures is the day.
func TestDayAndMonth(t *testing.T) {
	for _, c := range []struct {
		name, first string
		want        time.Month
		doubts      int
	}{
		{"nothing decides", "04/03/2024", time.March, 2},
		{"days first", "13/03/2024", time.March, 0},
		{"months first", "03/13/2024", time.April, 0},
		{"both", "03/13/2024 13/03/2024", time.March, 1},
	} {
		first, more, _ := strings.Cut(c.first, " ")
		file := "delegation\tregistered_at\nPeru\t" + first + "\nJapan\t04/03/2024\n"
		if more != "" {
			file += "Chile\t" + more + "\n"
		}
		list, err := listfile.Read([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if got := list.Inscriptions[1].RegisteredAt.Month(); got != c.want || len(list.Doubts) != c.doubts {
			t.Errorf("%s: %v with the doubts %v, want %v and %d", c.name, got, list.Doubts, c.want, c.doubts)
		}
	}
}

func TestMembers(t *testing.T) {
	for _, c := range []struct{ text, states, others string }{
		{"Belgium; Côte d’Ivoire; Dominican Republic; South Africa (elected ten)", "BEL CIV DOM ZAF", ""},
		{"Belgium, Peru and Côte d'Ivoire", "BEL PER CIV", ""},
		{"Bosnia and Herzegovina, Trinidad and Tobago and Antigua and Barbuda", "BIH TTO ATG", ""},
		{"Korea, Republic of, Iran (Islamic Republic of) and Tanzania, United Republic of", "KOR IRN TZA", ""},
		{"la Belgique, le Pérou et la Bosnie-Herzégovine", "BEL PER BIH", ""},
		{"Perú y Chile", "PER CHL", ""}, {"Перу и Чили", "PER CHL", ""}, {"秘鲁、智利和波斯尼亚和黑塞哥维那", "PER CHL BIH", ""}, {"بيرو، شيلي", "PER CHL", ""},
		{"بيرو وشيلي", "PER CHL", ""}, {"بيرو، والبوسنة والهرسك وشيلي", "PER BIH CHL", ""}, {"مجموعة الـ 77 والصين", "", "مجموعة الـ 77 والصين"},
		{"Group of 77 and China", "CHN", "Group of 77"}, {"the European Union", "", "the European Union"},
		{"Peru / Peru / PERU", "PER", ""}, {"", "", ""}, {" ; , ", "", ""}, {"the Nordic countries (Denmark, Finland)", "", "the Nordic countries (Denmark, Finland)"},
	} {
		found, others := listfile.Members(c.text)
		var codes []string
		for _, s := range found {
			codes = append(codes, s.ISO3)
		}
		if strings.Join(codes, " ") != c.states || strings.Join(others, "|") != c.others {
			t.Errorf("%q is %v and %q, want %s and %q", c.text, codes, others, c.states, c.others)
		}
	}
}

func TestCountMembers(t *testing.T) {
	for text, want := range map[string]int{
		"Belgium, Peru and Côte d'Ivoire": 3, "Peru": 1, "秘鲁、智利": 2, "بيرو، شيلي وكوبا": 3,
		"the Nordic countries: Denmark, Finland, Iceland, Norway and Sweden.": 5, "北欧国家：丹麦、芬兰": 2,
		"the A3 (Kenya, Ghana and Gabon)": 3, "three States (Bolivia (Plurinational State of), Peru, Iran (Islamic Republic of))": 3, "北欧国家（丹麦、芬兰）": 2,
		"Bolivia (Plurinational State of) and Peru": 2,
		"": 0, "the Group of 77 and China": 0, "the European Union": 0, "the Group of 77 (China)": 0,
		"the Nordic countries (Denmark, Finland), the A3": 0, "the A3 (Kenya, Ghana), Gabon (all)": 0, "the A3 (Kenya, Ghana": 0,
		"the Nordic countries: Denmark and others": 0,
	} {
		if got := listfile.CountMembers(text); got != want {
			t.Errorf("%q names %d States, want %d", text, got, want)
		}
	}
}

func TestLinesLeftOut(t *testing.T) {
	list, err := listfile.Read([]byte("seq,delegation,status,kind\n1,Japan,Confirmed,\n2,Peru,WITHDRAWN,\n3,Chile,annulée,\n4,Cuba,pending,\n,,,provisional\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"line 3, column 8: “Peru” has the status “WITHDRAWN”; the line is left out",
		"line 4, column 9: “Chile” has the status “annulée”; the line is left out",
		"line 6, column 4: this line has no delegation, only “provisional”; it is left out",
	}
	if got := sentences(list.Doubts); !reflect.DeepEqual(got, want) || len(list.Inscriptions) != 2 || list.Rows != 5 {
		t.Errorf("%d rows, %+v, doubts %q", list.Rows, list.Inscriptions, got)
	}
}

// What a status says of a line, in the words of six languages.
func TestStatuses(t *testing.T) {
	for code, values := range map[string]string{
		"":                   "|waiting|Confirmed|on the list|Absent|not-heard|Speaking|en attente|inscrite|Absente|en espera|confirmada|подтверждено|отсутствует|已确认|缺席|في الانتظار|مؤكدة",
		listfile.DoubtHeard:  "heard|Spoken|has spoken|has the floor|Entendue|a pris la parole|Intervino|ya intervino|Заслушано|выступила|已发言|استُمع إليه|تكلم",
		listfile.DoubtEnded:  "withdrawn|Withdrawn by letter|Cancelled|Retirée|s’est désistée|retirada por carta|Retirada|Запись снята|снято|已退出|已撤回|سُحب اسمه|منسحب",
		listfile.DoubtStatus: "xyz|Completed|Withdrawn, or not?|see the letter",
	} {
		for value := range strings.SplitSeq(values, "|") {
			list, err := listfile.Read([]byte("delegation\tstatus\nJapan\t" + value + "\nPeru\t\n"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range list.Doubts {
				got += d.Code
				if d.Line != 2 || d.Column != 7 || d.Field != listfile.Status || !slices.Contains(d.About, any(value)) {
					t.Errorf("%s: %+v", value, d)
				}
			}
			taken := code == "" || code == listfile.DoubtStatus
			if got != code || (len(list.Inscriptions) == 2) != taken {
				t.Errorf("%q is told as %q, with %d speakers; want %q", value, got, len(list.Inscriptions), code)
			}
		}
	}
}

// What stands between the speakers is none, in a list of any length; only a line that has
// nothing but headings is known not to be one.
func TestLinesThatMayBeNoSpeakers(t *testing.T) {
	const (
		again = "the headings stand here again; the line is left out"
		none  = "no State is known by the name “%s”; it is taken as it is written"
	)
	of := func(name string) string { return strings.Replace(none, "%s", name, 1) }
	for _, c := range []struct {
		name, file string
		speakers   int
		doubts     []string
	}{
		{"parts of a list", "Country,Speaker\nMembers of the Council,\nPeru,a\nJapan,b\nNon-members,\nCountry,\nChile,c\nCuba,d\nTotal: 4,\n", 7,
			[]string{of("Members of the Council"), of("Non-members"), again, of("Total: 4")}},
		{"half of the lines", "Country\nPeru\nTotal\n", 2, []string{of("Total")}},
		{"all headings again", "No.,Country,Speaker\n1,Peru,a\nNO.,country,Speaker\n2,Chile,b\n", 2, []string{again}},
		{"in another language", "No.,Country,Speaker\nN°,Pays,Orateur\n1,Peru,a\n2,Chile,b\n", 2, []string{again}},
		{"a speaker whose delegation is a word", "No.,Country,Speaker\n1,Peru,a\n2,Participants,Mr. B\n3,Chile,c\n", 3, []string{of("Participants")}},
		{"mostly no States", "Country\nInstitute of Peace\nOffice of the Ombuds\nPeru\n", 3, nil},
	} {
		list, err := listfile.Read([]byte(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, d := range list.Doubts {
			got = append(got, d.Message)
		}
		if len(list.Inscriptions) != c.speakers || !slices.Equal(got, c.doubts) {
			t.Errorf("%s: %d speakers with the doubts %q, want %d and %q", c.name, len(list.Inscriptions), got, c.speakers, c.doubts)
		}
	}
}

// Withdrawn lines are no speakers, but no list has any number of them.
func TestManyLinesLeftOut(t *testing.T) {
	const line = "Peru,withdrawn\n"
	head := "delegation,status\nJapan,\n"
	list, err := listfile.Read([]byte(head + strings.Repeat(line, 2*timer.MaxEntries-1)))
	if err != nil || len(list.Inscriptions) != 1 || list.Rows != 2*timer.MaxEntries {
		t.Errorf("%d speakers of %d rows, %v", len(list.Inscriptions), list.Rows, err)
	}
	var refused *listfile.Error
	if _, err := listfile.Read([]byte(head + strings.Repeat(line, 2*timer.MaxEntries))); !errors.As(err, &refused) || refused.Code != listfile.RefusedMany {
		t.Errorf("%v, want that it has too many lines", err)
	}
}

func TestManyOfOneDoubt(t *testing.T) {
	list, err := listfile.Read([]byte("delegation,kind\n" + strings.Repeat("Group,orator\n", 1500)))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, d := range list.Doubts {
		if count[d.Code]++; d.Code == listfile.DoubtMore && !slices.Contains(d.About, any(500)) && !slices.Contains(d.About, any(499)) {
			t.Errorf("%+v", d)
		}
	}
	if want := map[string]int{listfile.DoubtUnknownKind: 1000, listfile.DoubtTwice: 1000, listfile.DoubtMore: 2}; !reflect.DeepEqual(count, want) {
		t.Errorf("%v, want %v", count, want)
	}
}
