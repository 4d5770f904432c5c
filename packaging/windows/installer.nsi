; The installer for Windows. make_installer.sh beside it says what it is built with:
;   VERSION  of the program, as 1.2.3
;   PAYLOAD  the folder with the two programs and _internal
;   OUTFILE  the installer
;   CPU      amd64 or x86: what the installer itself is built for; the program is always 64-bit
;   FAST     packs quickly and not tightly, for tests
;   SIGNER   a command that signs the file whose name is put behind it
;
; Exit codes, also of the uninstaller:
;   0 done, 1 cancelled, 2 damaged setup or another fault (nothing was changed), 10 Windows is too
;   old, 11 a newer version is installed, 12 the program is running, 13 administrator rights are
;   needed, 14 the files could not be written (the version before is there again), 15 the folder
;   belongs to something else.
; Options: /S silent, /CURRENTUSER or /ALLUSERS (the latter needs rights, and is the default with
; them), /D=C:\folder as the last.

Unicode true
!ifndef CPU
  !define CPU amd64
!endif
Target ${CPU}-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
CRCCheck force
; The pictures of the setup lie in a checkout, whose time says nothing.
SetDateSave off
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define ID "Shuangbei"
!define NAME "双倍增报送"
!define WINDOW "shuangbei-window.exe"
!define CONSOLE "shuangbei.exe"
!define UNINSTALLER "uninstall.exe"
!define SEALED "${ID}.Sealed"
!define ENCRYPTED "${ID}.Encrypted"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CAPABILITIES "Software\${ID}\Capabilities"
!define CLASSES "Software\Classes"

!define TOO_OLD 10
!define NEWER_THERE 11
!define RUNNING 12
!define NO_RIGHTS 13
!define NOT_WRITTEN 14
!define FOREIGN 15

Name "${NAME}"
OutFile "${OUTFILE}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro VersionWords LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}.0"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "MIT License"
!macroend
!insertmacro VersionWords 2052 "${NAME} 安装程序"
!insertmacro VersionWords 1033 "${NAME} setup"

!define MUI_ICON "..\icons\shuangbei.ico"
!define MUI_UNICON "..\icons\shuangbei.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "..\icons\setup.bmp"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT PutBack
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_TEXT "$(ON_DESKTOP)"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION PutOnDesktop
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DATA_STAYS)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks a third language.
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include "installer_texts.nsh"

Var ForAll ; 1 when it is for all users
Var UpgradedFrom ; the version before, "" for none
Var Writing ; 1 while the new files are being written
Var Before ; where its libraries wait until the new ones are in place, "" for nowhere

; ---- What both the installer and the uninstaller do

!macro Refuse TEXT CODE
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Whom it is for: all users with administrator rights, else the one who runs it.
!macro ChooseUsers
  SetRegView 64
  StrCpy $ForAll 0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $ForAll 1
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/CURRENTUSER" $R1
  ${IfNot} ${Errors}
    StrCpy $ForAll 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    ${If} $0 != "Admin"
      !insertmacro Refuse "$(NEEDS_RIGHTS)" ${NO_RIGHTS}
    ${EndIf}
    StrCpy $ForAll 1
  ${EndIf}
  ClearErrors
  ${If} $ForAll == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; A program that runs keeps its file from being written to.
!macro DefineIsRunning PREFIX
  Function ${PREFIX}IsOpen ; file -> 1 while it is in use, else 0
    Exch $0
    Push $1
    ${If} ${FileExists} "$0"
      ClearErrors
      FileOpen $1 "$0" a
      ${If} ${Errors}
        StrCpy $0 1
      ${Else}
        FileClose $1
        StrCpy $0 0
      ${EndIf}
    ${Else}
      StrCpy $0 0
    ${EndIf}
    ClearErrors
    Pop $1
    Exch $0
  FunctionEnd

  Function ${PREFIX}RefuseWhileRunning
    again:
    Push "$INSTDIR\${WINDOW}"
    Call ${PREFIX}IsOpen
    Pop $0
    Push "$INSTDIR\${CONSOLE}"
    Call ${PREFIX}IsOpen
    Pop $1
    ${If} $0 == 1
    ${OrIf} $1 == 1
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDRETRY again
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro DefineIsRunning ""
!insertmacro DefineIsRunning "un."

