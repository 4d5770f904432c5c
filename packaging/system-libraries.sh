#!/bin/bash
# Looks for the libraries of the system that the window needs. What is missing is installed
# when root, else named in one line to paste. Ends with 1 when something is still missing.
set -eu

# A library as the loader names it, and Debian's and Ubuntu's package that has it.
needed="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11-xcb.so.1 libx11-xcb1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
"

missing() {
    local known library package
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    while read -r library package; do
        if [ -n "$library" ] && ! grep -qF "$library " <<<"$known"; then
            printf '%s ' "$package"
        fi
    done <<<"$needed"
    # Any font with Chinese will do; this is the one that the pictures are made with.
    if ! compgen -G '/usr/share/fonts/*/*/*CJK*' >/dev/null &&
        ! { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn file)" ]; }; then
        printf 'fonts-noto-cjk '
    fi
}

[ "$(uname -s)" = Linux ] || exit 0
packages=$(missing)
[ -n "$packages" ] || exit 0
line="apt-get update && apt-get install -y --no-install-recommends ${packages% }"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing what the window needs from the system: ${packages% }"
    "$(dirname "$0")/apt-install.sh" $packages
    packages=$(missing)
    [ -n "$packages" ] || exit 0
fi
echo "The window needs libraries of the system that are missing here. Paste this line:" >&2
echo "    sudo sh -c '$line'" >&2
exit 1
