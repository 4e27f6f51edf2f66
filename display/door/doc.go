// Package door keeps guests to a measure: how many come in, how fast they come, and how
// fast they ask. Whoever operates or drives a light has places of their own, and is
// known only once a key was read: where all places are taken a newcomer is still heard,
// for two seconds and a few at a time.
//
// A hall behind one address translator is normal, ten thousand screens of one address
// are. What marks a flood is what it says and asks, and not how many it is: the defaults
// ([Hall]) stand in the way of nobody who reads.
package door