!macro TellTheShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; ---- Installing

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse "$(NEEDS_WINDOWS)" ${TOO_OLD}
  ${EndIf}
  !insertmacro ChooseUsers
  Call RefuseBesideAllUsers
  Call RefuseDowngrade
  Call ChooseFolder
  ${If} ${Silent}
    Call RefuseForeignFolder
    Call RefuseWhileRunning
  ${EndIf}
FunctionEnd

; A second copy for one user beside that for all would be two versions on one set of data.
Function RefuseBesideAllUsers
  ${If} $ForAll == 0
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
    ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "DisplayVersion"
    ${If} $0 == ""
    ${AndIf} $1 != ""
      !insertmacro Refuse "$(IS_FOR_ALL)" ${NO_RIGHTS}
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ReadRegStr $UpgradedFrom SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $UpgradedFrom != ""
    ${VersionCompare} "$UpgradedFrom" "${VERSION}" $0
    ${If} $0 == 1
      !insertmacro Refuse "$(IS_NEWER)" ${NEWER_THERE}
    ${EndIf}
  ${EndIf}
FunctionEnd

; By /D=, else where it is installed, else the usual place.
Function ChooseFolder
  ${If} $INSTDIR == ""
    ; Many a starter puts quotes around an option with spaces, and then it is not seen.
    ${GetParameters} $R0
    ClearErrors
    ${WordFind} "$R0" '"/D=' "E+1}" $R1
    ${IfNot} ${Errors}
      ${WordFind} "$R1" '"' "+1{" $INSTDIR
    ${EndIf}
    ClearErrors
  ${EndIf}
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "Software\${ID}" "InstallDir"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $ForAll == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Never take a folder for ours that has another program in it.
Function RefuseForeignFolder
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${CONSOLE}"
    !insertmacro Refuse "$(IS_FOREIGN)" ${FOREIGN}
  ${EndIf}
FunctionEnd

Section
  Call RefuseForeignFolder
  Call RefuseWhileRunning
  SetOutPath "$INSTDIR"
  StrCpy $Before ""
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    ; No file of the version before may stay, and none may be lost before all new ones are there.
    RMDir /r "$INSTDIR\_internal.old"
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${If} ${Errors}
      !insertmacro Refuse "$(IS_RUNNING)" ${RUNNING}
    ${EndIf}
    StrCpy $Before "$INSTDIR\_internal.old"
    Rename "$INSTDIR\${CONSOLE}" "$INSTDIR\_internal.old\${CONSOLE}"
    Rename "$INSTDIR\${WINDOW}" "$INSTDIR\_internal.old\${WINDOW}"
  ${EndIf}
  StrCpy $Writing 1
  ClearErrors
  SetOverwrite on
  SetDateSave on
  File /r "${PAYLOAD}/*"
  SetDateSave off
  ${If} ${Errors}
    Call RefuseUnwritten
  ${EndIf}
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    Call RefuseUnwritten
  ${EndIf}
  StrCpy $Writing 0
  ${If} $Before != ""
    RMDir /r "$Before"
    StrCpy $Before ""
  ${EndIf}
  Call PutInMenu
  Call RegisterFiles
  Call RegisterUninstaller
  !insertmacro TellTheShell
SectionEnd

Function RefuseUnwritten
  Call PutBack
  !insertmacro Refuse "$(CANNOT_WRITE)" ${NOT_WRITTEN}
FunctionEnd

