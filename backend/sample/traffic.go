package sample

import (
	"strconv"
	"strings"
)

// A generation is a generation that ended and can be deleted from done on.
type generation struct {
	name  string
	model *model
	done  int64
}

// unread is a notification that its receiver can dismiss from at on.
type unread struct {
	text string
	at   int64
	to   *member
	mail string // of to, to tell when the place has another holder
}

func (u *unread) dismissible(now int64) bool {
	return u.text != "" && u.at <= now && u.to.email == u.mail && u.to.here(now)
}

// The longest generation story: five steps, three failed deliveries, a
// delivery and a notification.
const generationMost = 10

// traffic tells one story of the workspace at work.
func (w *workspace) traffic(room int) {
	if room < generationMost {
		w.shortTraffic(room)
		return
	}
	people := atWork(w.now) || w.random.chance(8)
	switch r := w.random.below(1000); {
	case people && r < 280:
		w.readUp(min(room, w.random.between(1, 6)))
	case people && r < 310:
		w.cleanUp(min(room, w.random.between(1, 5)))
	case r < 895:
		w.generation(w.now, w.anyModel(), w.requester(), w.outcome())
	case r < 905:
		w.batch(room)
	case r < 975:
		w.tellNews(w.now)
	default:
		w.bySystem(w.now, "webhook", "delivered", pick(&w.random, otherDeliveries))
	}
}

// shortTraffic tells stories that fit where a generation may not.
func (w *workspace) shortTraffic(room int) {
	switch r := w.random.below(3); {
	case r == 0 && room >= 5:
		w.bareGeneration(w.anyModel(), w.requester())
	case r == 1:
		w.readUp(min(room, 2))
	default:
		w.tellNews(w.now)
	}
}

func (w *workspace) anyModel() *model { return pick(&w.random, modelByWeight) }

// requester returns the member who asks for a generation: members in their working
// hours, programs with a key at any time, which is the system (nil).
func (w *workspace) requester() *member {
	if atWork(w.now) && w.random.chance(45) || w.random.chance(4) {
		return w.someone()
	}
	return nil
}

type outcome uint8

const (
	succeeds outcome = iota
	fails
	isCanceled
)

func (w *workspace) outcome() outcome {
	switch r := w.random.below(100); {
	case r < 90:
		return succeeds
	case r < 97:
		return fails
	}
	return isCanceled
}

// as plans a step of m, or of the system where m is nil.
func (w *workspace) as(m *member, at int64, category, action, description string) {
	if m == nil {
		w.bySystem(at, category, action, description)
	} else {
		w.by(m, at, category, action, description)
	}
}

// generation is one generation from start to end with its credits, delivery and
// notification: at most generationMost events.
func (w *workspace) generation(t int64, m *model, who *member, ends outcome) {
	name := w.random.name("gen_")
	units := pick(&w.random, m.units)
	t = w.generate(t, m, who, ends, name, units)
	if ends == isCanceled {
		return
	}
	event := "generation.completed"
	if ends == fails {
		event = "generation.failed"
	}
	if w.random.chance(72) {
		t = w.deliver(w.later(t, 60, 1200), event)
	}
	if who != nil && w.random.chance(60) {
		verb := " is ready ("
		if ends == fails {
			verb = " failed ("
		}
		w.notify(who, w.later(t, 100, 900), w.join("Generation ", name, verb, m.name, ")"))
	}
}

// bareGeneration is a success without anything around it: 5 events.
func (w *workspace) bareGeneration(m *model, who *member) {
	w.generate(w.now, m, who, succeeds, w.random.name("gen_"), pick(&w.random, m.units))
}

// generate tells the generation itself and its credits, 4 or 5 events, and
// returns when it ended.
func (w *workspace) generate(t int64, m *model, who *member, ends outcome, name string, units int) int64 {
	amount := units * m.price
	w.as(who, t, "generation", "pending", m.pending)
	if w.random.chance(50) {
		t = w.later(t, 2, 60)
	}
	w.bySystem(t, "credit", "reserve", w.credits("Reserved ", amount, m, name))
	if ends == isCanceled {
		t = w.later(t, 300, 9*second)
		w.as(who, t, "generation", "canceled", m.canceled)
		w.bySystem(w.later(t, 0, 40), "credit", "refund", w.credits("Refunded ", amount, m, ""))
		return t
	}
	t = w.later(t, 40, 2200)
	w.bySystem(t, "generation", "processing", m.processing)
	takes := m.takes * (units + 4) / (m.units[0] + 4)
	t = w.later(t, takes*8/10, takes*15/10)
	if ends == fails {
		w.bySystem(t, "generation", "failed", w.failure(m))
	} else {
		w.bySystem(t, "generation", "succeeded", m.succeeded)
		w.remember(generation{name, m, t})
	}
	if w.random.chance(60) {
		t = w.later(t, 1, 30)
	}
	if ends == fails {
		w.bySystem(t, "credit", "refund", w.credits("Refunded ", amount, m, ""))
	} else {
		w.bySystem(t, "credit", "charge", w.credits("Charged ", amount, m, ""))
	}
	return t
}

