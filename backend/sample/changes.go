package sample

// A card is one change in the workspace: a story with its greatest number of events.
type card struct {
	most int
	tell func(*workspace)
}

// deck is the deck of changes that is dealt over and over. Going through it once
// covers every action of the catalogue that habits and traffic may lack.
var deck = []card{
	{2, (*workspace).createKey},
	{2, (*workspace).createKey},
	{2, (*workspace).rotateKey},
	{2, (*workspace).rotateKey},
	{3, (*workspace).endKey},

	{1, (*workspace).createEndpoint},
	{2, (*workspace).updateEndpoint},
	{3, (*workspace).pauseEndpoint},
	{10, (*workspace).quarantineEndpoint},
	{2, (*workspace).deleteEndpoint},

	{7, func(w *workspace) { w.orderCredits(oneMore) }},
	{7, func(w *workspace) { w.orderCredits(backAndForth) }},
	{2, (*workspace).resetCredits},
	{1, (*workspace).changeAlerts},
	{6, (*workspace).lowBalance},

	{generationMost, func(w *workspace) { w.generation(w.now, w.anyModel(), w.someone(), fails) }},
	{generationMost, func(w *workspace) { w.generation(w.now, w.anyModel(), w.someone(), isCanceled) }},
	{6, (*workspace).regret},

	{2, (*workspace).startSubscription},
	{5, (*workspace).payLate},
	{6, (*workspace).neverPay},
	{4, (*workspace).cancelAndRevert},
	{4, (*workspace).cancelAtEnd},
	{4, (*workspace).pauseSubscription},
	{3, (*workspace).addItem},
	{4, (*workspace).updateItem},
	{4, (*workspace).removeItem},

	{4, (*workspace).invite},
	{4, (*workspace).invite},
	{4, (*workspace).invite},
	{2, (*workspace).inviteInVain},
	{1, (*workspace).roleChanged},
	{4, (*workspace).leave},
	{4, (*workspace).leave},
	{1, (*workspace).profile},
	{1, (*workspace).picture},

	{1, (*workspace).billCustomer},
	{3, (*workspace).addDomain},
	{5, (*workspace).addDomainAtLast},
	{5, (*workspace).giveUpDomain},
	{5, (*workspace).removeDomain},

	{1, (*workspace).acceptCookies},
	{1, (*workspace).rejectCookies},
	{1, (*workspace).someCookies},
	{2, (*workspace).withdrawCookies},

	{5, func(w *workspace) { w.reportBug(bugTitles) }},
	{5, func(w *workspace) { w.reportBug(oddTitles) }},
	{2, (*workspace).notice},
}

// deal shuffles the deck. The first time, the setup of the workspace comes before
// it, and the examples are mixed in, or come first where the log is too short for
// all of them.
func (w *workspace) deal() {
	first := w.deck == nil
	switch {
	case first && w.n < whole:
		for _, e := range examples {
			w.deck = append(w.deck, card{1, e.alone})
		}
		w.shuffle(w.deck)
	case first:
		w.deck = append(w.deck, deck...)
		w.shuffle(w.deck)
		w.deck = append(w.deck, scenes...)
		if w.n < 5000 {
			w.shuffle(w.deck[len(deck):])
		} else {
			w.shuffle(w.deck)
		}
		w.deck = append(w.deck, card{openingMost, (*workspace).open})
	default:
		w.deck = append(w.deck[:0], deck...)
		w.shuffle(w.deck)
	}
}

func (w *workspace) shuffle(deck []card) {
	for i := len(deck) - 1; i > 0; i-- {
		j := w.random.below(i + 1)
		deck[i], deck[j] = deck[j], deck[i]
	}
}

// change tells the next card, or something of one event where the card might
// not fit.
func (w *workspace) change(room int) {
	if len(w.deck) == 0 {
		w.deal()
	}
	c := w.deck[len(w.deck)-1]
	w.deck = w.deck[:len(w.deck)-1]
	if c.most > room {
		w.signIn()
		return
	}
	c.tell(w)
}

// The opening: 12 events, all but the end of the trial within a minute.
const (
	openingMost = 12
	opened      = minute
)

// open sets up the workspace.
func (w *workspace) open() {
	w.billCustomer()
	w.subscribe(&w.subscriptions[0], 0)
	for range 4 {
		w.createKey()
	}
	for range 2 {
		w.createEndpoint()
	}
	w.by(w.anOwner(), w.later(w.now, 8*second, 50*second), "credit_alert", "settings_created",
		w.join("Credit alert settings created: enabled=true, thresholds=", thresholdSets[0].text))
	w.by(w.anOwner(), w.now, "consent", "accepted", consentAccepted)
	w.bySystem(w.now, "notification", "received", "Notification received: Welcome to your workspace")
}

// regret is a member who makes something and deletes it: 6 events.
func (w *workspace) regret() {
	m, model := w.someone(), w.anyModel()
	name := w.random.name("gen_")
	t := w.generate(w.now, model, m, succeeds, name, pick(&w.random, model.units))
	// generate offers it for deletion by others; it is taken back.
	w.turn--
	w.generations[w.turn%len(w.generations)] = generation{}
	w.by(m, w.later(t, 9*second, 5*minute), "generation", "deleted", w.join("Generation deleted - ", model.name, " (", name, ")"))
}

// notice is a notification that is dismissed soon: 2 events.
func (w *workspace) notice() {
	to := w.someone()
	text := w.news(to)
	w.bySystem(w.now, "notification", "received", w.join("Notification received: ", text))
	w.by(to, w.byDay(w.now, 20*second, 3*hour), "notification", "dismissed", w.join("Notification dismissed: ", text))
}
