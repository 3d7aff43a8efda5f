#!/usr/bin/env bash
# Makes sure that SQLite's headers are there; silent where they are.
set -euo pipefail
if command -v pkg-config >/dev/null && pkg-config --exists sqlite3; then exit 0; fi
if [ "$(uname)" = Darwin ]; then exit 0; fi
# Without pkg-config the headers may still be there.
if ! command -v apt-get >/dev/null; then
  [ -e /usr/include/sqlite3.h ] && exit 0
  echo "fiberplan needs SQLite's development files: install sqlite-devel (or libsqlite3-dev) and pkg-config" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "fiberplan needs libsqlite3-dev: as root, run 'apt-get install libsqlite3-dev pkg-config'" >&2
    exit 1
  fi
  sudo="sudo"
fi
echo "installing libsqlite3-dev …" >&2
$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libsqlite3-dev pkg-config >/dev/null
