#!/usr/bin/env bash
# Installs what only the benchmark needs, then measures the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=""
command -v sqlite3 >/dev/null || missing="sqlite3"
command -v python3 >/dev/null && python3 -c "import ensurepip" 2>/dev/null || missing="$missing python3 python3-venv"
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || { echo "make bench needs: $missing" >&2; exit 1; }
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -qq && $sudo apt-get install -y -qq $missing >/dev/null
fi
# Graph libraries to compare routes with, in an environment of the benchmark's own.
venv=.build/bench-venv
if [ ! -x $venv/bin/python ]; then
  python3 -m venv $venv
  $venv/bin/pip install -q rustworkx igraph
fi
exec python3 Benchmarks/bench.py "$@"
