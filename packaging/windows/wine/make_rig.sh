#!/bin/bash
# Makes build/windows/: a wine prefix and in it a Python for Windows with the libraries of
# requirements.lock. This Python is put together from parts (its libraries from a package of the
# index, its standard library from here): good for tests, never for a release.
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
local_python=$top/.venv/bin/python
python=$rig/python
compiler=x86_64-w64-mingw32-gcc

stamp=$(cat "$here"/{make_rig.sh,python.c,random.c,stable_library.py,runtime.lock} \
    "$here/../requirements.lock" "$top/requirements.lock" | sha256sum)
if [ "$(cat "$rig/.ready" 2>/dev/null)" = "$stamp" ]; then
    exit 0
fi
"$local_python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "The rig needs Python 3.11 in .venv" >&2
    exit 1
}
rm -rf "$rig"
mkdir -p "$python/DLLs" "$python/Lib" "$rig/parts"

fetch() { # what the index has for Windows, by hash
    local attempt
    for attempt in 1 2 3; do
        if "$local_python" -m pip "$@" --quiet --disable-pip-version-check --no-deps \
            --require-hashes --platform win_amd64 --python-version 3.11 \
            --implementation cp --abi cp311 --abi abi3 --abi none --only-binary=:all:; then
            return 0
        fi
        sleep $((attempt * 5))
    done
    return 1
}

echo "Python for Windows"
fetch download --dest "$rig/parts" -r "$here/runtime.lock"
"$local_python" -m zipfile -e "$rig"/parts/*.whl "$rig/parts"
libraries=$rig/parts/deploy_libs
rm -f "$libraries"/api-ms-* "$libraries"/t*86t.dll "$libraries/_tkinter.pyd"
cp "$libraries/python311.dll" "$libraries/VCRUNTIME140.dll" "$python/"
cp "$libraries"/*.pyd "$libraries"/*.dll "$python/DLLs/"
rm "$python/DLLs/python311.dll"
library=$("$local_python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
(cd "$library" && tar -cf - --exclude=test --exclude=tests --exclude=__pycache__ \
    --exclude=lib-dynload --exclude=site-packages --exclude='config-*' --exclude=ensurepip \
    --exclude=idlelib --exclude=turtledemo --exclude=lib2to3 .) | tar -xf - -C "$python/Lib"
mkdir -p "$python/Lib/site-packages"

echo "Its libraries"
"$local_python" "$top/packaging/lock_lines.py" shuangbei pyinstaller \
    pytest pytest-qt pytest-timeout hypothesis >"$rig/wanted.lock"
cat "$here/../requirements.lock" >>"$rig/wanted.lock"
fetch install --target "$python/Lib/site-packages" -r "$rig/wanted.lock"

"$compiler" -municode -O2 -s -o "$python/python.exe" "$here/python.c"
PYTHONPATH="$python/Lib/site-packages" "$local_python" -P "$here/stable_library.py" \
    "$python/python311.dll" "$rig/parts"
"$compiler" -shared -nostdlib -e DllMain -s -o "$python/python3.dll" \
    "$rig/parts/python3.c" "$rig/parts/python3.def"

echo "A wine prefix"
"$wine" wineboot --init </dev/null >/dev/null 2>&1
"$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f </dev/null >/dev/null 2>&1
"$compiler" -shared -O2 -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
    "$here/random.c" -ladvapi32
rm -rf "$rig/parts"
echo "$stamp" >"$rig/.ready"
