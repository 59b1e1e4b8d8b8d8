; Daybook's installer for Windows, for the user who starts it, who need not be an
; administrator. It installs the programs and notes them with Windows; it fetches
; nothing. package.sh says what VERSION, NUMBERS, PROGRAMS, LICENCE, NOTICES and OUT
; are, and SIGN, the command that signs a file.
;
; Without questions: setup.exe /S [/PATH] [/WEBVIEW2=later] [/D=C:\a folder]
; It ends with 0, or where nothing was installed with
;
;   64  this Windows is too old       66  Daybook is open
;   65  it has another processor      67  WebView2 is missing, see /WEBVIEW2

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetDateSave off ; so that the same programs give the same installer

!define KEPT "Software\Microsoft\Windows\CurrentVersion\Uninstall\Daybook"
!define WEBVIEW2 "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "path.nsh"
!include "types.nsh"

Name "Daybook"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Daybook"
InstallDirRegKey HKCU "${KEPT}" "InstallLocation" ; where an older one is
BrandingText "Daybook ${VERSION}"

!ifdef SIGN
	!finalize `${SIGN} "%1"` = 0
	!uninstfinalize `${SIGN} "%1"` = 0
!endif

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "CompanyName" "Daybook"
VIAddVersionKey "FileDescription" "Installer of Daybook"
VIAddVersionKey "FileVersion" "${NUMBERS}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"
VIAddVersionKey "ProductName" "Daybook"
VIAddVersionKey "ProductVersion" "${VERSION}"

Var missing ; whether there is no WebView2: 1 or 0
Var ending  ; what the last page says

!define MUI_ICON "icon.ico"
!define MUI_UNICON "icon.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "This installs Daybook ${VERSION} for you alone, without an administrator. It connects to nothing, and Daybook never does either.$\r$\n$\r$\nArchives and settings of an older Daybook stay as they are.$\r$\n$\r$\n$_CLICK"
!define MUI_LICENSEPAGE_TEXT_TOP "Daybook is free software under the Apache License 2.0."
!define MUI_LICENSEPAGE_TEXT_BOTTOM "You need not accept anything to use Daybook. THIRD-PARTY-NOTICES.txt, which is installed beside it, has the licences of what it is made of."
!define MUI_LICENSEPAGE_BUTTON "$(^NextBtn)"
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_TEXT "$ending"
!define MUI_FINISHPAGE_RUN "$INSTDIR\daybook.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start Daybook"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "This removes Daybook's programs from your computer. Your archives, evidence bundles and exported files stay where they are, and so do Daybook's settings and its keys, with which it signs archives: an archive that you open after installing Daybook again is as it was."

!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "Licence"
!define MUI_PAGE_HEADER_SUBTEXT "What you may do with Daybook."
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_SHOW showFinish
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!macro Refuse CODE WHY
	MessageBox MB_OK|MB_ICONSTOP "${WHY}" /SD IDOK
	SetErrorLevel ${CODE}
	Quit
!macroend

