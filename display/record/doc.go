// Package record writes the record of a meeting in the forms in which it goes out: a page,
// a workbook, a table, a document, a chart, and what programs read. All are made of one
// [account.Account], and every figure in them is the same.
//
// Files are byte-identical when they are made twice of the same account.
package record
