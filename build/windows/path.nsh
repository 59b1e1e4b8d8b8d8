; The user's PATH, in which the folder of the command line can stand.
;
; NSIS' own strings hold 1,024 characters, and a PATH may have 32,767: one that
; passes through them is cut off. So it is read, changed and written in memory of
; its own, with the type that it had, by Windows' own functions.

!include "LogicLib.nsh"
!include "Util.nsh"
!include "WinMessages.nsh"

!define ERROR_FILE_NOT_FOUND 2
!define HKEY_CURRENT_USER 0x80000001
!define KEY_READ_WRITE 0x2001F
!define SEMICOLON 59

; More than the longest folder that NSIS can name, and what stands around it.
!define ROOM 4096

!macro PathFunctions un

; Opens the user's environment: $1 is the key, $2 the type of PATH, $3 the memory
; that holds it, with ROOM bytes to spare; $4 is 0 where there is no PATH yet. $0 is
; 0, or the error for which PATH is left alone.
Function ${un}openPath
	StrCpy $3 0
	System::Call 'advapi32::RegCreateKeyExW(p ${HKEY_CURRENT_USER}, w "Environment", i 0, p 0, i 0, i ${KEY_READ_WRITE}, p 0, *p .r1, p 0) i .r0'
	${If} $0 <> 0
		StrCpy $1 0
		Return
	${EndIf}
	System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, *i .r2, p 0, *i .r4) i .r0'
	${If} $0 = ${ERROR_FILE_NOT_FOUND}
		StrCpy $0 0
		StrCpy $2 2 ; REG_EXPAND_SZ
		StrCpy $4 0
	${EndIf}
	${If} $0 <> 0
		Return
	${EndIf}
	${If} $2 <> 1
	${AndIf} $2 <> 2
		StrCpy $0 13 ; ERROR_INVALID_DATA
		Return
	${EndIf}
	IntOp $5 $4 + ${ROOM}
	System::Alloc $5 ; all of it 0, so what is read ends with a 0 too
	Pop $3
	${If} $4 > 0
		StrCpy $5 $4
		System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, *i .r2, p r3, *i r5r5) i .r0'
	${EndIf}
FunctionEnd

; Looks for the folder $9 in the PATH at $3: $7 is where it begins, or 0, and $8
; where it ends.
Function ${un}findInPath
	StrCpy $6 $3
	${Do}
		System::Call 'shlwapi::StrStrIW(p r6, w r9) p .r7'
		${If} $7 P= 0
			Return
		${EndIf}
		StrLen $8 $9
		IntOp $8 $8 * 2
		IntPtrOp $8 $7 + $8
		StrCpy $5 ${SEMICOLON}
		${If} $7 P<> $3
			IntPtrOp $6 $7 - 2
			System::Call '*$6(&i2 .r5)'
		${EndIf}
		System::Call '*$8(&i2 .r6)'
		${If} $5 = ${SEMICOLON}
			${If} $6 = 0
			${OrIf} $6 = ${SEMICOLON}
				Return
			${EndIf}
		${EndIf}
		IntPtrOp $6 $7 + 2 ; it is only the part of another folder
	${Loop}
FunctionEnd

; Writes the PATH at $3 and tells the programs that are open. $0 is 0, or an error.
Function ${un}writePath
	System::Call 'kernel32::lstrlenW(p r3) i .r5'
	IntOp $5 $5 + 1
	IntOp $5 $5 * 2
	System::Call 'advapi32::RegSetValueExW(p r1, w "Path", i 0, i r2, p r3, i r5) i .r0'
	SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
FunctionEnd

Function ${un}closePath
	${If} $3 P<> 0
		System::Free $3
	${EndIf}
	${If} $1 P<> 0
		System::Call 'advapi32::RegCloseKey(p r1)'
	${EndIf}
FunctionEnd

; Takes out of PATH the folder that was put there, and nothing else.
Function ${un}leavePath
	ReadRegStr $9 HKCU "${KEPT}" "Path"
	${If} $9 == ""
		Return
	${EndIf}
	Call ${un}openPath
	${If} $0 = 0
		Call ${un}findInPath
		${If} $7 P<> 0
			; The semicolon that goes is the one that was put before it, or the next
			; one where it has come to be the first.
			ReadRegDWORD $6 HKCU "${KEPT}" "PathJoined"
			${If} $6 = 1
			${AndIf} $7 P<> $3
				IntPtrOp $7 $7 - 2
			${Else}
				System::Call '*$8(&i2 .r6)'
				${If} $6 = ${SEMICOLON}
					IntPtrOp $8 $8 + 2
				${EndIf}
			${EndIf}
			System::Call 'kernel32::lstrlenW(p r8) i .r5'
			IntOp $5 $5 + 1
			IntOp $5 $5 * 2
			System::Call 'kernel32::RtlMoveMemory(p r7, p r8, p r5)'
			ReadRegDWORD $6 HKCU "${KEPT}" "PathIsNew"
			System::Call '*$3(&i2 .r5)'
			${If} $6 = 1
			${AndIf} $5 = 0
				DeleteRegValue HKCU "Environment" "Path"
				SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
			${Else}
				Call ${un}writePath
			${EndIf}
		${EndIf}
	${EndIf}
	Call ${un}closePath
	DeleteRegValue HKCU "${KEPT}" "Path"
	DeleteRegValue HKCU "${KEPT}" "PathIsNew"
	DeleteRegValue HKCU "${KEPT}" "PathJoined"
FunctionEnd

!macroend

!insertmacro PathFunctions ""
!insertmacro PathFunctions "un."

; Puts $INSTDIR at the end of PATH, unless it stands there already, and notes that.
Function enterPath
	StrCpy $9 $INSTDIR
	Call openPath
	${If} $0 = 0
		Call findInPath
		${If} $7 P<> 0
			Call closePath
			Return
		${EndIf}
		StrCpy $8 0 ; whether a semicolon is put before it
		System::Call 'kernel32::lstrlenW(p r3) i .r5'
		${If} $5 > 0
			IntOp $6 $5 - 1
			IntOp $6 $6 * 2
			IntPtrOp $6 $3 + $6
			System::Call '*$6(&i2 .r6)'
			${If} $6 <> ${SEMICOLON}
				StrCpy $8 1
				System::Call 'kernel32::lstrcatW(p r3, w ";")'
			${EndIf}
		${EndIf}
		System::Call 'kernel32::lstrcatW(p r3, w r9)'
		Call writePath
	${EndIf}
	${If} $0 = 0
		WriteRegStr HKCU "${KEPT}" "Path" $INSTDIR
		WriteRegDWORD HKCU "${KEPT}" "PathJoined" $8
		${If} $4 = 0
			WriteRegDWORD HKCU "${KEPT}" "PathIsNew" 1
		${EndIf}
	${Else}
		DetailPrint "PATH was left as it is (error $0). The command line is $INSTDIR\daybook-cli.exe"
	${EndIf}
	Call closePath
FunctionEnd
