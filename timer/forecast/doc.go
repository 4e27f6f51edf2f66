// Package forecast says when a speakers' list will end, when each speaker's turn comes,
// and before whom the time runs out. It is a calculation: a [Debate] goes in, with the
// instant it is of, and a [Forecast] comes out; the same debate has the same forecast.
// [Of] makes the debate of a meeting.
//
// # The middle
//
// A slot is one statement and the time between it and the one before. Two figures make
// its length: used / limit, for each kind of statement, and the time between. Each is
// what was seen so far, shrunk toward what was known before as if that were [Weight]
// statements more (the posterior mean of a conjugate prior; Efron and Morris 1973 show
// why it beats the mean of the few):
//
//	ratio = (16·before + Σ used/limit) / (16 + n)
//	gap   = (16·before + Σ gap) / (16 + m)
//
// What was known before are the own earlier meetings under the same rules, in the same
// way; before any, 1.2 of the limit for a whole slot, 1.0 spoken and 0.2 between, both
// corrected by what came of them in the meetings of a [Table]. The other kinds of this
// meeting move what is expected of a kind, each relative to what was expected of it. A
// statement counts at most [Most] limits and a gap at most [LongestGap], so that one of
// them does not decide the rest. A statement without a limit is measured against three
// minutes.
//
// Of the running statement, what remains is the mean of what remained of those that
// lasted as long, by the table's shape: lengths relative to their meeting's mean.
//
// # The band
//
// How far a forecast misses is taken from past meetings, never from this one. Let T be
// the middle of the time up to an instant, n = T over a mean slot (at least 1), and d the
// statements heard. A past meeting's score is
//
//	z = ln(actual/T) / σ,  σ² = (0.03 + 0.5/n)·(1 + 10/(d + 5))
//
// and the quantile p of what is to come is T·exp(z_p·σ), with z_p the quantile of the
// scores: split conformal prediction (Vovk, Gammerman, Shafer 2005; Papadopoulos et al.
// 2002) with scores normalised by their spread (Lei, G'Sell, Rinaldo, Tibshirani,
// Wasserman 2018, section 5.2). The rank is ⌈0.9·(k+1)⌉ of k scores for the upper end and
// ⌊0.1·(k+1)⌋ for the lower. Each score is of a forecast that did not know its meeting.
// Scores of one meeting are not independent, so that four chances in five are what came
// of it on meetings left out (the tests print it), and no theorem.
//
// σ and T depend on the list only through T, and T·exp(z·σ) never falls as T grows. So
// one speaker more never ends the list earlier, and a shorter limit never later.
//
// The table is the shipped one ([Shipped]), of a city council's sittings, until there are
// [OwnMeetings] own ones that were long enough; from then on it is fitted to them alone.
//
// # Units and errors
//
// Limits, times used and gaps are durations; ratios are of the limit. Forecasts are
// instants, whole seconds after the one from which they are made, and never before it. A
// debate that cannot be is refused whole with [ErrDebate] and its place.
package forecast
