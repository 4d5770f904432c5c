#!/bin/bash
# Makes .venv from requirements.lock, with `shuangbei` in .venv/bin, and stamps it with
# .venv/.ready. Called by make when the stamp is missing or older than the lock file.
set -eu
cd "$(dirname "$0")/.."

is_fit() { # a Python 3.11 or 3.12 that can make environments
    "$1" -c 'import sys, venv, ensurepip, ssl, sqlite3
sys.exit((3, 11) > sys.version_info[:2] or sys.version_info[:2] > (3, 12))' 2>/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.12 python3.11; do
        if is_fit "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Debian and Ubuntu keep the module that fills an environment in a package of its own.
venv_package() {
    local name
    for name in python3.12 python3.11; do
        if "$name" -c '' 2>/dev/null; then
            echo "$name-venv"
            return 0
        fi
    done
    return 1
}

say_what_python_is_needed() {
    local package
    if package=$(venv_package); then
        echo "Python is here, but it cannot make environments. Paste this line:" >&2
        echo "    sudo sh -c 'apt-get update && apt-get install -y $package'" >&2
    else
        echo "Python 3.11 or 3.12 is needed and was not found on the PATH." >&2
        echo "Install one, or name it: make demo PYTHON=/path/to/python3.12" >&2
    fi
}

if [ ! -x .venv/bin/python ] || ! is_fit .venv/bin/python; then
    if ! python=$(find_python); then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && package=$(venv_package); then
            echo "Installing $package"
            packaging/apt-install.sh "$package"
        fi
        if ! python=$(find_python); then
            say_what_python_is_needed
            exit 1
        fi
    fi
    echo "Making .venv with $("$python" -V)"
    rm -rf .venv
    "$python" -m venv .venv
fi

# The lock names every file by its hash; a stumbling network is tried again.
install() {
    local attempt
    for attempt in 1 2 3; do
        if .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; then
            return 0
        fi
        echo "pip stumbled (attempt $attempt of 3)" >&2
        sleep $((attempt * 5))
    done
    return 1
}

echo "Installing the libraries of requirements.lock"
install --require-hashes -r requirements.lock
install --no-deps --no-build-isolation --editable .
touch .venv/.ready
