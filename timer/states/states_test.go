package states

import (
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for want, spellings := range map[string]string{
		"JPN": "Japan|JAPAN|japan |Japon|Япония|اليابان|日本|JPN|JP|Japón|Japo\u0301n|JAPÓN|Permanent Mission of Japan",
		"IRN": "Iran|Iran (Islamic Republic of)|Islamic Republic of Iran|IRAN, ISLAMIC REPUBLIC OF|Iran (République islamique d’)|République islamique d'Iran|إيران (جمهورية - الإسلامية)|جمهورية إيران الإسلامية|ايران",
		"KOR": "Republic of Korea|South Korea|the Republic of Korea|Korea, Republic of|ROK|Korea (Republic of)|Rep. of Korea|韩国",
		"PRK": "DPRK|D.P.R.K.|North Korea|Democratic People's Republic of Korea|Korea (Democratic People’s Republic of)|Democratic Peoples Republic of Korea",
		"TUR": "Turkey|Türkiye|TÜRKİYE|TURKIYE|Türkıye|Turquie|Republic of Türkiye",
		"CIV": "Ivory Coast|Côte d'Ivoire|Cote d`Ivoire|COTE D’IVOIRE|Cote dIvoire|Кот-д'Ивуар|Republic of Côte d’Ivoire",
		"CPV": "Cape Verde|Cabo Verde|Кабо-Верде", "SWZ": "Swaziland|Eswatini|eSwatini|the Kingdom of Eswatini",
		"CZE": "Czech Republic|Czechia|The Czech Republic", "MKD": "Macedonia|North Macedonia|The Republic of North Macedonia",
		"MMR": "Burma|Myanmar", "NLD": "Holland|The Netherlands|Netherlands (Kingdom of the)|Kingdom of the Netherlands|Pays-Bas",
		"RUS": "Russia|Russian Federation|RUSSIAN FEDERATION (THE)|Россия|РФ", "SYR": "Syria|Syrian Arab Republic|الجمهورية العربية السورية",
		"BOL": "Bolivia|Bolivia (Plurinational State of)|Plurinational State of Bolivia", "VEN": "Venezuela|Bolivarian Republic of Venezuela",
		"TZA": "Tanzania|United Republic of Tanzania|Tanzania, United Rep. of", "VNM": "Viet Nam|Vietnam|Viet-Nam|VIETNAM",
		"LAO": "Laos|Lao PDR|Lao People's Democratic Republic", "MDA": "Moldova|Republic of Moldova",
		"FSM": "Micronesia|Micronesia (Federated States of)|Federated States of Micronesia", "PSE": "Palestine|State of Palestine|فلسطين",
		"VAT": "Vatican|Holy See|the Holy See", "USA": "usa|U.S.A.|u. s. a.|United States|the United States of America|America|США|أمريكا|美国|US",
		"GBR": "uk|u.k.|U.K.|United Kingdom|Great Britain|英国", "COD": "drc|DR Congo|Congo (Democratic Republic of the)|Congo-Kinshasa|Dem. Rep. of the Congo|刚果（金）",
		"COG": "Congo|Congo, Republic of the|Republic of the Congo|République du Congo|刚果（布）|刚果(布)", "ARE": "uae|U.A.E.|United Arab Emirates",
		"CHN": "prc|China|People's Republic of China|中华人民共和国", "GIN": "Guinea|Republic of Guinea|Guinée", "GNB": "Guinea-Bissau|Guinea Bissau",
		"GNQ": "Equatorial Guinea|Guinea, Equatorial|Guinea Ecuatorial", "PNG": "Papua New Guinea|Папуа-Новая Гвинея|PNG", "NER": "Niger|the Niger|Níger|Republic of the Niger",
		"NGA": "Nigeria|Nigéria|Federal Republic of Nigeria", "DMA": "Dominica|Dominique|Commonwealth of Dominica|多米尼克",
		"DOM": "Dominican Republic|República Dominicana|الدومينيكان|多米尼加", "ATG": "Antigua & Barbuda|أنتيغوا و بربودا",
		"LCA": "St. Lucia|Saint Lucia|Sainte-Lucie", "SSD": "South Sudan|Republic of South Sudan|Sudan del Sur", "SDN": "Sudan|Republic of the Sudan",
		"KEN": "Republic of Kenya|Kenya, Republic of|République du Kenya|Республика Кения|جمهورية كينيا|肯尼亚共和国",
		"SLV": "El Salvador|Salvador|le Salvador", "STP": "São Tomé and Príncipe|Sao Tome & Principe", "GMB": "The Gambia|Gambia (Republic of The)",
	} {
		for text := range strings.SplitSeq(spellings, "|") {
			if got, ok := Find(text); !ok || got.ISO3 != want {
				t.Errorf("%q is %q, want %q", text, got.ISO3, want)
			}
		}
	}
}