; Leave what was there before: the older version, or nothing.
Function PutBack
  ${If} $Writing == 1
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\${CONSOLE}"
    Delete "$INSTDIR\${WINDOW}"
    SetOutPath "$TEMP" ; the folder would be held otherwise
    RMDir "$INSTDIR"
    StrCpy $Writing 0
  ${EndIf}
  ${If} $Before != ""
    Rename "$Before\${CONSOLE}" "$INSTDIR\${CONSOLE}"
    Rename "$Before\${WINDOW}" "$INSTDIR\${WINDOW}"
    Rename "$Before" "$INSTDIR\_internal"
    StrCpy $Before ""
  ${EndIf}
FunctionEnd

Function .onInstFailed
  Call PutBack
  SetErrorLevel ${NOT_WRITTEN}
FunctionEnd

Function PutInMenu
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
FunctionEnd

Function PutOnDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
FunctionEnd

; A sealed workbook keeps .xlsx and opens in the spreadsheet program; ours stands under "open with".
Function RegisterFiles
  StrCpy $0 '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\${SEALED}" "" "$(SEALED_FILE)"
  WriteRegStr SHCTX "${CLASSES}\${SEALED}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr SHCTX "${CLASSES}\${SEALED}\shell\open\command" "" $0
  WriteRegStr SHCTX "${CLASSES}\.xlsx\OpenWithProgids" "${SEALED}" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\shell\open\command" "" $0
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\SupportedTypes" ".xlsx" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\SupportedTypes" ".p7m" ""
  ; Windows knows a file by its last ending alone: .xlsx.p7m is .p7m to it. Taken where it is free.
  WriteRegStr SHCTX "${CLASSES}\${ENCRYPTED}" "" "$(ENCRYPTED_FILE)"
  WriteRegStr SHCTX "${CLASSES}\${ENCRYPTED}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr SHCTX "${CLASSES}\${ENCRYPTED}\shell\open\command" "" $0
  WriteRegStr SHCTX "${CLASSES}\.p7m\OpenWithProgids" "${ENCRYPTED}" ""
  ReadRegStr $1 HKCR ".p7m" ""
  ${If} $1 == ""
    WriteRegStr SHCTX "${CLASSES}\.p7m" "" "${ENCRYPTED}"
  ${EndIf}
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationDescription" "$(DESCRIPTION)"
  WriteRegStr SHCTX "${CAPABILITIES}\FileAssociations" ".xlsx" "${SEALED}"
  WriteRegStr SHCTX "${CAPABILITIES}\FileAssociations" ".p7m" "${ENCRYPTED}"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${ID}" "${CAPABILITIES}"
FunctionEnd

Function RegisterUninstaller
  StrCpy $2 "/CURRENTUSER"
  ${If} $ForAll == 1
    StrCpy $2 "/ALLUSERS"
  ${EndIf}
  WriteRegStr SHCTX "Software\${ID}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}" $2'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S $2'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
FunctionEnd

; ---- Uninstalling: the program goes, what people have entered stays

!ifdef SIGNER
  !uninstfinalize '${SIGNER} "%1"'
  !finalize '${SIGNER} "%1"'
!endif

Function un.onInit
  !insertmacro ChooseUsers
  ReadRegStr $0 SHCTX "Software\${ID}" "InstallDir"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  Call un.RefuseWhileRunning
FunctionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "${CLASSES}\${SEALED}"
  DeleteRegKey SHCTX "${CLASSES}\${ENCRYPTED}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${WINDOW}"
  DeleteRegValue SHCTX "${CLASSES}\.xlsx\OpenWithProgids" "${SEALED}"
  DeleteRegValue SHCTX "${CLASSES}\.p7m\OpenWithProgids" "${ENCRYPTED}"
  ReadRegStr $0 SHCTX "${CLASSES}\.p7m" ""
  ${If} $0 == "${ENCRYPTED}"
    DeleteRegValue SHCTX "${CLASSES}\.p7m" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.p7m\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.p7m"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.xlsx\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.xlsx"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${ID}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "Software\${ID}"
  !insertmacro TellTheShell
  ; Last, so that whoever waits for it finds everything done.
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"
SectionEnd
