// Probe gives test-windows information that only Windows' own functions have:
//
//	probe version FILE     what a program's properties show
//	probe value KEY\NAME    what the registry has there for the user, in UTF-8
//	probe shown TITLE      what a message says
//	probe message TITLE    the same, and presses its OK
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "Usage: probe version FILE | probe value KEY\\NAME | probe shown TITLE | probe message TITLE")
		os.Exit(2)
	}
	tell := map[string]func(string) error{"version": version, "value": value, "shown": shown, "message": message}[os.Args[1]]
	if tell == nil {
		fmt.Fprintln(os.Stderr, "probe: there is no", os.Args[1])
		os.Exit(2)
	}
	if err := tell(os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}

// version prints the numbers and the words of a program's version resource.
func version(path string) error {
	size, err := windows.GetFileVersionInfoSize(path, nil)
	if err != nil {
		return fmt.Errorf("version of %s: %w", path, err)
	}
	info := make([]byte, size)
	if err := windows.GetFileVersionInfo(path, 0, size, unsafe.Pointer(&info[0])); err != nil {
		return fmt.Errorf("version of %s: %w", path, err)
	}
	var fixed *windows.VS_FIXEDFILEINFO
	var length uint32
	if err := windows.VerQueryValue(unsafe.Pointer(&info[0]), `\`, unsafe.Pointer(&fixed), &length); err != nil {
		return fmt.Errorf("version of %s: %w", path, err)
	}
	fmt.Printf("file %s\nproduct %s\n", numbers(fixed.FileVersionMS, fixed.FileVersionLS), numbers(fixed.ProductVersionMS, fixed.ProductVersionLS))
	for _, name := range []string{"CompanyName", "FileDescription", "ProductVersion"} {
		// NSIS and the programs say it in American English, one in UTF-16 and one not.
		for _, language := range []string{"040904b0", "040904e4", "000004b0"} {
			var word *uint16
			if windows.VerQueryValue(unsafe.Pointer(&info[0]), `\StringFileInfo\`+language+`\`+name, unsafe.Pointer(&word), &length) == nil {
				fmt.Println(name, windows.UTF16PtrToString(word))
				break
			}
		}
	}
	return nil
}

func value(path string) error {
	split := strings.LastIndexByte(path, '\\')
	key, err := registry.OpenKey(registry.CURRENT_USER, path[:max(split, 0)], registry.QUERY_VALUE)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer key.Close()
	if number, _, err := key.GetIntegerValue(path[split+1:]); err == nil {
		fmt.Print(number)
		return nil
	}
	text, _, err := key.GetStringValue(path[split+1:])
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	fmt.Print(text)
	return nil
}

func numbers(most, least uint32) string {
	return fmt.Sprintf("%d.%d.%d.%d", most>>16, most&0xffff, least>>16, least&0xffff)
}

var (
	user32         = windows.NewLazySystemDLL("user32.dll")
	getWindowTextW = user32.NewProc("GetWindowTextW")
	sendMessageW   = user32.NewProc("SendMessageW")
	postMessageW   = user32.NewProc("PostMessageW")
)

const (
	wmGetText = 0x000d
	wmCommand = 0x0111
	idOK      = 1
)

func shown(title string) error {
	_, err := wait(title)
	return err
}

func message(title string) error {
	window, err := wait(title)
	if err == nil {
		postMessageW.Call(uintptr(window), wmCommand, idOK, 0)
	}
	return err
}

// wait waits for the message of that title, and prints what it says.
func wait(title string) (windows.HWND, error) {
	var words []string
	each := windows.NewCallback(func(child windows.HWND, _ uintptr) uintptr {
		buffer := make([]uint16, 4096)
		sendMessageW.Call(uintptr(child), wmGetText, uintptr(len(buffer)), uintptr(unsafe.Pointer(&buffer[0])))
		if text := windows.UTF16ToString(buffer); text != "" {
			words = append(words, text)
		}
		return 1
	})
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		words = nil
		window := dialog(title)
		if window != 0 {
			windows.EnumChildWindows(window, each, nil)
		}
		if len(words) > 0 { // otherwise it is not drawn yet
			fmt.Println(strings.Join(words, "\n"))
			return window, nil
		}
	}
	return 0, errors.New("there is no message of " + title)
}

// dialog is the message of that title, or 0.
func dialog(title string) (found windows.HWND) {
	each := windows.NewCallback(func(window windows.HWND, _ uintptr) uintptr {
		class, text := make([]uint16, 64), make([]uint16, 256)
		if _, err := windows.GetClassName(window, &class[0], int32(len(class))); err != nil {
			return 1
		}
		getWindowTextW.Call(uintptr(window), uintptr(unsafe.Pointer(&text[0])), uintptr(len(text)))
		if windows.UTF16ToString(class) == "#32770" && windows.UTF16ToString(text) == title {
			found = window
			return 0
		}
		return 1
	})
	windows.EnumWindows(each, nil)
	return found
}
