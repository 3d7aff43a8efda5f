#!/usr/bin/env bash
# The main job on the sample hall: describe, validate, trace, hand out sheets. Everything lands in demo/.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
rm -rf demo
mkdir demo
export FIBERPLAN_PLANT=demo/plant.sqlite

run() {
  printf '\n$ fiberplan %s\n' "$*"
  "$program" "$@"
}

run init
run import samples/two-row-hall
run validate
run stats
run trace DC1.A02-42:01
run export patch-sheet --output demo/all-cords.csv
run export patch-sheet --rack DC1.A02 --output demo/rack-A02.csv
run export patch-sheet --status planned --output demo/to-connect.csv

printf '\n# a way for one more trunk, why not a cheaper one, and how its length comes about\n'
run route DC1.A02-40 DC1.B05-40 --avoid CROSS-01 --explain
run route DC1.A01 DC1.B01 --disjoint
run add-cassette DC1.A02-30
run add-cassette DC1.B05-30
run add-trunk T0031 --a DC1.A02-30 --z DC1.B05-30 --auto-route
run export pull-sheet --status planned --output demo/pulls.csv
run export bill-of-materials --spares 5 --output demo/to-buy.csv

printf '\n# what the loss of a tray affects\n'
run impact TRAY-A01-A02 | head -6 || true

printf '\n# what a link loses, and what it would lose behind a tap\n'
run budget L0001
run budget L0001 --with tap=70/30 | tail -8
run polarity L0001

printf '\n# a fitting that is too tight, found by the linter (exit code 1)\n'
run set T-A02 bend_radius_mm=100
run validate --only BND | head -4 || true
run set T-A02 bend_radius_mm=

printf '\n# a demand is placed, handed out, and comes back with one cord longer than planned\n'
printf 'label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n' > demo/demands.csv
run work-order create WO-0001 --title 'leaf-07 to the spines' --due 2026-12-04
run allocate demo/demands.csv --work-order WO-0001
run export patch-sheet --work-order WO-0001 --output demo/work.csv
run export labels --work-order WO-0001 --output demo/labels.csv
# Columns are found by their names.
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
  NR > 1 { $at["status"] = "done"; $at["date"] = "2026-11-25"; $at["installer"] = "Bo" }
  NR == 2 { $at["length_m"] = "3" } 1' demo/work.csv > demo/signed.csv
run sign-off WO-0001 demo/signed.csv
run sign-off WO-0001 demo/signed.csv
run work-order close WO-0001
run history
run history "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 2 { print $at["cord"] }' demo/work.csv)" --format csv
run verify-history

printf '\n# what was written\n'
wc -l demo/*.csv
printf '\n# demo/to-connect.csv\n'
head -4 demo/to-connect.csv
printf '\n# demo/pulls.csv\n'
cut -d, -f1-9,11,12,16,17 demo/pulls.csv
