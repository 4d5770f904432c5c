#!/bin/bash
# Builds the Windows program under wine into dist/windows/shuangbei. A test build: its Python is
# put together from parts (wine/make_rig.sh). The one for the offices is made by the same spec on
# a Windows machine (.github/workflows/release.yml).
. "$(dirname "${BASH_SOURCE[0]}")/wine/environment.sh"
"$top/packaging/windows/wine/make_rig.sh"
cd "$top"
rm -rf dist/windows build/windows/work
# The same bytes for the same source: no order by chance, no time of today.
export PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
windows "$rig/python/python.exe" -X utf8 -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath dist/windows --workpath build/windows/work pyinstaller.spec
du -sb dist/windows/shuangbei
