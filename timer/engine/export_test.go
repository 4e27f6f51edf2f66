package engine

// Doubt is what the engine writes beside a wall time.
var Doubt = doubt
