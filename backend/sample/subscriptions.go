package sample

import "strconv"

// products are the things to which one can subscribe; the first is the workspace's
// plan, which stays all year.
var products = []string{
	"Enterprise plan, yearly", "Priority queue, monthly", "Studio add-on, monthly", "Long video add-on, monthly",
	"Brand models, quarterly", "Support with phone, monthly",
}

// items can be added to a subscription.
var items = [...]string{"Extra seat", "Parallel slot", "Custom model"}

// A subscription holds one place; a canceled one leaves it.
type subscription struct {
	name     string // "sub_…", empty where there is none
	product  string
	quantity [len(items)]int
	free     int64 // no story goes on with it before
}

func (w *workspace) subscriptionText(s *subscription, verb, more string) string {
	return w.join("Subscription ", verb, ": ", s.product, " (", s.name, ")", more)
}

// subscribe begins a subscription with a trial: 2 events.
func (w *workspace) subscribe(s *subscription, product int) {
	*s = subscription{name: w.random.name("sub_"), product: products[product]}
	w.subscribed++
	t := w.now
	trial := w.random.between(3, 14)
	end := w.later(t, trial*day, trial*day+hour)
	w.by(w.anOwner(), t, "subscription", "trialing", w.subscriptionText(s, "in trial", ", until "+date(end)))
	w.bySystem(end, "subscription", "active", w.subscriptionText(s, "is active", ""))
	s.free = end
}

// aSubscription returns a subscription that a story can go on with, and from when
// on; it is taken out on the spot (1 event) where there is none. The plan is only
// given where it may be.
func (w *workspace) aSubscription(plan bool) (*subscription, int64) {
	first := 1
	if plan {
		first = 0
	}
	places := len(w.subscriptions) - first
	from := w.random.below(places)
	for i := range places {
		if s := &w.subscriptions[first+(from+i)%places]; s.name != "" && s.free <= w.now {
			return s, w.now
		}
	}
	// An empty place, or otherwise that of a busy subscription, which is not
	// mentioned again after its present story.
	s := &w.subscriptions[1+w.random.below(len(w.subscriptions)-1)]
	for i := first; i < len(w.subscriptions); i++ {
		if w.subscriptions[i].name == "" {
			s = &w.subscriptions[i]
			break
		}
	}
	*s = subscription{name: w.random.name("sub_"), product: products[1+w.subscribed%(len(products)-1)]}
	w.subscribed++
	w.by(w.anOwner(), w.now, "subscription", "active", w.subscriptionText(s, "is active", ""))
	s.free = w.byDay(w.now, hour, 3*day)
	return s, s.free
}

// startSubscription takes out a subscription where there is room, and otherwise
// tells other news: 2 events at most.
func (w *workspace) startSubscription() {
	for i := 1; i < len(w.subscriptions); i++ {
		if s := &w.subscriptions[i]; s.name == "" && s.free <= w.now {
			w.subscribe(s, 1+w.subscribed%(len(products)-1))
			return
		}
	}
	w.notice()
}

// pastDue is a payment that does not come: 2 events.
func (w *workspace) pastDue(s *subscription, t int64) int64 {
	w.bySystem(t, "subscription", "past_due", w.subscriptionText(s, "is past due", ", payment of "+dollars(w.random.between(29, 980)*100)+" was declined by the bank"))
	w.notify(w.anOwner(), w.later(t, second, minute), w.join("A payment for ", s.product, " did not go through"))
	return w.later(t, 5*hour, 3*day)
}

// payLate is a payment that comes at the second attempt: 4 events at most.
func (w *workspace) payLate() {
	s, t := w.aSubscription(true)
	t = w.pastDue(s, t)
	w.bySystem(t, "subscription", "active", w.subscriptionText(s, "is active", ""))
	s.free = t
}

