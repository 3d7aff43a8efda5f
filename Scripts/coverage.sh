#!/usr/bin/env bash
# Prints line coverage of Sources/ and Migrations/ after `swift test --enable-code-coverage`.
set -euo pipefail
cd "$(dirname "$0")/.."
# The toolchain's own tool: another version cannot read its profiles.
tools=$(dirname "$(swift -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')")/../bin
cover=$tools/llvm-cov
[ -x "$cover" ] || cover=$(command -v llvm-cov)
data=$(swift test --show-codecov-path)
"$cover" report .build/debug/*.xctest -object .build/debug/fiberplan -instr-profile "$(dirname "$data")/default.profdata" \
  -show-branch-summary=false -show-region-summary=false -ignore-filename-regex='(\.build|Tests|Benchmarks)/' |
  awk 'NF >= 7 && $1 != "Filename" { printf "%-70s %8s of %5d lines\n", $1, $NF, $(NF - 2) }'
