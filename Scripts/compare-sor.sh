#!/usr/bin/env bash
# Holds the SOR reader against a public one on real traces: both are fetched when this runs, none is kept.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/fiberplan}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pyotdr
"$folder/venv/bin/python" Scripts/compare-sor.py "$program" "$folder"