// credits returns the feed's sentence about an amount, with its generation where
// one is named.
func (w *workspace) credits(verb string, amount int, m *model, generation string) string {
	w.text = appendCredits(append(w.text[:0], verb...), amount)
	w.text = append(append(w.text, " credits for "...), m.name...)
	if generation != "" {
		w.text = append(append(append(w.text, " ("...), generation...), ')')
	}
	return string(w.text)
}

func (w *workspace) failure(m *model) string {
	why := failures
	switch m.unit {
	case image:
		why = imageFailures
	case video:
		why = videoFailures
	}
	return w.join("Generation failed - ", m.name, ": ", pick(&w.random, why), " (", w.random.name("req_"), ")")
}

// remember keeps a generation for a later cleanUp; it takes the place of an
// earlier one.
func (w *workspace) remember(g generation) {
	w.generations[w.turn%len(w.generations)] = g
	w.turn++
}

// batch is a job of many generations of one model at once, sent by a program.
func (w *workspace) batch(room int) {
	m := w.anyModel()
	most := min(60, room/generationMost, 3+w.n/1500)
	if most > 3 {
		most = w.random.between(3, most)
	}
	t := w.now
	for range most {
		w.generation(t, m, nil, w.outcome())
		if w.random.chance(70) {
			t = w.later(t, 1, 250)
		}
	}
}

// deliver delivers a webhook, at most at the fourth attempt, and returns when:
// at most 4 events.
func (w *workspace) deliver(t int64, event string) int64 {
	if w.random.chance(6) {
		if e := w.liveEndpoint(); e != nil {
			t = w.stumble(t, e, event, w.random.between(1, 3))
		}
	}
	w.bySystem(t, "webhook", "delivered", delivered(event))
	return t
}

func delivered(event string) string {
	if event == "generation.completed" {
		return "Webhook delivered: generation.completed"
	}
	return "Webhook delivered: " + event
}

// attempts is how often a delivery is tried before its endpoint is quarantined.
const attempts = 5

// stumble is a delivery that fails the given number of times; it returns when the
// next attempt is due. The endpoint stays as it is until then.
func (w *workspace) stumble(t int64, e *endpoint, event string, times int) int64 {
	name := w.random.name("dlv_")
	wait := 15 * second
	for attempt := 1; attempt <= times; attempt++ {
		w.bySystem(t, "webhook", "delivery_failed", w.join("Webhook delivery failed: ", event,
			" (", pick(&w.random, refusals), ", attempt ", strconv.Itoa(attempt), " of ", strconv.Itoa(attempts), ", ", name, ") at ", e.url))
		if attempt < attempts {
			t = w.later(t, wait, wait+2*second)
		}
		wait *= 4
	}
	e.free = max(e.free, t)
	return t
}

// notify plans a notification to a member that can be dismissed later: 1 event.
func (w *workspace) notify(to *member, t int64, text string) {
	w.bySystem(t, "notification", "received", w.join("Notification received: ", text))
	w.unread[w.turn%len(w.unread)] = unread{text, t, to, to.email}
	w.turn++
}

// tellNews notifies someone: 1 event.
func (w *workspace) tellNews(t int64) {
	to := w.someone()
	w.notify(to, t, w.news(to))
}

// readUp is a member who dismisses some of their notifications: 1 to most
// events.
func (w *workspace) readUp(most int) {
	var reader *member
	from := w.random.below(len(w.unread))
	for i, t := 0, w.now; i < len(w.unread) && most > 0; i++ {
		u := &w.unread[(from+i)%len(w.unread)]
		if !u.dismissible(w.now) || reader != nil && u.to != reader {
			continue
		}
		reader = u.to
		w.by(reader, t, "notification", "dismissed", w.join("Notification dismissed: ", u.text))
		*u = unread{}
		t = w.later(t, 400, 5*second)
		most--
	}
	if reader == nil { // nothing to read yet
		w.tellNews(w.now)
	}
}

// cleanUp is a member who deletes what they no longer need: 1 to most events.
func (w *workspace) cleanUp(most int) {
	t := w.now
	var m *member
	for range most {
		g := &w.generations[w.random.below(len(w.generations))]
		if g.model == nil || g.done > w.now {
			continue
		}
		if m == nil {
			m = w.someone()
		}
		w.by(m, t, "generation", "deleted", w.join("Generation deleted - ", g.model.name, " (", g.name, ")"))
		*g = generation{}
		t = w.later(t, 300, 4*second)
	}
	if m == nil { // nothing there
		w.tellNews(t)
	}
}

// news returns a notification for a member that is not about a generation.
func (w *workspace) news(to *member) string {
	text := pick(&w.random, newsTexts)
	text = strings.ReplaceAll(text, "{project}", pick(&w.random, projects))
	text = strings.ReplaceAll(text, "{n}", strconv.Itoa(w.random.between(2, 480)))
	text = strings.ReplaceAll(text, "{model}", w.anyModel().name)
	if strings.Contains(text, "{member}") {
		from := w.someone()
		for from == to {
			from = w.someone()
		}
		text = strings.ReplaceAll(text, "{member}", from.name)
	}
	return text
}
