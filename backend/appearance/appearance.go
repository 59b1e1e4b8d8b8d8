// Package appearance makes the window light or dark as the desktop is, or as the
// officer chose for Daybook alone, with its native dialogs.
//
// GTK 3 knows a theme, and the web view asks GTK. But what an officer chooses in
// the settings of a desktop of today is not a theme: it is a wish, color-scheme,
// which the desktop tells by its portal (org.freedesktop.appearance). Follow hands
// that on, as it is when the window is made and whenever it changes. Windows and
// macOS tell their web views by themselves.
package appearance

// RGB is a colour.
type RGB struct{ R, G, B uint8 }

// What the page is drawn on in either theme: --surface of the page.
var (
	Light = RGB{0xfd, 0xfd, 0xfc}
	Dark  = RGB{0x16, 0x16, 0x15}
)
