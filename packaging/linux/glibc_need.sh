#!/bin/bash
# Prints the newest glibc that any file of a folder asks for, as 2.28; with -v each file's need.
set -eu
verbose=
[ "$1" != -v ] || { verbose=1; shift; }
find "$1" -type f \( -name '*.so*' -o -perm -u+x \) -print0 | while IFS= read -r -d '' file; do
    need=$(objdump -T "$file" 2>/dev/null | grep -oE 'GLIBC_[0-9]+\.[0-9]+' | sort -Vu | tail -n 1 || true)
    [ -z "$need" ] || echo "${need#GLIBC_} ${file#"$1"/}"
done | sort -V | if [ -n "$verbose" ]; then cat; else tail -n 1 | cut -d ' ' -f 1; fi
