package sample

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

func TestAlertsFireAtTheThresholdsThatAreSet(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		set := ""
		for _, e := range log {
			switch e.Key() {
			case "credit_alert.settings_created":
				require.Empty(t, set)
				fallthrough
			case "credit_alert.settings_updated":
				_, set, _ = strings.Cut(e.Description, "thresholds=")
			case "credit_alert.alert_fired":
				m := alert.FindStringSubmatch(e.Description)
				require.NotNil(t, m, e.Description)
				require.Contains(t, strings.FieldsFunc(set, func(r rune) bool { return r < '0' || r > '9' }), m[2])
				var balance, level float64
				fmt.Sscan(m[1], &balance)
				fmt.Sscan(m[2], &level)
				require.Less(t, balance, level)
			}
		}
	})
}

func TestNotificationsAreDismissedAfterTheyCame(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		here := map[string]int{}
		requested := map[string]bool{}
		for _, e := range log {
			_, text, _ := strings.Cut(e.Description, ": ")
			switch e.Key() {
			case "notification.received":
				here[text]++
			case "notification.dismissed":
				here[text]--
				require.GreaterOrEqual(t, here[text], 0, e.Description)
			case "credit.reserve":
				requested[named.FindString(e.Description)] = true
			}
			if name := named.FindString(text); e.Category == "notification" && name != "" {
				require.True(t, requested[name], e.Description)
			}
		}
	})
}

func TestBugReportsMoveFromOneStatusToTheNext(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		status := map[string]string{}
		report := regexp.MustCompile(`BUG-\d+`)
		for _, e := range log {
			switch e.Key() {
			case "bug_report.submitted":
				name := report.FindString(e.Description)
				require.Empty(t, status[name])
				status[name] = "open"
			case "bug_report.status_changed":
				name := report.FindString(e.Description)
				_, change, _ := strings.Cut(e.Description, " from ")
				from, to, _ := strings.Cut(change, " to ")
				require.Equal(t, status[name], from)
				status[name] = to
			}
		}
	})
}
