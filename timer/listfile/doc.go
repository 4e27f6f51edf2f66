// Package listfile reads a speakers' list from a file, says what it understood, and
// writes lists that come back in unchanged.
//
// # What it reads
//
// Workbooks (XLSX), and comma-separated values as spreadsheets write them: UTF-8 or
// UTF-16; the separator is a comma, a semicolon or a tab, recognised by the headings.
// Everything else gets one sentence that says what to do. The columns, in any order:
//
//	delegation     required; where no column is it, the codes of States are
//	seq            number on the list; absent or empty: the order of the file
//	kind           a kind of statement, see [timer.ParseKind]; empty: state
//	capacity       Council member, rule 37, rule 39, observer, other
//	level          of who speaks; where it is empty, guessed from the title
//	title          of the speaker, "Minister for Foreign Affairs"
//	speaker        or represented_by
//	on_behalf_of   the States that a group statement speaks for, see [Members]
//	letter         of rule 37: on file, or missing
//	registered_at  when the speaker registered, with a zone or in that of [Options]
//	status         a line that is withdrawn, cancelled or heard is left out
//	seat, iso3, language, remarks
//	delegation_fr  the delegation's name in French, and so on: two letters
//
// Names come out as they were written. Only space round a value is cut off,
// no-break space included, and a line break or tab inside one becomes a space. A code of
// three letters that is missing is filled in where the delegation is a State, whatever
// the language of its name.
//
// # Columns
//
// A column is told by what a person says of it ([Options]), else by its heading, in any of
// the six official languages and in the words that people use, else by what is in it:
// names of States are the delegation, codes of three letters iso3, moments registered_at,
// numbers that count from 1 seq. [Column] says which it was. A guess takes no column that
// a heading claims, with one exception: where no column is the delegation, one headed
// "Speaker" whose cells are States is. A second column of names is that in a language
// where its heading is in another one than the first's, “Pays” beside “Country”, and where
// it names the same States. Headings need not be in the first line; what stands
// above them is left out.
//
// Of a workbook one sheet is read, the first visible one that has delegations. The value
// of merged cells is in the first of them; a formula counts for what it last showed;
// hidden rows are taken.
//
// # Order
//
// The inscriptions are in the order in which the floor will be given. Where
// rows have numbers, the numbers decide and are never changed. A row without
// one, among rows that have one, stays behind the row it follows in the file
// and is given a number after the largest; so does one that has something else there, such
// as “TBC”, which is a doubt. Where no row has a number they are counted from 1.
//
// # Doubts and refusals
//
// A file that cannot be understood is refused whole, with an [*Error]: half a
// list is worse than none. What is understood but may not be meant, such as an
// unknown kind or a delegation that is there twice, is taken and reported as a
// [Doubt]. Both have a code, and give the cell of a workbook, or the line and the column in
// which an editor shows the place.
//
// # What a file may cost
//
// A file is at most [MaxSize] bytes, and a list [timer.MaxEntries] lines. Whatever is in
// it, it is read or refused within three seconds of one processor and 100 MB beside the
// file; reading ends when its context does.
package listfile
