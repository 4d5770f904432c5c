#!/bin/bash
# Writes requirements.lock anew from pyproject.toml: exact versions with the hashes of every
# file on the package index, so that it serves each platform and Python 3.11 and 3.12 alike.
# Run it on Python 3.11, the older one: what it needs is never less. Options go to pip-compile
# (-U takes newer versions, -P NAME one newer version).
set -eu
cd "$(dirname "$0")/.."
# Settings of this machine (other indexes, folders of wheels) must not show in the file.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_INDEX_URL
export PIP_CONFIG_FILE=/dev/null
export CUSTOM_COMPILE_COMMAND="make lock"
exec .venv/bin/pip-compile --quiet --extra dev --all-build-deps --allow-unsafe \
    --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
    --no-emit-trusted-host --no-annotate "$@" -o requirements.lock pyproject.toml
