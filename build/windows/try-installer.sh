# shellcheck shell=bash disable=SC2154,SC2164 # try.sh sets these, and ends where a command fails
# try-installer.sh, a part of try.sh: installs Daybook, over an older one too, and
# removes it, and compares files and registry with what was there before.

user=$(echo "$C"/users/*/AppData) user=${user%/AppData} # there is no other but Public, which has none
usual=$user/AppData/Local/Programs/Daybook
kept='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Daybook'
classes='HKCU\Software\Classes'

# noted FILE KEY: writes the registry's KEY to a file, as bytes that can be compared;
# "none" where there is none
noted() {
	rm -f "$C/noted.reg"
	wine reg export "$2" 'C:\noted.reg' /y >"$work/log" 2>&1 || true
	if [[ -e $C/noted.reg ]]; then iconv -f UTF-16 -t UTF-8 "$C/noted.reg" | tr -d '\r' >"$1"; else echo none >"$1"; fi
}

# value KEY NAME: what the registry has there; nothing where it has none
value() { wine "$programs/probe.exe" value "${1#HKCU\\}\\$2" 2>"$work/log" || true; }

# environment PATH TYPE: makes that the user's PATH; none without arguments
environment() {
	if [[ $# == 0 ]]; then
		wine reg delete 'HKCU\Environment' /v Path /f >"$work/log" 2>&1 || true
	else
		wine reg add 'HKCU\Environment' /v Path /t "$2" /d "$1" /f >"$work/log" 2>&1
	fi
}

# uninstall FOLDER: as Windows' settings do. The uninstaller goes on as a copy of
# itself, so its end is waited for.
uninstall() {
	wine_run "$1/uninstall.exe" /S
	local tries=0
	while [[ -e $1/uninstall.exe && $tries -lt 300 ]]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	wineserver --wait
}

section "what the properties of the programs say"
for program in windows/daybook.exe windows/daybook-cli.exe windows/daybook-verify.exe setup.exe; do
	wine_run "$programs/probe.exe" version "Z:$folder/$program"
	has "$program has the version's numbers" "$work/out" "^file $NUMBERS.?\$"
	has "and its product" "$work/out" "^product $NUMBERS.?\$"
	has "and its words" "$work/out" "^ProductVersion $VERSION.?\$"
	has "and whose it is" "$work/out" "^CompanyName Daybook"
done

section "the window where WebView2 is missing"
wine "$programs/daybook.exe" >"$work/window.out" 2>&1 &
window=$!
wine_run "$programs/probe.exe" message Daybook
is "the program says so" "$code" 0
has "in plain words" "$work/out" "WebView2 Runtime, which is not on this computer"
has "and what to do" "$work/out" "Let Windows Update bring this computer up to date"
code=0 && wait $window || code=$?
is "and ends with 1" "$code" 1

section "the installer"
wine reg add "$classes\\.zip" /ve /d Other.Zip /f >"$work/log" 2>&1
wine reg add "$classes\\.zip\\OpenWithProgids" /v Other.Zip /f >"$work/log" 2>&1
noted "$work/classes" "$classes"
wine_run "$folder/setup.exe" /S
is "without WebView2 and questions it refuses" "$code" 67
gone "and installs nothing" "$usual"
wine_run "$folder/setup.exe" /S /WEBVIEW2=later
is "it installs for one user where that is wanted all the same" "$code" 0
for program in daybook daybook-cli daybook-verify; do same "$program.exe is what was built" "$usual/$program.exe" "$programs/$program.exe"; done
there "licence, notices and uninstaller are there" "$usual/LICENSE.txt" "$usual/THIRD-PARTY-NOTICES.txt" "$usual/uninstall.exe"
is "and nothing else" "$(find "$usual" -type f | wc -l)" 6
there "it is in the start menu and on the desktop" "$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Daybook.lnk" "$user/Desktop/Daybook.lnk"
is "Windows knows its name" "$(value "$kept" DisplayName)" Daybook
is "its version" "$(value "$kept" DisplayVersion)" "$VERSION"
is "its publisher" "$(value "$kept" Publisher)" Daybook
is "how to remove it" "$(value "$kept" QuietUninstallString)" "\"$(value "$kept" InstallLocation)\\uninstall.exe\" /S"
installed=$(cat "$usual"/* | wc -c) size=$(($(value "$kept" EstimatedSize)))
is "and its size, within a hundredth" "$((size * 1024 * 100 / installed > 98 && size * 1024 * 100 / installed < 102))" 1
is "PATH is left alone" "$(value 'HKCU\Environment' Path)" ""
is "zip files stay with their program" "$(wine reg query "$classes\\.zip" /ve | tr -d '\r' | grep -o 'Other.Zip')" Other.Zip

section "files that Daybook opens"
bundle="C:\\Prüfung 2026\\Größe & Maß\\Beweis für Ä.daybook-evidence"
# Windows looks at a user's file types and then at those of all; wine at the latter only.
noted "$work/of all" "$classes"
sed 's/HKEY_CURRENT_USER/HKEY_LOCAL_MACHINE/' "$work/of all" | iconv -f UTF-8 -t UTF-16 >"$C/all.reg"
wine reg import 'C:\all.reg' >"$work/log" 2>&1
wine_run start "$bundle"
is "Windows knows what opens a bundle" "$code" 0
wine_run "$programs/probe.exe" message Daybook
is "a double click on a bundle starts the program that was installed" "$code" 0
wineserver --wait

section "an installer while Daybook is open"
wine "$usual/daybook.exe" >"$work/window.out" 2>&1 &
window=$!
wine_run "$programs/probe.exe" shown Daybook
wine_run "$folder/older.exe" /S /WEBVIEW2=later
is "it refuses" "$code" 66
same "and changes nothing" "$usual/daybook.exe" "$programs/daybook.exe"
wine_run "$programs/probe.exe" message Daybook
wait $window || true

section "the uninstaller"
cp -r "$work/a.daybook" "$usual/Kept beside.daybook"
mkdir -p "$user/AppData/Local/daybook/WebView2/cache" "$user/AppData/Local/daybook/Sample workspace.daybook"
mkdir -p "$user/AppData/Roaming/daybook"
echo '{}' >"$user/AppData/Roaming/daybook/settings.json"
find "$user/AppData/Roaming/daybook" -type f | sort >"$work/settings"
find "$usual/Kept beside.daybook" -type f -exec sha256sum {} + | sort >"$work/before"
uninstall "$usual"
gone "the programs are gone" "$usual"/{daybook.exe,daybook-cli.exe,daybook-verify.exe,uninstall.exe,LICENSE.txt,THIRD-PARTY-NOTICES.txt}
gone "and the icons" "$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Daybook.lnk" "$user/Desktop/Daybook.lnk"
gone "and what the window kept for itself" "$user/AppData/Local/daybook/WebView2"
find "$usual/Kept beside.daybook" -type f -exec sha256sum {} + | sort >"$work/after"
same "an archive that was put beside them is as it was" "$work/after" "$work/before"
there "so are those elsewhere" "$here/$archive/CURRENT" "$user/AppData/Local/daybook/Sample workspace.daybook"
find "$user/AppData/Roaming/daybook" -type f | sort >"$work/settings.after"
same "settings and keys stay" "$work/settings.after" "$work/settings"
noted "$work/classes.after" "$classes"
same "files are opened as before" "$work/classes.after" "$work/classes"
noted "$work/kept" "$kept"
is "and Windows has forgotten it" "$(cat "$work/kept")" none

section "an older Daybook, in a folder of its own, in a long PATH"
# Without a blank: wine would put quotes around /D=, which the installer wants bare.
own="$C/Prüfung/O'Brien" own_windows="C:\\Prüfung\\O'Brien"
long="%USERPROFILE%\\bin;$own_windows-alt;C:\\Alt\\$own_windows"
for ((i = 0; i < 400; i++)); do long+=";C:\\Programme\\Werkzeug Nummer $i"; done
environment "$long" REG_EXPAND_SZ
noted "$work/path" 'HKCU\Environment'
is "PATH is longer than NSIS can hold" "$((${#long} > 10000))" 1
wine_run "$folder/older.exe" /S /WEBVIEW2=later /PATH "/D=$own_windows"
is "it is installed there" "$code" 0
is "and its version known" "$(value "$kept" DisplayVersion)" v0.0.1
has "its uninstaller is signed, as it is" "$own/uninstall.exe" "Signed for a try"
is "PATH has it at its end, and all of the rest" "$(value 'HKCU\Environment' Path)" "$long;$own_windows"
rm "$user/Desktop/Daybook.lnk"
wine_run "$folder/setup.exe" /S /WEBVIEW2=later
is "the new one is installed over it" "$code" 0
for program in daybook daybook-cli daybook-verify; do same "$program.exe is the new one" "$own/$program.exe" "$programs/$program.exe"; done
gone "and nowhere else" "$usual/daybook.exe"
is "its version is known" "$(value "$kept" DisplayVersion)" "$VERSION"
is "PATH has it once" "$(value 'HKCU\Environment' Path)" "$long;$own_windows"
gone "an icon that was removed from the desktop stays away" "$user/Desktop/Daybook.lnk"
uninstall "$own"
gone "the folder is gone" "$own"
noted "$work/path.after" 'HKCU\Environment'
same "PATH has each byte that it had, and its type" "$work/path.after" "$work/path"

section "other PATHs"
# unharmed WHAT: an installation and its end leave PATH as it is
unharmed() {
	noted "$work/path" 'HKCU\Environment'
	wine_run "$folder/older.exe" /S /WEBVIEW2=later /PATH "/D=$own_windows"
	entered=$(value 'HKCU\Environment' Path)
	uninstall "$own"
	noted "$work/path.after" 'HKCU\Environment'
	same "$1: as it was" "$work/path.after" "$work/path"
}
environment
unharmed "none"
is "it had been there" "$entered" "$own_windows"
environment 'C:\bin' REG_SZ
unharmed "one of plain text"
is "it had been there" "$entered" "C:\\bin;$own_windows"
environment 'C:\bin;' REG_EXPAND_SZ
unharmed "one that ends in a semicolon"
environment "$own_windows;C:\\bin" REG_EXPAND_SZ
unharmed "one that has the folder already"
is "it had not been there twice" "$entered" "$own_windows;C:\\bin"
environment "C:\\bin" REG_EXPAND_SZ
wine_run "$folder/older.exe" /S /WEBVIEW2=later /PATH "/D=$own_windows"
environment "$own_windows;C:\\bin;C:\\later" REG_EXPAND_SZ
uninstall "$own"
is "what was added and moved to the front since: only that goes" "$(value 'HKCU\Environment' Path)" 'C:\bin;C:\later'

section "the command line that was installed"
environment
wine_run "$folder/setup.exe" /S /WEBVIEW2=later /PATH
cd "$here"
wine_run cmd /c daybook-cli version
is "a command prompt finds it" "$code" 0
has "and it is this one" "$work/out" "$VERSION"
uninstall "$usual"
