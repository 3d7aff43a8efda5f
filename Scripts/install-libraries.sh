#!/usr/bin/env bash
# Makes sure that the C libraries which fiberplan is built with are there; silent where they are.
set -euo pipefail
# Each as pkg-config knows it, and as Debian's and Homebrew's packages are called.
libraries="sqlite3:libsqlite3-dev:sqlite xlsxwriter:libxlsxwriter-dev:libxlsxwriter expat:libexpat1-dev:expat
  zlib:zlib1g-dev:zlib libqrencode:libqrencode-dev:qrencode"
names=""
debian=""
brew=""
for library in $libraries; do
  IFS=: read -r name package formula <<<"$library"
  names="$names $name"
  debian="$debian $package"
  brew="$brew $formula"
done
# shellcheck disable=SC2086
if command -v pkg-config >/dev/null && pkg-config --exists $names; then exit 0; fi
if [ "$(uname)" = Darwin ]; then
  command -v brew >/dev/null || { echo "fiberplan needs Homebrew to install:$brew" >&2; exit 1; }
  # shellcheck disable=SC2086
  exec brew install --quiet pkg-config $brew
fi
if ! command -v apt-get >/dev/null; then
  # Without pkg-config the headers may still be there.
  missing=""
  for header in sqlite3 xlsxwriter expat zlib qrencode; do [ -e "/usr/include/$header.h" ] || missing="$missing $header"; done
  [ -n "$missing" ] || exit 0
  echo "fiberplan needs pkg-config and the development files of:$missing" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "fiberplan needs more libraries: as root, run 'apt-get install pkg-config$debian'" >&2
    exit 1
  fi
  sudo="sudo"
fi
echo "installing$debian …" >&2
$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq pkg-config $debian >/dev/null
