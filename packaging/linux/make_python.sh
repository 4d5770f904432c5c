#!/bin/bash
# Builds build/linux/python: a Python 3.11 that starts on glibc 2.28 (UOS 20, Kylin V10), with the
# libraries of requirements.lock in their builds for that glibc. Python's source and that of the
# three libraries in it are Debian's; the compiler is one that can aim at an older glibc. Needs
# make, gcc, tclsh, dpkg-dev; takes some minutes.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$top/build/linux
python=$work/python
glibc=2.28
local_python=$top/.venv/bin/python

stamp=$(cat "$here/make_python.sh" "$here/compiler.lock" "$top/requirements.lock" | sha256sum)
if [ "$(cat "$work/.ready" 2>/dev/null)" = "$stamp" ]; then
    exit 0
fi
rm -rf "$work"
mkdir -p "$work/lists/partial" "$work/tools" "$work/source" "$work/parts"/{lib,include}

echo "Sources"
cat >"$work/sources.list" <<LIST
deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main
LIST
apt_options=(-q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o APT::Sandbox::User=root)
apt-get "${apt_options[@]}" update >/dev/null
(cd "$work/source" &&
    apt-get "${apt_options[@]}" source --download-only python3.11 libffi sqlite3 zlib >/dev/null)
for archive in "$work"/source/{python3.11,libffi,sqlite3,zlib}_*.orig.tar.*; do
    tar -xf "$archive" -C "$work/source"
done

echo "A compiler for glibc $glibc"
"$local_python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --target "$work/tools" -r "$here/compiler.lock"
zig=$work/tools/ziglang/zig
chmod +x "$zig"
for tool in cc ar ranlib; do
    aim=
    [ $tool != cc ] || aim="-target $(uname -m)-linux-gnu.$glibc -fno-sanitize=undefined"
    printf '#!/bin/sh\nexec %q %s %s "$@"\n' "$zig" $tool "$aim" >"$work/tools/$tool"
    chmod +x "$work/tools/$tool"
done
export CC=$work/tools/cc AR=$work/tools/ar RANLIB=$work/tools/ranlib
export ZIG_GLOBAL_CACHE_DIR=$work/cache ZIG_LOCAL_CACHE_DIR=$work/cache

echo "zlib, libffi, SQLite"
(
    cd "$work"/source/zlib-*/
    for name in adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil; do
        "$CC" -O2 -fPIC -w -c $name.c
    done
    "$AR" rcs "$work/parts/lib/libz.a" ./*.o
    cp zlib.h zconf.h "$work/parts/include"
)
(
    cd "$work"/source/libffi-*/
    CFLAGS="-O2 -fPIC" ./configure --prefix="$work/parts" --libdir="$work/parts/lib" \
        --disable-shared --disable-docs --disable-multi-os-directory --disable-exec-static-tramp
    make -j2
    make install
) >"$work/libffi.log" 2>&1
(
    cd "$work"/source/sqlite3-*/
    CC=gcc ./configure --disable-tcl --disable-readline
    make sqlite3.c
    "$CC" -O2 -fPIC -w -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_MATH_FUNCTIONS \
        -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -c sqlite3.c
    "$AR" rcs "$work/parts/lib/libsqlite3.a" sqlite3.o
    cp sqlite3.h sqlite3ext.h "$work/parts/include"
) >"$work/sqlite.log" 2>&1

echo "Python"
(
    cd "$work"/source/Python-3.11.*/
    # Headers of this system's glibc must not be seen.
    sed -i 's/^\( *\)self.add_multiarch_paths()/\1pass/' setup.py
    parts="-L$work/parts/lib"
    ./configure --prefix="$python" --enable-shared --with-ensurepip=no --disable-test-modules \
        --without-static-libpython --without-readline OPT="-DNDEBUG -O3 -fwrapv -g0" \
        CPPFLAGS="-I$work/parts/include" LDFLAGS="$parts" LINKFORSHARED=-rdynamic \
        LIBSQLITE3_CFLAGS="-I$work/parts/include" LIBSQLITE3_LIBS="$parts -lsqlite3 -lm" \
        ZLIB_CFLAGS="-I$work/parts/include" ZLIB_LIBS="$parts -lz" \
        PKG_CONFIG_LIBDIR="$work/parts/lib/pkgconfig"
    sed -i 's/-Wl,-h/-Wl,-soname,/' Makefile
    make -j2
    make install
) >"$work/python.log" 2>&1
LD_LIBRARY_PATH=$python/lib "$python/bin/python3.11" -c 'import _decimal, ctypes, sqlite3, zlib, hashlib; hashlib.sha256()'

echo "Its libraries, as they are built for glibc $glibc"
"$local_python" "$top/packaging/lock_lines.py" shuangbei pyinstaller >"$work/wanted.lock"
"$local_python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi abi3 \
    --abi none --platform "manylinux_2_28_$(uname -m)" --platform "manylinux_2_27_$(uname -m)" \
    --platform "manylinux_2_17_$(uname -m)" --platform "manylinux2014_$(uname -m)" \
    --platform "manylinux2010_$(uname -m)" --platform "manylinux1_$(uname -m)" \
    --target "$python/lib/python3.11/site-packages" -r "$work/wanted.lock"
rm -rf "$work/source" "$work/cache"
echo "$stamp" >"$work/.ready"
