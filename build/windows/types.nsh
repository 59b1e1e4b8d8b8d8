; The files that Daybook opens, for this user: evidence bundles by an extension of
; their own, and zip files on request.

!include "LogicLib.nsh"

!define CLASSES "Software\Classes"
!define EVIDENCE ".daybook-evidence"
!define EVIDENCE_CLASS "Daybook.Evidence"
!define ZIP_CLASS "Daybook.ZippedEvidence"
!define EVIDENCE_ICON 4 ; see resources.json

!macro WriteClass NAME WHAT
	WriteRegStr HKCU "${CLASSES}\${NAME}" "" "${WHAT}"
	WriteRegStr HKCU "${CLASSES}\${NAME}\DefaultIcon" "" "$INSTDIR\daybook.exe,-${EVIDENCE_ICON}"
	WriteRegStr HKCU "${CLASSES}\${NAME}\Application" "ApplicationName" "Verify with Daybook"
	WriteRegStr HKCU "${CLASSES}\${NAME}\Application" "ApplicationIcon" "$INSTDIR\daybook.exe,0"
	WriteRegStr HKCU "${CLASSES}\${NAME}\shell" "" "open"
	WriteRegStr HKCU "${CLASSES}\${NAME}\shell\open" "" "Verify with Daybook"
	WriteRegStr HKCU "${CLASSES}\${NAME}\shell\open\command" "" '"$INSTDIR\daybook.exe" "%1"'
!macroend

; Zip files stay with the program that opens them; Daybook is one more that can.
!macro WriteTypes
	!insertmacro WriteClass "${EVIDENCE_CLASS}" "Daybook evidence bundle"
	!insertmacro WriteClass "${ZIP_CLASS}" "Zip file, perhaps a Daybook evidence bundle"
	WriteRegStr HKCU "${CLASSES}\${EVIDENCE}" "" "${EVIDENCE_CLASS}"
	WriteRegStr HKCU "${CLASSES}\${EVIDENCE}" "Content Type" "application/vnd.daybook.evidence+zip"
	WriteRegStr HKCU "${CLASSES}\${EVIDENCE}\OpenWithProgids" "${EVIDENCE_CLASS}" ""
	WriteRegStr HKCU "${CLASSES}\.zip\OpenWithProgids" "${ZIP_CLASS}" ""
	WriteRegStr HKCU "${CLASSES}\Applications\daybook.exe" "FriendlyAppName" "Daybook"
	WriteRegStr HKCU "${CLASSES}\Applications\daybook.exe\SupportedTypes" "${EVIDENCE}" ""
	WriteRegStr HKCU "${CLASSES}\Applications\daybook.exe\SupportedTypes" ".zip" ""
	WriteRegStr HKCU "${CLASSES}\Applications\daybook.exe\shell\open\command" "" '"$INSTDIR\daybook.exe" "%1"'
	!insertmacro TellOfTypes
!macroend

; What others have noted of zip files stays.
!macro DeleteTypes
	DeleteRegKey HKCU "${CLASSES}\${EVIDENCE_CLASS}"
	DeleteRegKey HKCU "${CLASSES}\${ZIP_CLASS}"
	DeleteRegKey HKCU "${CLASSES}\Applications\daybook.exe"
	DeleteRegKey /ifempty HKCU "${CLASSES}\Applications"
	DeleteRegValue HKCU "${CLASSES}\${EVIDENCE}\OpenWithProgids" "${EVIDENCE_CLASS}"
	ReadRegStr $0 HKCU "${CLASSES}\${EVIDENCE}" ""
	${If} $0 == "${EVIDENCE_CLASS}"
		DeleteRegValue HKCU "${CLASSES}\${EVIDENCE}" ""
		DeleteRegValue HKCU "${CLASSES}\${EVIDENCE}" "Content Type"
	${EndIf}
	DeleteRegKey /ifempty HKCU "${CLASSES}\${EVIDENCE}\OpenWithProgids"
	DeleteRegKey /ifempty HKCU "${CLASSES}\${EVIDENCE}"
	DeleteRegValue HKCU "${CLASSES}\.zip\OpenWithProgids" "${ZIP_CLASS}"
	DeleteRegKey /ifempty HKCU "${CLASSES}\.zip\OpenWithProgids"
	DeleteRegKey /ifempty HKCU "${CLASSES}\.zip"
	!insertmacro TellOfTypes
!macroend

!macro TellOfTypes
	System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
!macroend
