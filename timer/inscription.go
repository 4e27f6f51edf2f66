package timer

// The bounds of what a person may type.
const (
	MaxName    = 200    // characters of a delegation, speaker, title or reason
	MaxSeat    = 40     // characters of a seat's name
	MaxEntries = 10_000 // lines of a speakers' list
)

// Inscription is what is known of a speaker before the floor is given.
type Inscription struct {
	Seq        int               `json:"seq,omitempty"` // number on the list as it was drawn up
	Delegation string            `json:"delegation"`
	Names      map[string]string `json:"names,omitempty"` // delegation by language, "fr": "…"
	Speaker    string            `json:"speaker,omitempty"`
	Kind       Kind              `json:"kind"`
	OnBehalfOf string            `json:"on_behalf_of,omitempty"`
	Seat       string            `json:"seat,omitempty"`
	ISO3       string            `json:"iso3,omitempty"`
	Language   string            `json:"language,omitempty"`
	Remarks    string            `json:"remarks,omitempty"`
	Registration
}

func (i Inscription) validate() error {
	for _, f := range []struct {
		name, value string
		longest     int
		required    bool
	}{
		{"delegation", i.Delegation, MaxName, true},
		{"speaker", i.Speaker, MaxName, false},
		{"on_behalf_of", i.OnBehalfOf, 10 * MaxName, false},
		{"seat", i.Seat, MaxSeat, false},
		{"language", i.Language, MaxName, false},
		{"remarks", i.Remarks, 10 * MaxName, false},
	} {
		if err := CheckText(f.name, f.value, f.longest, f.required); err != nil {
			return err
		}
	}
	if err := i.Registration.validate(); err != nil {
		return err
	}
	if i.ISO3 != "" && !stateCode.MatchString(i.ISO3) {
		return invalid("iso3", "not-a-state", "%q is not the code of a State; use its three capital letters", i.ISO3)
	}
	if i.Seq < 0 {
		return invalid("seq", "negative-number", "the sequence number must not be negative")
	}
	if k, err := ParseKind(string(i.Kind)); err != nil || k != i.Kind || k == PointOfOrder {
		return invalid("kind", "not-a-kind", "%q is not a kind of statement; use one of %s", i.Kind, kindNames())
	}
	return nil
}
