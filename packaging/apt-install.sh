#!/bin/bash
# Installs Debian packages, trying again when the network stumbles. Needs root.
set -eu
export DEBIAN_FRONTEND=noninteractive
for attempt in 1 2 3; do
    if apt-get update -q >/dev/null &&
        apt-get install -q -y --no-install-recommends "$@" >/dev/null; then
        exit 0
    fi
    echo "apt-get stumbled (attempt $attempt of 3)" >&2
    sleep $((attempt * 5))
done
exit 1
