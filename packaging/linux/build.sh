#!/bin/bash
# Builds the program for Linux desktops with glibc 2.28 and later, as the .deb for them, into
# dist/linux: by the same spec as `make build`, with the Python of make_python.sh.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$top"
packaging/linux/make_python.sh
export PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
rm -rf dist/linux
LD_LIBRARY_PATH=$top/build/linux/python/lib build/linux/python/bin/python3.11 -m PyInstaller \
    --noconfirm --clean --log-level ERROR --distpath dist/linux --workpath build/linux/work \
    pyinstaller.spec
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop_app/__init__.py)
deb=dist/linux/shuangbei_${version}_$(dpkg --print-architecture).deb
packaging/linux/make_deb.sh dist/linux/shuangbei "$version" "$deb" "$@"
echo "glibc $(packaging/linux/glibc_need.sh dist/linux/shuangbei)"
du -sb dist/linux/shuangbei "$deb"
