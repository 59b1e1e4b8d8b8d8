package sample

import "strconv"

// habit tells one of the small things that members do in at most room events.
func (w *workspace) habit(room int) {
	switch r := w.random.below(1000); {
	case r < 780 || room < 5:
		w.signIn()
	case r < 830:
		w.notice()
	case r < 870:
		w.acceptCookies()
	case r < 890:
		w.rejectCookies()
	case r < 915:
		w.someCookies()
	case r < 925:
		w.withdrawCookies()
	case r < 945:
		w.profile()
	case r < 955:
		w.picture()
	case r < 970:
		w.reportBug(bugTitles)
	case r < 978:
		w.reportBug(oddTitles)
	case r < 992:
		w.updateEndpointOrSignIn()
	default:
		w.cleanUp(5)
	}
}

func (w *workspace) updateEndpointOrSignIn() {
	if w.n < whole { // there are no endpoints
		w.signIn()
		return
	}
	w.updateEndpoint()
}

// signIn is a sign-in: 1 event.
func (w *workspace) signIn() {
	m := w.someone()
	address, browser, way := m.address, m.browser, m.way
	if w.random.chance(12) { // on the way
		address, browser = pick(&w.random, networks)+strconv.Itoa(w.random.between(2, 253)), pick(&w.random, browsers)
	}
	if w.random.chance(6) {
		way = pick(&w.random, signinWays)
	}
	w.by(m, w.now, "auth", "signin", w.join("Signed in with ", way, " from ", address, " (", browser, ")"))
}

// profile is a change of one's profile: 1 event.
func (w *workspace) profile() {
	m := w.someone()
	var what string
	switch w.random.below(4) {
	case 0:
		what = w.join(`display name is now "`, m.name, `"`)
	case 1:
		what = w.join(`display name is now "`, m.name, ` (`, pick(&w.random, jobTitles), `)"`)
	case 2:
		what = w.join(`job title is now "`, pick(&w.random, jobTitles), `"`)
	default:
		what = w.join("time zone is now ", pick(&w.random, []string{"Europe/Paris", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Europe/Lisbon"}))
	}
	w.by(m, w.now, "account", "updated", w.join("Account profile updated: ", what))
}

// picture is a new picture of oneself: 1 event.
func (w *workspace) picture() {
	w.by(w.someone(), w.now, "account", "picture_updated", "Account picture updated")
}

func (w *workspace) acceptCookies() {
	w.by(w.someone(), w.now, "consent", "accepted", consentAccepted)
}

func (w *workspace) rejectCookies() {
	w.by(w.someone(), w.now, "consent", "rejected", "All optional cookie categories rejected (via banner)")
}

func (w *workspace) someCookies() {
	w.by(w.someone(), w.now, "consent", "partial", w.join("Cookie categories accepted: ",
		pick(&w.random, []string{"necessary, analytics", "necessary, preferences", "necessary, analytics, preferences"}), " (via settings)"))
}

// withdrawCookies is a consent that is given and withdrawn: 2 events.
func (w *workspace) withdrawCookies() {
	m := w.someone()
	w.by(m, w.now, "consent", "accepted", consentAccepted)
	w.by(m, w.byDay(w.now, minute, 2*day), "consent", "withdrawn", "Cookie consent withdrawn (via settings)")
}

// reportBug is a report and what becomes of it in a few days: 5 events at most.
func (w *workspace) reportBug(titles []string) {
	w.bugs++
	name := "BUG-" + strconv.Itoa(1000+w.bugs)
	t := w.now
	w.by(w.someone(), t, "bug_report", "submitted", w.join(pick(&w.random, titles), " (", name, ")"))
	status := "open"
	next := pick(&w.random, [][]string{
		{"triaged", "in progress", "resolved", "closed"}, {"triaged", "in progress", "resolved"}, {"triaged", "duplicate"}, {"needs information", "closed"},
	})
	for _, to := range next {
		t = w.byDay(t, 20*minute, 2*day)
		w.bySystem(t, "bug_report", "status_changed", w.join("Bug report ", name, " status changed from ", status, " to ", to))
		status = to
	}
}