func TestFindNone(t *testing.T) {
	for _, text := range []string{
		"", " ", "…", "Korea", "Africa", "EU", "E.U.", "GCC", "S.", "s", "No", "NATO", "Corée", "Democratic Republic of Korea", "People's Republic of Korea", "Republic of China", "جمهورية الصين",
		"Dominica Republic", "Republic of Dominica", "República Dominica", "People's Republic of the Congo", "Congo and Niger", "New Guinea", "Guinea Conakry and Bissau",
		"South Georgia", "American Samoa", "Islamic State of Iraq", "Turkish Republic of Northern Cyprus", "Republic of", "the", "jp", "jpn", "XX", "XXX",
		"Japan; Peru", "Japan Foundation", "United Nations University", "European Union", "African Union", "North Korea and South Korea", "刚果", "中华民国", "Virgin Islands",
		"Federal Republic of Yugoslavia", strings.Repeat("Japan ", 1000), strings.Repeat("的", 200), "Sudan South Africa", "State of the World",
	} {
		if got, ok := Find(text); ok {
			t.Errorf("%q is %s, want none", text, got.ISO3)
		}
	}
}

func TestEveryNameFindsItsRow(t *testing.T) {
	if n := len(All()); n != 197 {
		t.Errorf("%d States, want 197", n)
	}
	if !slices.IsSortedFunc(All(), func(a, b State) int { return strings.Compare(a.ISO3, b.ISO3) }) {
		t.Error("not in the order of the codes")
	}
	two := map[string]int{}
	for alias := range table().codes {
		two[table().codes[alias]]++
	}
	for _, s := range All() {
		for _, language := range Languages() {
			name := s.Name(language)
			if name == "" || Names(language)[s.ISO3] != name {
				t.Errorf("%s in %s is %q and %q", s.ISO3, language, name, Names(language)[s.ISO3])
			}
			for _, written := range []string{name, strings.ToUpper(name), strings.ToLower(name), "  " + name + " *", Fold(name)} {
				if got, ok := Find(written); !ok || got != s {
					t.Errorf("%q is %q, want %q", written, got.ISO3, s.ISO3)
				}
			}
		}
		if got, ok := ByISO3(strings.ToLower(s.ISO3)); !ok || got != s {
			t.Errorf("the code %s gives %q", s.ISO3, got.ISO3)
		}
		if two[s.ISO3] != 2 {
			t.Errorf("%s has %d codes, want one of two letters and one of three", s.ISO3, two[s.ISO3])
		}
	}
	if s, ok := ByISO3("XXX"); ok || s.Name("en") != "" || (State{"JPN"}).Name("de") != "" || len(Names("de")) != 0 {
		t.Error("there is a name where there is no State, or no such language")
	}
}

// A name that two States had would find one of them by chance.
func TestNoTwoStatesShareAName(t *testing.T) {
	meant := map[string]string{}
	claim := func(code, name string) {
		k := table().key(words(name))
		if other, ok := meant[k]; ok && other != code || k == "" {
			t.Errorf("%q (%s) is %q for %s too", name, k, other, code)
		}
		meant[k] = code
	}
	for _, s := range All() {
		for _, language := range Languages() {
			claim(s.ISO3, s.Name(language))
		}
	}
	for _, h := range table().habits {
		if _, ok := ByISO3(h.iso3); !ok {
			t.Errorf("habits.txt: there is no State %q", h.iso3)
		}
		claim(h.iso3, h.name)
	}
	for name, code := range Habits() {
		if got, ok := Find(name); !ok || got.ISO3 != code {
			t.Errorf("the habit %q is %q, want %q", name, got.ISO3, code)
		}
	}
	// A code in capitals must not be another State's name.
	for code, of := range table().codes {
		if other, ok := meant[table().key(words(code))]; ok && other != of {
			t.Errorf("%s is the code of %s and the name of %s", code, of, other)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"Japan", "Iran (Islamic Republic of)", "u.s.a.", "و و", "刚果共和国", "\xff", "Republic of Republic of", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, ok := Find(text)
		if !ok {
			return
		}
		if _, known := ByISO3(s.ISO3); !known {
			t.Fatalf("%q is %q, which is no State", text, s.ISO3)
		}
		if again, _ := Find(strings.ToUpper(" " + text + "\t")); again != s {
			t.Errorf("%q is %s, and %s in capitals", text, s.ISO3, again.ISO3)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Find("Iran (Islamic Republic of)")
		Find("Permanent Representative")
	}
}
