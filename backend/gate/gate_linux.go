//go:build linux && desktop && !bindings

package gate

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

extern gboolean daybookAllows(char *message);
extern void daybookDropped(char **paths, gint n);
extern void daybookUnguarded(void);

// Paths of the files that are being dragged over the window, in the encoding of the
// file system.
static GPtrArray *hanging;

// WebKit asks for the dragged data as soon as it is over the page; this handler
// receives the answer too.
static void hang(GtkWidget *view, GdkDragContext *drag, gint x, gint y, GtkSelectionData *selection, guint info, guint time, gpointer data) {
	gchar **uris = gtk_selection_data_get_uris(selection);
	if (uris == NULL) return;
	g_ptr_array_set_size(hanging, 0);
	// A drag that the page itself started can name any path.
	if (gtk_drag_get_source_widget(drag) == NULL) {
		for (gchar **uri = uris; *uri != NULL; uri++) {
			gchar *path = g_filename_from_uri(*uri, NULL, NULL);
			if (path != NULL) g_ptr_array_add(hanging, path);
		}
	}
	g_strfreev(uris);
}

static gboolean drop(GtkWidget *view, GdkDragContext *drag, gint x, gint y, guint time, gpointer data) {
	if (hanging->len > 0) daybookDropped((char **)hanging->pdata, hanging->len);
	g_ptr_array_set_size(hanging, 0);
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

#define MESSAGE "script-message-received"

// The handler of Wails for messages of the page, which is blocked except while a
// message is let through, and whether that is the case.
static gulong wails_hears;
static gboolean passing;

static void hear(WebKitUserContentManager *manager, WebKitJavascriptResult *result, gpointer data) {
	if (passing) return;
	JSCValue *value = webkit_javascript_result_get_js_value(result);
	if (!jsc_value_is_string(value)) return;
	char *message = jsc_value_to_string(value);
	if (daybookAllows(message)) {
		passing = TRUE;
		g_signal_handler_unblock(manager, wails_hears);
		g_signal_emit_by_name(manager, MESSAGE "::external", result);
		g_signal_handler_block(manager, wails_hears);
		passing = FALSE;
	}
	g_free(message);
}

static void guard_messages(WebKitWebView *view) {
	WebKitUserContentManager *manager = webkit_web_view_get_user_content_manager(view);
	guint signal = g_signal_lookup(MESSAGE, WEBKIT_TYPE_USER_CONTENT_MANAGER);
	wails_hears = g_signal_handler_find(manager, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DETAIL, signal, g_quark_from_static_string("external"), NULL, NULL, NULL);
	if (wails_hears == 0) {
		daybookUnguarded();
		return;
	}
	g_signal_handler_block(manager, wails_hears);
	g_signal_connect(manager, MESSAGE "::external", G_CALLBACK(hear), NULL);
}

static void find_view(GtkWidget *widget, gpointer data) {
	if (WEBKIT_IS_WEB_VIEW(widget)) {
		hanging = g_ptr_array_new_with_free_func(g_free);
		g_signal_connect(widget, "drag-data-received", G_CALLBACK(hang), NULL);
		g_signal_connect(widget, "drag-drop", G_CALLBACK(drop), NULL);
		g_signal_connect(widget, "decide-policy", G_CALLBACK(stay), NULL);
		guard_messages(WEBKIT_WEB_VIEW(widget));
	} else if (GTK_IS_CONTAINER(widget)) {
		gtk_container_foreach(GTK_CONTAINER(widget), find_view, NULL);
	}
}

static gboolean find_views(gpointer data) {
	GList *windows = gtk_window_list_toplevels();
	g_list_foreach(windows, (GFunc)(void (*)(void))g_object_ref, NULL);
	for (GList *w = windows; w != NULL; w = w->next) find_view(GTK_WIDGET(w->data), NULL);
	g_list_free_full(windows, g_object_unref);
	return G_SOURCE_REMOVE;
}

static void guard(void) { g_idle_add(find_views, NULL); }
*/
import "C"

import (
	"fmt"
	"os"
	"sync"
	"unsafe"
)

// DropsAreSure reports that the paths of dropped files come from the drag itself.
const DropsAreSure = true

// hears is called with the paths of dropped files, on the window's own thread.
var hears func(paths []string)

var once sync.Once

// Guard guards the page of the window, which must exist already. The paths of files
// that are dropped on it go to dropped, which is called by one goroutine at a time.
// Wails must not take drops itself: it hands them over as messages of the page, and
// leaves them unanswered, so that the web view goes on to open the file in the
// place of Daybook (wailsapp/wails issue 3563).
func Guard(dropped func(paths []string)) {
	once.Do(func() {
		hears = dropped
		C.guard()
	})
}

//export daybookAllows
func daybookAllows(message *C.char) C.gboolean {
	if Allows(C.GoString(message)) {
		return 1
	}
	return 0
}

//export daybookDropped
func daybookDropped(paths **C.char, n C.gint) {
	var names []string
	for _, path := range unsafe.Slice(paths, int(n)) {
		names = append(names, C.GoString(path))
	}
	hears(names)
}

// daybookUnguarded ends the program where the version of Wails that it was built
// with receives the page's messages in another way: a window without its guard must
// not be mistaken for a guarded window.
//
//export daybookUnguarded
func daybookUnguarded() {
	fmt.Fprintln(os.Stderr, "daybook: the window's page cannot be guarded; this build is not to be used")
	os.Exit(1)
}
