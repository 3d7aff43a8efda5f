#!/usr/bin/env bash
# Programs of others that tests hold our output against: a browser, a renderer of SVG, a spreadsheet. Tests that find one of
# them missing are skipped, which this tells loudly where it cannot install it.
set -uo pipefail
# Each as it is called, and as Debian's package is.
programs="chromium:chromium rsvg-convert:librsvg2-bin soffice:libreoffice-calc"
missing=""
for program in $programs; do
  IFS=: read -r name package <<<"$program"
  command -v "$name" >/dev/null || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=""
if [ "$(id -u)" -ne 0 ]; then sudo="sudo -n"; fi
if command -v apt-get >/dev/null; then
  echo "installing$missing for the tests …" >&2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing fonts-dejavu-core >/dev/null
fi
for program in $programs; do
  IFS=: read -r name package <<<"$program"
  command -v "$name" >/dev/null && continue
  echo "WARNING: $name ($package) is not installed: the tests that need it ARE SKIPPED" >&2
done
exit 0
