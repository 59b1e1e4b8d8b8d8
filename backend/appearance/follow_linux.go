//go:build linux && desktop && !bindings

package appearance

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define APPEARANCE "org.freedesktop.appearance"
#define SCHEME "color-scheme"

// How long the window waits for the portal, in milliseconds: it answers in a few,
// and one that hangs is not to keep the window from being drawn.
#define PATIENCE 150

static const gchar *dark_theme = "gtk-application-prefer-dark-theme";
static gboolean dark_anyway; // by the theme that GTK itself was given
static guint32 scheme;       // as the portal says: 0 no wish, 1 dark, 2 light
static gint wish;            // Daybook's own, the same

static void apply(void) {
	gboolean dark = wish == 1 || (wish == 0 && (scheme == 1 || dark_anyway));
	g_object_set(gtk_settings_get_default(), dark_theme, dark, NULL);
}

// prefer takes a value of color-scheme, in however many variants.
static void prefer(GVariant *value) {
	value = g_variant_ref(value);
	while (g_variant_is_of_type(value, G_VARIANT_TYPE_VARIANT)) {
		GVariant *inner = g_variant_get_variant(value);
		g_variant_unref(value);
		value = inner;
	}
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_UINT32)) scheme = g_variant_get_uint32(value);
	g_variant_unref(value);
	apply();
}

static void changed(GDBusConnection *bus, const gchar *sender, const gchar *path, const gchar *interface, const gchar *signal, GVariant *args, gpointer data) {
	if (!g_variant_is_of_type(args, G_VARIANT_TYPE("(ssv)"))) return;
	const gchar *space, *key;
	GVariant *value;
	g_variant_get(args, "(&s&sv)", &space, &key, &value);
	if (g_str_equal(space, APPEARANCE) && g_str_equal(key, SCHEME)) prefer(value);
	g_variant_unref(value);
}

static void take(GVariant *answer) {
	GVariant *value = g_variant_get_child_value(answer, 0);
	prefer(value);
	g_variant_unref(value);
	g_variant_unref(answer);
}

static void answered(GObject *bus, GAsyncResult *result, gpointer data) {
	GVariant *answer = g_dbus_connection_call_finish(G_DBUS_CONNECTION(bus), result, NULL);
	if (answer != NULL) take(answer); // otherwise this desktop has no portal
}

static void ask_portal(void) {
	gchar *socket = g_build_filename(g_get_user_runtime_dir(), "bus", NULL);
	// Asked for a bus that is not there, GIO would start one.
	gboolean there = g_getenv("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test(socket, G_FILE_TEST_EXISTS);
	g_free(socket);
	GDBusConnection *bus = there ? g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL) : NULL;
	if (bus == NULL) return;
	g_dbus_connection_set_exit_on_close(bus, FALSE); // an officer's work outlives it
	// The connection stays, for what changes.
	g_dbus_connection_signal_subscribe(bus, PORTAL, SETTINGS, "SettingChanged", PORTAL_PATH, APPEARANCE, G_DBUS_SIGNAL_FLAGS_NONE, changed, NULL, NULL);
	GVariant *answer = g_dbus_connection_call_sync(bus, PORTAL, PORTAL_PATH, SETTINGS, "Read", g_variant_new("(ss)", APPEARANCE, SCHEME),
		G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE, NULL, NULL);
	if (answer != NULL) take(answer);
	// A portal is started when it is first asked, which may be now, and takes longer
	// than the window can wait.
	else g_dbus_connection_call(bus, PORTAL, PORTAL_PATH, SETTINGS, "Read", g_variant_new("(ss)", APPEARANCE, SCHEME),
		G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered, NULL);
}

static gboolean follow_now(gpointer data) {
	static gboolean asked;
	wish = GPOINTER_TO_INT(data);
	if (!asked) {
		asked = TRUE;
		g_object_get(gtk_settings_get_default(), dark_theme, &dark_anyway, NULL);
		ask_portal();
	}
	apply();
	return G_SOURCE_REMOVE;
}

// Before anything is drawn, which comes at a lower priority.
static void follow(gint theme) { g_idle_add_full(G_PRIORITY_HIGH, follow_now, GINT_TO_POINTER(theme), NULL); }
*/
import "C"

// Follow makes the window light or dark from now on: as the theme "light" or "dark"
// says, or with any other as the desktop is. GTK must have been started; it may be
// called from any goroutine, and returns at once.
func Follow(theme string) {
	switch theme {
	case "dark":
		C.follow(1)
	case "light":
		C.follow(2)
	default:
		C.follow(0)
	}
}
