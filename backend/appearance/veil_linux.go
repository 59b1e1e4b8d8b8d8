//go:build linux && desktop && !bindings

package appearance

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

// The longest time, in milliseconds, for which the web view stays hidden if its
// page never comes.
#define LONGEST 3000

// How much longer, in milliseconds, the view stays hidden after its page is read:
// nothing reports the first frame with the page's colours, which comes within half
// of this time.
#define FRAME 200

static gboolean veiled;

static void draw(GtkWidget *widget, gpointer opacity) {
	if (WEBKIT_IS_WEB_VIEW(widget)) gtk_widget_set_opacity(widget, *(gdouble *)opacity);
	else if (GTK_IS_CONTAINER(widget)) gtk_container_foreach(GTK_CONTAINER(widget), draw, opacity);
}

static void draw_views(gdouble opacity) {
	GList *windows = gtk_window_list_toplevels();
	for (GList *w = windows; w != NULL; w = w->next) draw(GTK_WIDGET(w->data), &opacity);
	g_list_free(windows);
}

static gboolean unveil_now(gpointer data) {
	if (veiled) draw_views(1);
	veiled = FALSE;
	return G_SOURCE_REMOVE;
}

static gboolean veil_now(gpointer data) {
	veiled = TRUE;
	draw_views(0);
	g_timeout_add(LONGEST, unveil_now, NULL);
	return G_SOURCE_REMOVE;
}

static void veil(void) { g_idle_add_full(G_PRIORITY_HIGH, veil_now, NULL, NULL); }
static void unveil(void) { g_timeout_add(FRAME, unveil_now, NULL); }
*/
import "C"

// Veil hides the web view until Unveil, for a few seconds at most, and leaves the
// window in the colour of the desktop's theme. The view's first frame comes before
// its page and is black or white, whatever its background is. Veil and Unveil may
// be called from any goroutine once GTK was started, and return at once.
func Veil() { C.veil() }

// Unveil shows the web view with its next frames, once its page was read; see Veil.
func Unveil() { C.unveil() }
