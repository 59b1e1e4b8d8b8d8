//go:build linux && desktop && !bindings

package appearance

/*
#cgo pkg-config: gtk+-3.0 webkit2gtk-4.1
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define APPEARANCE "org.freedesktop.appearance"
#define SCHEME "color-scheme"

// How long the window waits for the portal, in milliseconds: it answers in a few,
// and a portal that hangs must not keep the window from being drawn.
#define PATIENCE 150

static const gchar *dark_theme = "gtk-application-prefer-dark-theme";
static gboolean dark_anyway; // because of the theme that GTK itself was given
static guint32 scheme;       // as the portal says: 0 no preference, 1 dark, 2 light
static gint wish;            // Daybook's own setting, with the same values

static GdkRGBA surfaces[2]; // light, dark

// The box into which Wails puts the view is seen before the view is drawn.
static void paint_box(const GdkRGBA *surface) {
	static GtkCssProvider *provider;
	if (provider == NULL) {
		provider = gtk_css_provider_new();
		gtk_style_context_add_provider_for_screen(gdk_screen_get_default(), GTK_STYLE_PROVIDER(provider), GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
	}
	gchar *colour = gdk_rgba_to_string(surface);
	gchar *css = g_strdup_printf("#webview-box {background-color: %s;}", colour);
	gtk_css_provider_load_from_data(provider, css, -1, NULL);
	g_free(css);
	g_free(colour);
}

static void paint(GtkWidget *widget, gpointer surface) {
	if (WEBKIT_IS_WEB_VIEW(widget)) webkit_web_view_set_background_color(WEBKIT_WEB_VIEW(widget), surface);
	else if (GTK_IS_CONTAINER(widget)) gtk_container_foreach(GTK_CONTAINER(widget), paint, surface);
}

// A web view also takes a theme for dark if its name ends in this way.
static gboolean named_dark(void) {
	gchar *name;
	g_object_get(gtk_settings_get_default(), "gtk-theme-name", &name, NULL);
	gchar *lower = g_ascii_strdown(name != NULL ? name : "", -1);
	gboolean dark = g_str_has_suffix(lower, "-dark");
	g_free(lower);
	g_free(name);
	return dark;
}

static void apply(void) {
	gboolean dark = wish == 1 || (wish == 0 && (scheme == 1 || dark_anyway));
	g_object_set(gtk_settings_get_default(), dark_theme, dark, NULL);
	GList *windows = gtk_window_list_toplevels();
	GdkRGBA *surface = &surfaces[dark || (wish == 0 && named_dark())];
	paint_box(surface);
	for (GList *w = windows; w != NULL; w = w->next) paint(GTK_WIDGET(w->data), surface);
	g_list_free(windows);
}

// prefer takes a value of color-scheme, wrapped in any number of variants.
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
	// If asked for a bus that is not there, GIO would start one.
	gboolean there = g_getenv("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test(socket, G_FILE_TEST_EXISTS);
	g_free(socket);
	GDBusConnection *bus = there ? g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL) : NULL;
	if (bus == NULL) return;
	g_dbus_connection_set_exit_on_close(bus, FALSE); // an officer's work outlives it
	// The connection stays open to hear of changes.
	g_dbus_connection_signal_subscribe(bus, PORTAL, SETTINGS, "SettingChanged", PORTAL_PATH, APPEARANCE, G_DBUS_SIGNAL_FLAGS_NONE, changed, NULL, NULL);
	GVariant *answer = g_dbus_connection_call_sync(bus, PORTAL, PORTAL_PATH, SETTINGS, "Read", g_variant_new("(ss)", APPEARANCE, SCHEME),
		G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE, NULL, NULL);
	if (answer != NULL) take(answer);
	// A portal is started when it is first asked, which may be now; the window
	// cannot wait that long.
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

static void surface(gint dark, guint8 r, guint8 g, guint8 b) { surfaces[dark] = (GdkRGBA){r / 255.0, g / 255.0, b / 255.0, 1}; }

// This runs before anything is drawn, since drawing has a lower priority.
static void follow(gint theme) { g_idle_add_full(G_PRIORITY_HIGH, follow_now, GINT_TO_POINTER(theme), NULL); }
*/
import "C"

// Follow makes the window light or dark from now on: as the theme "light" or "dark"
// says, or, with any other value, as the desktop is. GTK must have been started; it
// may be called from any goroutine, and returns at once.
func Follow(theme string) {
	for dark, c := range []RGB{Light, Dark} {
		C.surface(C.gint(dark), C.guint8(c.R), C.guint8(c.G), C.guint8(c.B))
	}
	switch theme {
	case "dark":
		C.follow(1)
	case "light":
		C.follow(2)
	default:
		C.follow(0)
	}
}
