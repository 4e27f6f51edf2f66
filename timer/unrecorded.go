package timer

// GoOnUnrecorded lets commands be taken at once while the disk does not answer.
// Their receipts say that they are not durable; what was done is written, in
// order, when the disk is back. It is the chair's choice: what is not written is
// lost if the controller stops before that.
type GoOnUnrecorded struct{}

// WentUnrecorded says that from here on commands were acknowledged before they
// were on the disk, until the disk was back.
type WentUnrecorded struct{}

func (GoOnUnrecorded) decide(*Meeting, Stamp) (Fact, error) { return WentUnrecorded{}, nil }

func (WentUnrecorded) subjects() []subject { return nil }

func (WentUnrecorded) apply(*Meeting, Stamp) {}

// goOn lets commands be taken without the disk from now on. What is with the
// disk at this moment happens now; whether the disk takes it is seen later.
func (e *Engine) goOn(o order) {
	now := e.clock.Now()
	receipt, repeated, err := e.history.answer(o.request)
	if err == nil && !repeated {
		err = e.history.Meeting.guard(o.request)
	}
	if repeated || err != nil {
		o.reply <- outcome{receipt, e.explain(err)}
		return
	}
	if s := e.snapshot.Saving; s.State == Saved || s.GoingOn {
		told := notNow("recorded", "the disk answers: everything is being recorded")
		if s.GoingOn {
			told = notNow("unrecorded-already", "the meeting goes on unrecorded already")
		}
		o.reply <- outcome{err: e.explain(told)}
		return
	}
	e.snapshot.Saving.GoingOn = true
	e.snapshot.Version++
	if p := e.pending; p != nil {
		e.pending, e.ahead = nil, true
		e.snapshot.Intended = nil // what was intended happens now
		e.apply(e.record, *p)
	}
	events, err := e.history.Meeting.Decide(o.by, GoOnUnrecorded{}, now)
	if err != nil {
		o.reply <- outcome{err: e.explain(err)}
		return
	}
	r := Record{Events: events}
	if o.request.ID != "" {
		r.Command = &CommandRef{ID: o.request.ID, Digest: o.request.Digest}
	}
	e.apply(r, o)
}

// apply lets a record happen before it is written.
func (e *Engine) apply(r Record, o order) {
	e.unsaved = append(e.unsaved, r)
	e.snapshot.Saving.Unrecorded = len(e.unsaved)
	if err := e.enter(r, e.clock.Now()); err != nil {
		o.reply <- outcome{err: err}
		return
	}
	receipt := r.Receipt()
	receipt.Durable = false
	e.history.unsaved(r)
	o.reply <- outcome{receipt: receipt}
}
