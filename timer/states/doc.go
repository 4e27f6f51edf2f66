// Package states knows the names of States in the six official languages, and finds
// the State that a written name means.
//
// # The table
//
// It has the 193 Members of the United Nations, the Holy See, the State of Palestine,
// the Cook Islands and Niue, by the codes of ISO 3166-1 (alpha-3); states.source.md says
// where the names come from. The file habits.txt has what people write instead: "USA",
// "Ivory Coast", "Burma", and short and long names.
//
// # How a name is found
//
// [Find] compares whole names, never parts of them. Case, accents, punctuation, articles
// and the order of the words do not count, so that “Iran (Islamic Republic of)”, “Islamic
// Republic of Iran” and “IRAN, Islamic Republic” are one name; “Republic of”, “Kingdom
// of” and the like may stand around any. Codes of two and three letters are read in
// capitals. A name that could be two States, such as “Korea”, is none.
package states
