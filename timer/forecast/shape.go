package forecast

import "slices"

// bins is how many equal parts a shape has: a twentieth is as fine as the statements of
// ten meetings bear.
const bins = 20

// Shape is how lengths of statements are spread round their mean: the mean of each
// twentieth of them, from the shortest on, relative to the mean of all.
type Shape [bins]float64

// shapeOf is the shape of meetings, each relative to its own mean.
func shapeOf(meetings [][]slot, means []float64) Shape {
	var all []float64
	for i, slots := range meetings {
		for _, s := range slots {
			if means[i] > 0 {
				all = append(all, s.ratio/means[i])
			}
		}
	}
	slices.Sort(all)
	var shape Shape
	var whole tally
	for i := range shape {
		var part tally
		for _, x := range all[i*len(all)/bins : (i+1)*len(all)/bins] {
			part.add(x)
			whole.add(x)
		}
		shape[i] = part.sum / float64(max(part.n, 1))
	}
	if whole.sum > 0 {
		for i := range shape {
			shape[i] *= float64(whole.n) / whole.sum
		}
	}
	return shape
}

// rest is the mean of what remains of a statement that has lasted so long, both relative
// to the mean of all. Of the few that last longest nothing is known but that they do not
// end at once: what remained of them at the eighteenth twentieth remains.
func (s Shape) rest(elapsed float64) float64 {
	elapsed = min(elapsed, s[bins-3])
	var longer tally
	for _, x := range s {
		if x > elapsed {
			longer.add(x - elapsed)
		}
	}
	if longer.n == 0 {
		return 0
	}
	return longer.sum / float64(longer.n)
}