// neverPay ends a subscription that is not paid: 5 events at most.
func (w *workspace) neverPay() {
	s, t := w.aSubscription(false)
	t = w.pastDue(s, t)
	w.bySystem(t, "subscription", "unpaid", w.subscriptionText(s, "is unpaid", " after 3 attempts"))
	t = w.later(t, day, 7*day)
	w.bySystem(t, "subscription", "canceled", w.subscriptionText(s, "was canceled", ", not paid"))
	*s = subscription{free: t}
}

// scheduleEnd announces the end of a subscription, in about a week: 1 event.
func (w *workspace) scheduleEnd(s *subscription, t int64, m *member) (end int64) {
	end = w.later(t, 4*day, 12*day)
	w.by(m, t, "subscription", "cancel_scheduled", w.subscriptionText(s, "cancellation scheduled", ", for "+date(end)))
	return end
}

// cancelAndRevert is an end that is taken back: 3 events at most.
func (w *workspace) cancelAndRevert() {
	s, t := w.aSubscription(true)
	m := w.anOwner()
	w.scheduleEnd(s, t, m)
	t = w.byDay(t, 2*minute, 3*day)
	w.by(m, t, "subscription", "cancel_reverted", w.subscriptionText(s, "cancellation reverted", ""))
	s.free = t
}

// cancelAtEnd is an end that comes: 3 events at most.
func (w *workspace) cancelAtEnd() {
	s, t := w.aSubscription(false)
	t = w.scheduleEnd(s, t, w.anOwner())
	w.bySystem(t, "subscription", "canceled", w.subscriptionText(s, "was canceled", ""))
	*s = subscription{free: t}
}

// pauseSubscription is a pause of some days: 3 events at most.
func (w *workspace) pauseSubscription() {
	s, t := w.aSubscription(false)
	m := w.anOwner()
	w.by(m, t, "subscription", "paused", w.subscriptionText(s, "was paused", ""))
	t = w.byDay(t, day, 6*day)
	w.by(m, t, "subscription", "active", w.subscriptionText(s, "is active", ""))
	s.free = t
}

// addItem adds an item to a subscription, in exchange where it has them all: 3
// events at most.
func (w *workspace) addItem() {
	s, t := w.aSubscription(true)
	i := w.random.below(len(items))
	if s.quantity[i] > 0 {
		w.takeItem(s, i, t)
		t = w.later(t, 2*second, minute)
	}
	w.giveItem(s, i, t)
}

// giveItem and takeItem are 1 event each.
func (w *workspace) giveItem(s *subscription, i int, t int64) {
	s.quantity[i] = w.random.between(1, 8)
	w.by(w.anOwner(), t, "subscription", "item_added", w.subscriptionText(s, "item added",
		w.join(", ", strconv.Itoa(s.quantity[i]), " × ", items[i])))
	s.free = t
}

func (w *workspace) takeItem(s *subscription, i int, t int64) {
	w.by(w.anOwner(), t, "subscription", "item_removed", w.subscriptionText(s, "item removed",
		w.join(", ", strconv.Itoa(s.quantity[i]), " × ", items[i])))
	s.quantity[i] = 0
	s.free = t
}

// anItem is an item of a subscription that has one, and from when on: 2 events
// at most.
func (w *workspace) anItem() (*subscription, int, int64) {
	s, t := w.aSubscription(true)
	for i := range items {
		if s.quantity[i] > 0 {
			return s, i, t
		}
	}
	i := w.random.below(len(items))
	w.giveItem(s, i, t)
	return s, i, w.byDay(t, 10*minute, 4*hour)
}

// updateItem changes how many there are of an item: 3 events at most.
func (w *workspace) updateItem() {
	s, i, t := w.anItem()
	before := strconv.Itoa(s.quantity[i])
	s.quantity[i] = (s.quantity[i]+w.random.between(1, 9)-1)%10 + 1
	w.by(w.anOwner(), t, "subscription", "item_updated", w.subscriptionText(s, "item updated",
		w.join(", ", items[i], " from ", before, " to ", strconv.Itoa(s.quantity[i]))))
	s.free = t
}

// removeItem removes an item: 3 events at most.
func (w *workspace) removeItem() {
	s, i, t := w.anItem()
	w.takeItem(s, i, t)
}
