#!/bin/bash
# Makes the installer of a folder with the program:
#   packaging/windows/make_installer.sh FOLDER VERSION SETUP.exe [option of makensis ...]
# The same folder gives the same bytes, whenever and wherever it is run (SOURCE_DATE_EPOCH sets
# the time of all files). With SIGN_P12 (and SIGN_PASSWORD_FILE) the programs, the uninstaller and
# the setup are signed by the office's certificate.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(realpath "$1") version=$2 setup=$(realpath -m "$3")
shift 3
if [ -n "${SIGN_P12:-}" ]; then
    for program in "$folder"/shuangbei*.exe; do
        "$here/sign.sh" "$program"
    done
    set -- "-DSIGNER=$here/sign.sh" "$@"
fi
find "$folder" -exec touch -h -d "@${SOURCE_DATE_EPOCH:-1700000000}" {} +
mkdir -p "$(dirname "$setup")"
makensis -V2 -WX -INPUTCHARSET UTF8 "-DVERSION=$version" "-DPAYLOAD=$folder" "-DOUTFILE=$setup" \
    "$@" "$here/installer.nsi"
