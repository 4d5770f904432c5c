#!/bin/bash
# Signs a Windows program with the office's certificate: packaging/windows/sign.sh FILE.exe
#   SIGN_P12            the certificate with its key and those above it
#   SIGN_PASSWORD_FILE  a file with its password, where it has one
#   SIGN_TIMESTAMP_URL  a timestamp server; without one the signature ends with the certificate
set -eu
file=$1
with=(-pkcs12 "$SIGN_P12" -h sha256 -n 双倍增报送 -st "${SOURCE_DATE_EPOCH:-1700000000}")
if [ -n "${SIGN_PASSWORD_FILE:-}" ]; then
    with+=(-readpass "$SIGN_PASSWORD_FILE")
fi
if [ -n "${SIGN_TIMESTAMP_URL:-}" ]; then
    with+=(-ts "$SIGN_TIMESTAMP_URL")
fi
osslsigncode sign "${with[@]}" -in "$file" -out "$file.signed" >/dev/null
mv "$file.signed" "$file"
