#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing: sh packaging/setup.sh [run|test|bench|dev]...   (default: run)
# Asks for root only when something is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

missing=
for purpose in "${@:-run}"; do
    while read -r for package; do
        [ "$for" = "$purpose" ] || continue
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing="$missing $package"
    done <"$here/packages.txt"
done
[ -n "$missing" ] || exit 0

echo "Installing:$missing" >&2
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run as root: apt-get install$missing" >&2; exit 1; }
    as_root=sudo
fi
$as_root apt-get -q -q update
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -q -y --no-install-recommends install $missing >/dev/null
