; What the installer says, in both languages.

!macro Text ID CHINESE ENGLISH
  LangString ${ID} 2052 "${CHINESE}"
  LangString ${ID} 1033 "${ENGLISH}"
!macroend

!insertmacro Text WELCOME \
  "即将安装 ${NAME} ${VERSION}。$\r$\n$\r$\n不需要管理员权限，不联网。已装旧版本的，会就地升级，已有的数据不动。$\r$\n$\r$\n单击“下一步”继续。" \
  "This installs ${NAME} ${VERSION}.$\r$\n$\r$\nIt needs no administrator rights and no network. An older version is upgraded in place; your data stays as it is.$\r$\n$\r$\nClick Next to go on."
!insertmacro Text ON_DESKTOP "在桌面上放快捷方式" "Put a shortcut on the desktop"
!insertmacro Text DATA_STAYS \
  "卸载只删除程序。已填报的数据留在原处，默认是 %LOCALAPPDATA%\shuangbei；重新安装后可接着使用。" \
  "Only the program is removed. What was entered stays where it is, by default in %LOCALAPPDATA%\shuangbei, and is there again after a new installation."
!insertmacro Text DESCRIPTION "区县科技部门的报送台" "The reporting desk of a district's science office"
!insertmacro Text SEALED_FILE "双倍增报送文件" "Sealed report"
!insertmacro Text ENCRYPTED_FILE "双倍增报送加密文件" "Encrypted report"
!insertmacro Text NEEDS_WINDOWS \
  "需要 64 位的 Windows 10 1809 或更高版本，这台电脑上装不了。" \
  "This needs 64-bit Windows 10, version 1809 or later, and cannot be installed here."
!insertmacro Text IS_NEWER \
  "已装有更新的版本 $UpgradedFrom，不能换回 ${VERSION}：旧程序读不了新版本的数据。要换回，请先卸载。" \
  "A newer version, $UpgradedFrom, is installed, and an older program cannot read its data. Uninstall it first to go back to ${VERSION}."
!insertmacro Text IS_RUNNING \
  "程序正在运行。请先关闭它的窗口，再重试。" \
  "The program is running. Close its window and try again."
!insertmacro Text NEEDS_RIGHTS \
  "为所有用户安装需要管理员权限：请右键单击安装程序，选择“以管理员身份运行”。" \
  "Installing for all users needs administrator rights: right-click the setup and choose Run as administrator."
!insertmacro Text IS_FOR_ALL \
  "这台电脑已为所有用户装过。请右键单击安装程序，选择“以管理员身份运行”来升级。" \
  "It is installed for all users of this computer. Right-click the setup and choose Run as administrator to upgrade it."
!insertmacro Text CANNOT_WRITE \
  "文件写不进 $INSTDIR，已恢复原样。请检查磁盘空间和权限，或换一个文件夹。" \
  "The files could not be written to $INSTDIR; all is as it was. Look at the space and the rights there, or choose another folder."
!insertmacro Text IS_FOREIGN \
  "$INSTDIR 里有别的程序。请换一个文件夹。" \
  "Another program is in $INSTDIR. Choose another folder."
