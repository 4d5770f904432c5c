# Sourced by the scripts beside it. Where the rig is, and how a Windows program is run in it.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
rig=${SHUANGBEI_RIG:-$top/build/windows}
export LC_ALL=C.UTF-8
export WINEPREFIX=$rig/prefix WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
# Qt's platform for Windows does not start under wine 8.
export WINEQT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY PYTHONHOME PYTHONPATH
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)

# Python's three streams have to be pipes there; with files it does not start.
windows() {
    "$wine" "$@" </dev/null 2>&1 | tr -d '\r'
    return "${PIPESTATUS[0]}"
}
