package sample

import "strconv"

// packs are the credits that can be ordered at once, with their price in cents.
var packs = []struct{ credits, cents int }{
	{100, 10_00}, {500, 47_50}, {1_000, 90_00}, {2_500, 215_00}, {5_000, 410_00}, {10_000, 790_00}, {25_000, 1_900_00},
}

func dollars(cents int) string {
	s := "$" + grouped(cents/100)
	if c := cents % 100; c > 0 {
		s += "." + strconv.Itoa(c/10) + strconv.Itoa(c%10)
	}
	return s
}

// What happens to the items of an order before it is paid.
type edits uint8

const (
	unedited     edits = iota
	oneMore            // an item is added, and more of it
	backAndForth       // and removed again
)

// orderCredits is an order that is edited, paid and fulfilled, or given up: 7
// events at most.
func (w *workspace) orderCredits(e edits) {
	pack := pick(&w.random, packs)
	w.order(w.now, w.anOwner(), pack.credits, pack.cents, e)
}

// order is an order: 4 events, or up to 7 when it is edited.
func (w *workspace) order(t int64, m *member, credits, cents int, e edits) {
	name := w.random.name("ord_")
	of := w.join("Order ", name)
	plan := func(action, what string) {
		w.by(m, t, "order", action, w.join(of, what))
		t = w.later(t, 8*second, 3*minute)
	}
	plan("created", w.join(" created: ", grouped(credits), " credits, ", dollars(cents)))
	if e != unedited {
		extra := packs[w.random.below(3)]
		plan("item_added", w.join(": added 1 × ", grouped(extra.credits), " credits, ", dollars(extra.cents)))
		times := w.random.between(2, 4)
		plan("item_updated", w.join(": ", grouped(extra.credits), " credits, quantity changed from 1 to ", strconv.Itoa(times)))
		if e == backAndForth {
			plan("item_removed", w.join(": removed ", strconv.Itoa(times), " × ", grouped(extra.credits), " credits"))
		} else {
			credits += times * extra.credits
		}
		if w.random.chance(12) {
			plan("status_changed", " status changed from pending to canceled")
			return
		}
	}
	w.bySystem(t, "order", "status_changed", w.join(of, " status changed from pending to paid"))
	t = w.later(t, 200, 3*second)
	w.bySystem(t, "credit", "add", w.join("Added ", grouped(credits), " credits (order ", name, ")"))
	w.bySystem(t, "order", "status_changed", w.join(of, " status changed from paid to fulfilled"))
}

// resetCredits is the start of a billing period: 2 events.
func (w *workspace) resetCredits() {
	balance := pick(&w.random, []string{"2,000", "5,000", "5,000", "10,000"})
	w.bySystem(w.now, "credit", "reset", w.join("Credit balance reset to ", balance, " credits for the billing period from ", date(w.now)))
	w.notify(w.anOwner(), w.later(w.now, second, minute), w.join("Your ", balance, " credits for the new billing period are here"))
}

// thresholdSets are settings of the alerts, first what the feed shows, with the
// balances that would be too low by each threshold.
var thresholdSets = []struct {
	text   string
	levels []int // dollars
}{
	{"{10,5,1}", []int{10, 5, 1}},
	{"{25,10,5}", []int{25, 10, 5}},
	{"{50,20,10}", []int{50, 20, 10}},
	{"{100,50,10,1}", []int{100, 50, 10, 1}},
	{"{250,100}", []int{250, 100}},
}

// changeAlerts sets other thresholds: 1 event.
func (w *workspace) changeAlerts() {
	w.setAlerts((w.thresholds + 1 + w.random.below(len(thresholdSets)-1)) % len(thresholdSets))
}

func (w *workspace) setAlerts(set int) {
	w.thresholds = set
	w.by(w.anOwner(), w.now, "credit_alert", "settings_updated",
		w.join("Credit alert settings updated: enabled=true, thresholds=", thresholdSets[set].text))
}

// lowBalance is an alert and the order that follows it: 6 events.
func (w *workspace) lowBalance() {
	level := pick(&w.random, thresholdSets[w.thresholds].levels)
	cents := level*100 - w.random.between(1, 18*level)
	w.text = strconv.AppendInt(w.text[:0], int64(cents/100), 10)
	if c := cents % 100; c > 0 {
		w.text = append(w.text, '.', byte('0'+c/10))
		if c%10 > 0 {
			w.text = append(w.text, byte('0'+c%10))
		}
	}
	w.alert(string(w.text), strconv.Itoa(level))
	pack := packs[w.random.between(2, len(packs)-1)]
	w.order(w.byDay(w.now, 4*minute, 5*hour), w.anOwner(), pack.credits, pack.cents, unedited)
}

// alert tells of a low balance: 2 events.
func (w *workspace) alert(balance, level string) {
	w.bySystem(w.now, "credit_alert", "alert_fired", w.join("Low balance alert fired: balance $", balance, " dropped below $", level, " threshold"))
	w.notify(w.anOwner(), w.later(w.now, 0, second), w.join("Your balance is below $", level))
}

// billCustomer is another of the companies that pay: 1 event.
func (w *workspace) billCustomer() {
	w.by(w.anOwner(), w.now, "billing", "created",
		w.join("Billing customer created: ", customers[w.customers%len(customers)], " (", w.random.name("cus_"), ")"))
	w.customers++
}
