// Package listfile reads a speakers' list from a file and says what it
// understood.
//
// # What it reads
//
// Comma-separated values, as spreadsheets write them: UTF-8 or UTF-16; the
// separator is a comma, a semicolon or a tab, recognised by the headings. The
// first line that is not blank holds the headings, in any order and any case;
// spaces, hyphens and underscores are alike:
//
//	delegation     required
//	seq            number on the list; absent or empty: the order of the file
//	kind           a kind of statement, see [timer.ParseKind]; empty: state
//	speaker        or represented_by
//	on_behalf_of   the States that a group statement speaks for
//	seat, iso3, language, remarks
//	delegation_fr  the delegation's name in French, and so on: two letters
//
// Names come out as they were written. Only space round a value is cut off,
// no-break space included, and a line break or tab inside one becomes a space.
//
// # Order
//
// The inscriptions are in the order in which the floor will be given. Where
// rows have numbers, the numbers decide and are never changed. A row without
// one, among rows that have one, stays behind the row it follows in the file
// and is given a number after the largest. Where no row has a number they are
// counted from 1.
//
// # Doubts and refusals
//
// A file that cannot be understood is refused whole, with an [*Error]: half a
// list is worse than none. What is understood but may not be meant, such as an
// unknown kind or a delegation that is there twice, is taken and reported as a
// [Doubt]. Both give the line and the column in which an editor shows the place.
package listfile
