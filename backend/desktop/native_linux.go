//go:build linux && desktop && !bindings

package desktop

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>
#include <signal.h>
#include <stdlib.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/gdkx.h>
#endif

// for_windows calls do_it for each window; do_it may destroy the window.
static void for_windows(void (*do_it)(GtkWidget *window, gpointer data), gpointer data) {
	GList *windows = gtk_window_list_toplevels();
	g_list_foreach(windows, (GFunc)(void (*)(void))g_object_ref, NULL);
	for (GList *w = windows; w != NULL; w = w->next) do_it(GTK_WIDGET(w->data), data);
	g_list_free_full(windows, g_object_unref);
}

static void cancel_dialog(GtkWidget *window, gpointer data) {
	if (GTK_IS_DIALOG(window)) gtk_dialog_response(GTK_DIALOG(window), GTK_RESPONSE_CANCEL);
}

static gboolean cancel_all(gpointer data) {
	for_windows(cancel_dialog, NULL);
	return G_SOURCE_REMOVE;
}

static void cancel_dialogs(void) { g_idle_add(cancel_all, NULL); }

typedef struct {
	gchar *token;
	GAsyncQueue *done;
} Front;

static void has_view(GtkWidget *widget, gpointer data) {
	if (WEBKIT_IS_WEB_VIEW(widget)) *(gboolean *)data = TRUE;
	else if (GTK_IS_CONTAINER(widget)) gtk_container_foreach(GTK_CONTAINER(widget), has_view, data);
}

static void present(GtkWidget *window, gpointer data) {
	gboolean main = FALSE;
	has_view(window, &main);
	if (!main) return;
	Front *front = data;
	guint32 now = GDK_CURRENT_TIME;
#ifdef GDK_WINDOWING_X11
	// Window managers take an old timestamp, or none, from a program that pushes
	// itself forward.
	GdkWindow *surface = gtk_widget_get_window(window);
	if (surface != NULL && GDK_IS_X11_WINDOW(surface)) now = gdk_x11_get_server_time(surface);
#endif
	if (*front->token != 0) gtk_window_set_startup_id(GTK_WINDOW(window), front->token);
	gtk_window_deiconify(GTK_WINDOW(window));
	gtk_window_present_with_time(GTK_WINDOW(window), now);
	g_async_queue_push(front->done, window);
}

static gboolean present_window(gpointer data) {
	for_windows(present, data);
	return G_SOURCE_REMOVE;
}

static void free_front(gpointer data) {
	Front *front = data;
	g_async_queue_unref(front->done);
	g_free(front->token);
	g_free(front);
}

// front_window waits at most wait microseconds for the window's own thread.
static gboolean front_window(const gchar *token, guint64 wait) {
	Front *front = g_new(Front, 1);
	front->token = g_strdup(token);
	front->done = g_async_queue_new();
	GAsyncQueue *done = g_async_queue_ref(front->done);
	g_idle_add_full(G_PRIORITY_DEFAULT, present_window, front, free_front);
	gboolean presented = g_async_queue_timeout_pop(done, wait) != NULL;
	g_async_queue_unref(done);
	return presented;
}

// FRAME is the most pixels of the screen's height that a window manager's frame
// takes.
#define FRAME 40

static void place_window(GtkWidget *window, gpointer data) {
	if (!gtk_widget_get_mapped(window) || gtk_window_get_transient_for(GTK_WINDOW(window)) != NULL) return;
	const gint *at = data; // known, x, y
	GdkDisplay *display = gtk_widget_get_display(window);
	GdkMonitor *monitor = at[0] ? gdk_display_get_monitor_at_point(display, at[1], at[2])
	                            : gdk_display_get_monitor_at_window(display, gtk_widget_get_window(window));
	GdkRectangle work;
	gdk_monitor_get_workarea(monitor, &work);
	gint width, height;
	gtk_window_get_size(GTK_WINDOW(window), &width, &height);
	if (width > work.width || height > work.height - FRAME) {
		width = MIN(width, work.width);
		height = MIN(height, work.height - FRAME);
		gtk_window_resize(GTK_WINDOW(window), width, height);
	}
	gint right = work.x + work.width - width, bottom = work.y + work.height - FRAME - height;
	gint x = at[0] ? at[1] : (work.x + right) / 2, y = at[0] ? at[2] : (work.y + bottom) / 2;
	gtk_window_move(GTK_WINDOW(window), CLAMP(x, work.x, right), CLAMP(y, work.y, bottom));
}

static gboolean place_windows(gpointer data) {
	for_windows(place_window, data);
	g_free(data);
	return G_SOURCE_REMOVE;
}

// stand runs at low priority since Wails centres the window when it is idle, and
// this has to come later.
static void stand(gint known, gint x, gint y) {
	gint *at = g_new(gint, 3);
	at[0] = known, at[1] = x, at[2] = y;
	g_idle_add_full(G_PRIORITY_LOW, place_windows, at, NULL);
}

static void name_windows(char *name, char *class) {
	g_set_prgname(name);
	gdk_set_program_class(class);
	free(name);
	free(class);
}

static void default_usr1(void) { signal(SIGUSR1, SIG_DFL); }
*/
import "C"

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"daybook/backend/window"
)

// nameWindows gives the windows of this program the name in its desktop entry
// (WM_CLASS, and the app_id of Wayland). GTK would take the name of the program's
// file, which is daybook-window in packages.
func nameWindows() { C.name_windows(C.CString(Program), C.CString(window.Title)) }

// front brings the window in front of all others, out of a panel as well, with the
// activation token from the desktop. It reports whether the window's own thread did
// so in time.
func front(_ context.Context, token string) bool {
	const wait = 1500 * time.Millisecond // shorter than the caller's own patience
	text := C.CString(token)
	defer C.free(unsafe.Pointer(text))
	return C.front_window(text, C.guint64(wait.Microseconds())) != 0
}

// beforeWebKit restores the system's default for signal 10. JavaScriptCore uses that
// signal to stop threads for garbage collection, and installs its handler when the
// web view is made. If it finds Go's handler there, as Go has for every signal, it
// says so on standard error at each start; with the default in place it says
// nothing. Setting JSC_SIGNAL_FOR_GC would not help: Go has a handler for each
// signal that could be named there.
func beforeWebKit() { C.default_usr1() }

// webEngine returns the web view and its version at run time.
func webEngine() string {
	return fmt.Sprintf("WebKitGTK %d.%d.%d", C.webkit_get_major_version(), C.webkit_get_minor_version(), C.webkit_get_micro_version())
}

// cancelDialogs answers the open native dialogs as their Cancel button does. Without
// it the window would not end until somebody answered them.
func cancelDialogs() { C.cancel_dialogs() }

// stand puts the window where it last stood, or in the middle, at most as large as
// fits on that screen.
func stand(_ context.Context, place window.Place) {
	if place.Maximised {
		return
	}
	known := C.gint(0)
	if place.Known() {
		known = 1
	}
	C.stand(known, C.gint(place.X), C.gint(place.Y))
}
