//go:build linux && desktop && !bindings

package main

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

static gboolean answer_drop(GtkWidget *view, GdkDragContext *drag, gint x, gint y, guint time, gpointer data) {
	gtk_drag_finish(drag, TRUE, FALSE, time);
	return TRUE;
}

static gboolean stay(WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type, gpointer data) {
	if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE) return FALSE;
	WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action(WEBKIT_NAVIGATION_POLICY_DECISION(decision));
	const gchar *uri = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
	if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && uri != NULL && g_str_has_prefix(uri, "wails:")) return FALSE;
	webkit_policy_decision_ignore(decision);
	return TRUE;
}

static void find_view(GtkWidget *widget, gpointer data) {
	if (WEBKIT_IS_WEB_VIEW(widget)) {
		g_signal_connect(widget, "drag-drop", G_CALLBACK(answer_drop), NULL);
		g_signal_connect(widget, "decide-policy", G_CALLBACK(stay), NULL);
	} else if (GTK_IS_CONTAINER(widget)) {
		gtk_container_foreach(GTK_CONTAINER(widget), find_view, NULL);
	}
}

static gboolean find_views(gpointer data) {
	GList *windows = gtk_window_list_toplevels();
	for (GList *w = windows; w != NULL; w = w->next) find_view(GTK_WIDGET(w->data), NULL);
	g_list_free(windows);
	return G_SOURCE_REMOVE;
}

static void keep_drops(void) { g_idle_add(find_views, NULL); }
*/
import "C"

import "sync"

// keepDrops makes a file that is dropped on the window stay a dropped file.
// Wails reports the drop but leaves it unanswered, and so the web view goes on
// to open the file in the place of Daybook (wailsapp/wails issue 3563). No page
// but Daybook's own is ever to be shown, so any other is refused as well.
var keepDrops = sync.OnceFunc(func() { C.keep_drops() })
