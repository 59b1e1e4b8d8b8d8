package sample

import (
	"slices"

	"daybook/backend/event"
)

// An example is an entry that the feed's description shows.
type example struct{ category, action, description string }

var examples = []example{
	{"api_key", "created", `API key "key-name" (bye_XXXXX...) was created`},
	{"webhook", "delivered", "Webhook delivered: generation.completed"},
	{"webhook", "disabled", "Webhook endpoint was temporarily disabled"},
	{"credit", "charge", "Charged 0.004 credits for bfl/flux-schnell"},
	{"credit", "refund", "Refunded 0.012 credits for bfl/flux-schnell"},
	{"credit_alert", "alert_fired", "Low balance alert fired: balance $8.5 dropped below $10 threshold"},
	{"credit_alert", "settings_updated", "Credit alert settings updated: enabled=true, thresholds={10,5,1}"},
	{"generation", "processing", "Generation processing - bytedance/seedance-1-pro"},
	{"generation", "succeeded", "Generation succeeded - bfl/flux-schnell"},
	{"membership", "role_changed", "Member role changed to owner"},
	{"domain", "domain_removed", "Custom domain removed: api.example.com"},
	{"consent", "accepted", consentAccepted},
}

// Examples are the feed's twelve example entries, in its order: category,
// action and description, without the other fields.
func Examples() []event.Event {
	all := make([]event.Event, 0, len(examples))
	for _, e := range examples {
		all = append(all, event.Event{Category: e.category, Action: e.action, Description: e.description})
	}
	return all
}

// byMembers are the categories whose examples a member caused.
var byMembers = []string{"api_key", "membership", "consent"}

// alone tells an example without anything around it: 1 event.
func (e example) alone(w *workspace) {
	if slices.Contains(byMembers, e.category) {
		w.by(w.someone(), w.now, e.category, e.action, e.description)
	} else {
		w.bySystem(w.now, e.category, e.action, e.description)
	}
}

// scenes tell the examples where they belong, in whole life cycles.
var scenes = []card{
	{1, func(w *workspace) {
		for i := range w.keys {
			if k := &w.keys[i]; k.prefix == "" && k.free <= w.now || i == len(w.keys)-1 {
				w.newKey(k, "key-name", "bye_XXXXX")
				return
			}
		}
	}},
	{6, func(w *workspace) {
		t := w.generate(w.now, flux, w.someone(), succeeds, w.random.name("gen_"), 1)
		w.bySystem(w.later(t, 90, 900), "webhook", "delivered", "Webhook delivered: generation.completed")
	}},
	{5, func(w *workspace) { w.generate(w.now, flux, nil, fails, w.random.name("gen_"), 3) }},
	{5, func(w *workspace) { w.generate(w.now, seedance, nil, succeeds, w.random.name("gen_"), 5) }},
	{3, (*workspace).pauseEndpoint},
	{3, func(w *workspace) {
		w.setAlerts(0) // the balance is looked at as soon as they are saved
		w.alert("8.5", "10")
	}},
	{1, func(w *workspace) {
		m := w.colleague()
		m.owner = true
		w.roleText(m)
	}},
	{5, func(w *workspace) { w.passingDomain(w.anOwner(), "api.example.com") }},
	{1, (*workspace).acceptCookies},
}