; Windows lets nobody write to a program that runs.
!macro AskWhileOpen PROGRAM
	${Do}
		${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
			${Break}
		${EndIf}
		ClearErrors
		FileOpen $0 "$INSTDIR\${PROGRAM}" a
		${IfNot} ${Errors}
			FileClose $0
			${Break}
		${EndIf}
		${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PROGRAM} is open, or you may not write to $INSTDIR. Close it, and try again." /SD IDCANCEL IDCANCEL`
			SetErrorLevel 66
			Quit
		${EndIf}
	${Loop}
!macroend

!macro AskWhileAnyIsOpen
	!insertmacro AskWhileOpen "daybook.exe"
	!insertmacro AskWhileOpen "daybook-cli.exe"
	!insertmacro AskWhileOpen "daybook-verify.exe"
!macroend

Section "Daybook" SectionPrograms
	SectionIn RO
	!insertmacro AskWhileAnyIsOpen
	SetOutPath $INSTDIR
	File "${PROGRAMS}/daybook.exe"
	File "${PROGRAMS}/daybook-cli.exe"
	File "${PROGRAMS}/daybook-verify.exe"
	File "${PROGRAMS}/verify.html"
	File "/oname=LICENSE.txt" "${LICENCE}"
	File "/oname=THIRD-PARTY-NOTICES.txt" "${NOTICES}"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortcut "$SMPROGRAMS\Daybook.lnk" "$INSTDIR\daybook.exe"
	!insertmacro WriteTypes
	Call leavePath ; an older one's, which may have been elsewhere

	WriteRegStr HKCU "${KEPT}" "DisplayName" "Daybook"
	WriteRegStr HKCU "${KEPT}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${KEPT}" "DisplayIcon" "$INSTDIR\daybook.exe"
	WriteRegStr HKCU "${KEPT}" "Publisher" "Daybook"
	WriteRegStr HKCU "${KEPT}" "InstallLocation" $INSTDIR
	WriteRegStr HKCU "${KEPT}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${KEPT}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${KEPT}" "NoModify" 1
	WriteRegDWORD HKCU "${KEPT}" "NoRepair" 1
	SectionGetSize ${SectionPrograms} $0 ; in KiB; the folder may hold more than Daybook
	WriteRegDWORD HKCU "${KEPT}" "EstimatedSize" $0
SectionEnd

Section "Icon on the desktop" SectionDesktop
	CreateShortcut "$DESKTOP\Daybook.lnk" "$INSTDIR\daybook.exe"
SectionEnd

Section /o "Command line in PATH" SectionPath
	Call enterPath
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
	!insertmacro MUI_DESCRIPTION_TEXT ${SectionPrograms} "The window, the command line (daybook-cli) and the verifier of evidence bundles (daybook-verify), in the start menu and for files that end in ${EVIDENCE}."
	!insertmacro MUI_DESCRIPTION_TEXT ${SectionDesktop} "Daybook's icon on the desktop, too."
	!insertmacro MUI_DESCRIPTION_TEXT ${SectionPath} "So that a command prompt finds daybook-cli and daybook-verify in any folder."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
	${IfNot} ${AtLeastWin10}
		!insertmacro Refuse 64 "Daybook needs Windows 10 or later."
	${EndIf}
	${IfNot} ${IsNativeAMD64}
	${AndIfNot} ${IsNativeARM64} ; Windows 11 runs it there
		!insertmacro Refuse 65 "Daybook needs a 64-bit Windows."
	${EndIf}
	Call askForWebView2
	Call selectAsBefore
FunctionEnd

Function askForWebView2
	StrCpy $missing 0
	SetRegView 64
	ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW2}" "pv"
	SetRegView default
	ReadRegStr $1 HKCU "Software\${WEBVIEW2}" "pv"
	StrCpy $ending "Daybook is installed, and in the start menu."
	${If} $0 != ""
	${AndIf} $0 != "0.0.0.0"
		Return
	${EndIf}
	${If} $1 != ""
	${AndIf} $1 != "0.0.0.0"
		Return
	${EndIf}
	StrCpy $missing 1
	StrCpy $ending "Daybook is installed, and in the start menu.$\r$\n$\r$\nBefore it can show its window, Microsoft's WebView2 Runtime must be installed. It is offered at$\r$\nhttps://developer.microsoft.com/microsoft-edge/webview2"
	${GetParameters} $0
	${GetOptions} $0 "/WEBVIEW2=" $1
	${If} $1 == "later"
		Return
	${EndIf}
	${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION "Daybook shows its window with Microsoft's WebView2 Runtime, which is not on this computer. Windows 11 and an up-to-date Windows 10 have it.$\r$\n$\r$\nLet Windows Update bring this computer up to date, or ask who looks after it to install the WebView2 Runtime from https://developer.microsoft.com/microsoft-edge/webview2$\r$\n$\r$\nUntil then the command line works, and the window does not. Install Daybook now all the same?" /SD IDNO IDNO`
		SetErrorLevel 67
		Quit
	${EndIf}
FunctionEnd

; An icon that was removed from the desktop is not put there again, and PATH stays
; as it was chosen.
Function selectAsBefore
	ReadRegStr $0 HKCU "${KEPT}" "InstallLocation"
	${If} $0 != ""
	${AndIfNot} ${FileExists} "$DESKTOP\Daybook.lnk"
		!insertmacro UnselectSection ${SectionDesktop}
	${EndIf}
	ReadRegStr $0 HKCU "${KEPT}" "Path"
	${If} $0 != ""
		!insertmacro SelectSection ${SectionPath}
	${EndIf}
	${GetParameters} $0
	ClearErrors
	${GetOptions} $0 "/PATH" $1
	${IfNot} ${Errors}
		!insertmacro SelectSection ${SectionPath}
	${EndIf}
FunctionEnd

Function showFinish
	${If} $missing = 1
		SendMessage $mui.FinishPage.Run ${BM_SETCHECK} ${BST_UNCHECKED} 0
		ShowWindow $mui.FinishPage.Run ${SW_HIDE}
	${EndIf}
FunctionEnd

; Only what was installed goes: an archive may have been put beside it.
Section "Uninstall"
	!insertmacro AskWhileAnyIsOpen
	Call un.leavePath
	!insertmacro DeleteTypes
	Delete "$SMPROGRAMS\Daybook.lnk"
	Delete "$DESKTOP\Daybook.lnk"
	Delete "$INSTDIR\daybook.exe"
	Delete "$INSTDIR\daybook-cli.exe"
	Delete "$INSTDIR\daybook-verify.exe"
	Delete "$INSTDIR\verify.html"
	Delete "$INSTDIR\LICENSE.txt"
	Delete "$INSTDIR\THIRD-PARTY-NOTICES.txt"
	Delete "$INSTDIR\uninstall.exe"
	RMDir $INSTDIR
	RMDir /r "$LOCALAPPDATA\daybook\WebView2" ; the window's own cache
	DeleteRegKey HKCU "${KEPT}"
SectionEnd
