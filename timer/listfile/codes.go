package listfile

// The codes of an [*Error].
const (
	RefusedTooLarge      = "too-large"      // the file, or what is packed in it
	RefusedNotAList      = "not-a-list"     // a picture, a document, another program's file
	RefusedText          = "bad-text"       // not UTF-8, or a character that cannot be shown
	RefusedQuotes        = "bad-quotes"     // quotation marks of CSV
	RefusedSeparator     = "bad-separator"  // “sep=” with a separator that is not read
	RefusedDamaged       = "damaged"        // a workbook that is not whole, or not honest
	RefusedProtected     = "protected"      // by a password
	RefusedEmpty         = "empty"          // nothing is in it
	RefusedNoSpeakers    = "no-speakers"    // nothing below the headings
	RefusedNobodyWaits   = "nobody-waits"   // all were heard, or do not speak
	RefusedNoDelegation  = "no-delegation"  // no column is the delegation
	RefusedNoHeadings    = "no-headings"    // a speaker stands in their place
	RefusedColumnTwice   = "column-twice"   // two columns are one field
	RefusedUnknownSheet  = "unknown-sheet"  // of [Options]
	RefusedUnknownColumn = "unknown-column" // of [Options]
	RefusedWide          = "too-wide"       // too many columns
	RefusedMissing       = "missing"        // a delegation
	RefusedLong          = "too-long"       // a value
	RefusedMany          = "too-many"       // speakers
	RefusedSplit         = "split-cell"     // a value beyond the headings
	RefusedNumber        = "bad-number"     // no sequence number, where a person says that there is one
	RefusedNumberTwice   = "number-twice"
)

// The codes of a [Doubt].
const (
	DoubtNoHeading     = "no-heading"     // a column has none, and is left out
	DoubtIgnored       = "ignored-column" // a column is left out
	DoubtLanguage      = "other-language" // names in a language that is not official
	DoubtAbove         = "above-headings" // lines above them are left out
	DoubtShortLine     = "short-line"     // fewer cells than headings
	DoubtLongLine      = "long-line"      // empty cells beyond the headings
	DoubtNote          = "note-line"      // a line with one text and no delegation is left out
	DoubtHeadings      = "headings-again" // the line is left out
	DoubtEnded         = "ended"          // withdrawn or cancelled: the line is left out
	DoubtHeard         = "heard"          // has spoken: the line is left out
	DoubtStatus        = "unknown-status" // taken as waiting
	DoubtHiddenRow     = "hidden-row"     // taken all the same
	DoubtFormula       = "formula-without-value"
	DoubtFormulaError  = "formula-error" // #N/A
	DoubtUnknownKind   = "unknown-kind"  // taken as state
	DoubtKindGuessed   = "kind-guessed"  // from the capacity
	DoubtCapacity      = "unknown-capacity"
	DoubtLevel         = "unknown-level"
	DoubtLetter        = "unknown-letter"
	DoubtISO3          = "bad-iso3"
	DoubtISO3Differs   = "iso3-differs"  // from that of the delegation
	DoubtNotAState     = "not-a-state"   // among States, a name that is none
	DoubtGroupUnnamed  = "group-unnamed" // on behalf of a group, but of which
	DoubtBehalf        = "behalf-not-group"
	DoubtTwice         = "twice"        // a delegation is there already
	DoubtNoNumber      = "no-number"    // but others have
	DoubtNotANumber    = "not-a-number" // among the numbers; placed where it stands
	DoubtOutOfOrder    = "out-of-order" // the numbers decide
	DoubtNoMoment      = "not-a-time"
	DoubtAmbiguousDate = "ambiguous-date" // day and month may be the other way round
	DoubtMore          = "more"           // as many again of another code
)

// DoubtCodes returns every code of a [Doubt], for who has a sentence of his own for each.
func DoubtCodes() []string {
	return []string{
		DoubtNoHeading, DoubtIgnored, DoubtLanguage, DoubtAbove, DoubtShortLine, DoubtLongLine, DoubtNote, DoubtHeadings,
		DoubtEnded, DoubtHeard, DoubtStatus, DoubtHiddenRow, DoubtFormula, DoubtFormulaError, DoubtUnknownKind, DoubtKindGuessed,
		DoubtCapacity, DoubtLevel, DoubtLetter, DoubtISO3, DoubtISO3Differs, DoubtNotAState, DoubtGroupUnnamed,
		DoubtBehalf, DoubtTwice, DoubtNoNumber, DoubtNotANumber, DoubtOutOfOrder, DoubtNoMoment, DoubtAmbiguousDate, DoubtMore,
	}
}

// RefusedCodes returns every code of an [*Error].
func RefusedCodes() []string {
	return []string{
		RefusedTooLarge, RefusedNotAList, RefusedText, RefusedQuotes, RefusedSeparator, RefusedDamaged,
		RefusedProtected, RefusedEmpty, RefusedNoSpeakers, RefusedNobodyWaits, RefusedNoDelegation, RefusedNoHeadings, RefusedColumnTwice,
		RefusedUnknownSheet, RefusedUnknownColumn, RefusedWide, RefusedMissing, RefusedLong, RefusedMany,
		RefusedSplit, RefusedNumber, RefusedNumberTwice,
	}
}
