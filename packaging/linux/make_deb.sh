#!/bin/bash
# Makes a .deb of the folder with the program:
#   packaging/linux/make_deb.sh FOLDER VERSION OUT.deb [option of dpkg-deb ...]
# What it needs of glibc is read from its files. The same folder gives the same bytes.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$here/../..
folder=$(realpath "$1") version=$2 target=$(realpath -m "$3")
shift 3
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1700000000}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

install -d "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN"
cp -a "$folder" "$root/usr/lib/shuangbei"
ln -s ../lib/shuangbei/shuangbei "$root/usr/bin/shuangbei"
install -Dm644 "$here/shuangbei.desktop" "$root/usr/share/applications/shuangbei.desktop"
install -Dm644 "$here/shuangbei.xml" "$root/usr/share/mime/packages/shuangbei.xml"
install -Dm644 "$top/resources/icons/app.svg" \
    "$root/usr/share/icons/hicolor/scalable/apps/shuangbei.svg"
install -Dm644 "$top/LICENSE" "$root/usr/share/doc/shuangbei/copyright"
install -Dm644 "$top/THIRD-PARTY.md" "$root/usr/share/doc/shuangbei/THIRD-PARTY.md"
install -Dm644 "$top/docs/manual.md" "$root/usr/share/doc/shuangbei/manual.md"
gzip -9cn "$top/CHANGELOG.md" >"$root/usr/share/doc/shuangbei/changelog.gz"
chmod -R u=rwX,go=rX "$root/usr"

# Libraries that every desktop has; the program brings the rest along.
cat >"$root/DEBIAN/control" <<CONTROL
Package: shuangbei
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: Shuangbei <shuangbei@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: libc6 (>= $("$here/glibc_need.sh" "$folder")), libdbus-1-3, libegl1, libfontconfig1,
 libfreetype6, libgl1, libglib2.0-0 | libglib2.0-0t64, libstdc++6, libuuid1, libx11-6, libx11-xcb1,
 libxcb1, libxkbcommon-x11-0, libxkbcommon0, libzstd1, zlib1g
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei, libcups2 | libcups2t64,
 libwayland-client0, libwayland-cursor0, libwayland-egl1
Description: offline reporting desk of a district's science office
 Takes in spreadsheets as they come, keeps firms and figures, checks them, and
 sends the city one signed workbook. Needs no network and no account.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$(dirname "$target")"
dpkg-deb --root-owner-group "$@" --build "$root" "$target" >/dev/null
