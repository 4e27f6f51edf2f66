package browser

// ForecastEnds is the sentence that says when the list ends, ForecastNotice what is told
// while something can still be done, ForecastLimit the one limit for all that it offers,
// ForecastEnd opens the question when interpretation ends.
func (c Console) ForecastEnds() Element   { return c.find("#forecast-ends") }
func (c Console) ForecastNotice() Element { return c.find("#forecast-notice") }
func (c Console) ForecastLimit() Element  { return c.find("#forecast-limit") }
func (c Console) ForecastEnd() Element    { return c.find("#forecast-end") }

// RunsOut is the line of the list before which time probably runs out, Uncertain are those
// of which that is not certain.
func (c Console) RunsOut() Element   { return c.find(".row[data-runs-out]") }
func (c Console) Uncertain() Element { return c.find(".row[data-forecast]") }
