// Package appearance makes the window light or dark as the desktop is, or as the
// officer chose for Daybook alone, with its native dialogs.
//
// GTK 3 knows a theme, and the web view asks GTK. But an officer's choice in the
// settings of a present-day desktop is not a theme: it is a preference,
// color-scheme, which the desktop publishes through its portal
// (org.freedesktop.appearance). Follow passes it on when the window is made and
// whenever it changes. Windows and macOS tell their web views by themselves.
package appearance

// RGB is a colour.
type RGB struct{ R, G, B uint8 }

// The background of the page in either theme: its --surface.
var (
	Light = RGB{0xfd, 0xfd, 0xfc}
	Dark  = RGB{0x16, 0x16, 0x15}
)
