#!/usr/bin/env bash
# Builds the documentation of each library with DocC into .build/docs; fails on a warning, such as a link that leads nowhere.
set -euo pipefail
cd "$(dirname "$0")/.."
docc=$(command -v docc || xcrun --find docc)
graphs=.build/docs/symbols
rm -rf .build/docs
mkdir -p "$graphs"
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >.build/docs/symbols.log 2>&1 ||
  { cat .build/docs/symbols.log >&2; exit 1; }
found=$(dirname "$(find -L .build -path '*symbolgraph/FiberModel.symbols.json' -print -quit)")
for library in FiberModel FiberPlanning FiberStore FiberExchange; do
  mkdir -p "$graphs/$library"
  cp "$found/$library".symbols.json "$graphs/$library/"
  "$docc" convert "Sources/$library/$library.docc" --additional-symbol-graph-dir "$graphs/$library" \
    --fallback-display-name "$library" --fallback-bundle-identifier "fiberplan.$library" \
    --warnings-as-errors --output-path ".build/docs/$library.doccarchive" >.build/docs/docc.log 2>&1 ||
    { cat .build/docs/docc.log >&2; exit 1; }
  echo ".build/docs/$library.doccarchive"
done
