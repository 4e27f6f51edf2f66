// Package link keeps a program in touch with a controller: it connects, says who
// it is, measures the controller's clock, hears courses, notices silence, and
// comes back for ever.
package link
