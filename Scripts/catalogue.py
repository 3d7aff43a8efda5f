#!/usr/bin/env python3
"""The built-in catalogue: one reviewable file a kind, and the migrations that bring it into plants.

  Scripts/catalogue.py format           lay the files out as a diff shows them best
  Scripts/catalogue.py migration NAME   write what the files have more than the migrations make as the next migration
"""
import json
import pathlib
import re
import sqlite3
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "Sources/FiberModel/Catalogue/BuiltIn"
KINDS = ["fibre-class", "connector", "colour-scheme", "trunk-type", "cassette-type", "cord-type", "optic"]
WIDTH = 100


def laid_out(value, indent=0):
    """JSON in one line where that fits; else an entry a line, and lists of plain values filled up."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        fields = [pad + json.dumps(key, ensure_ascii=False) + ": " + laid_out(item, indent + 2)
                  for key, item in value.items()]
        return "{\n" + ",\n".join(fields) + "\n" + " " * indent + "}"
    if any(isinstance(item, (dict, list)) for item in value):
        return "[\n" + ",\n".join(pad + laid_out(item, indent + 2) for item in value) + "\n" + " " * indent + "]"
    lines, current = [], pad
    for place, item in enumerate(value):
        text = json.dumps(item, ensure_ascii=False) + ("," if place + 1 < len(value) else "")
        if current != pad and len(current) + 1 + len(text) > WIDTH:
            lines.append(current)
            current = pad
        current += (" " if current != pad else "") + text
    return "[\n" + "\n".join(lines + [current]) + "\n" + " " * indent + "]"


def rows_of_files():
    rows = {}
    for kind in KINDS:
        for row in json.loads((FOLDER / f"{kind}.json").read_text()):
            rows[kind, row["name"]] = row
    return rows


def rows_of_migrations():
    database = sqlite3.connect(":memory:")
    database.create_collation("by_label", lambda a, b: (a > b) - (a < b))
    for file in sorted((ROOT / "Migrations").glob("*.sql")):
        database.executescript(file.read_text())
    query = "SELECT kind, name, id, source, trust, body FROM catalogue_entry WHERE built_in = 1"
    return {(kind, name): {"id": key, "name": name, "source": source, "trust": trust, "facts": json.loads(body)}
            for kind, name, key, source, trust, body in database.execute(query)}


def quoted(value):
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def statements():
    files, made = rows_of_files(), rows_of_migrations()
    for (kind, name), row in files.items():
        if made.get((kind, name)) == row:
            continue
        body = json.dumps(row["facts"], ensure_ascii=False, separators=(",", ":"))
        if (kind, name) in made:
            yield (f"UPDATE catalogue_entry SET source = {quoted(row['source'])}, trust = {quoted(row['trust'])},\n"
                   f"  body = {quoted(body)}\n"
                   f"  WHERE kind = {quoted(kind)} AND name = {quoted(name)} AND built_in = 1;")
        else:
            values = [row["id"], kind, name, 1, row["source"], row["trust"], body]
            yield ("INSERT INTO catalogue_entry (id, kind, name, built_in, source, trust, body)\n"
                   f"  VALUES ({', '.join(map(quoted, values))});")
    gone = sorted(set(made) - set(files))
    if gone:
        sys.exit(f"plants may use what was removed from the files: {gone}")


def insert_before(path, mark, line):
    text = path.read_text()
    place = text.index(mark)
    path.write_text(text[:place] + line + text[place:])


def migration(name):
    sql = list(statements())
    if not sql:
        sys.exit("the migrations make what is in the files already")
    number = len(list((ROOT / "Migrations").glob("*.sql"))) + 1
    stem = f"{number:04}_{name}"
    (ROOT / f"Migrations/{stem}.sql").write_text("-- Rows of the built-in catalogue.\n" + "\n".join(sql) + "\n")
    insert_before(ROOT / "Package.swift", '            ],\n            swiftSettings: strict\n        ),\n        .systemLibrary',
                  f'                .embedInCode("{stem}.sql"),\n')
    insert_before(ROOT / "Migrations/Migrations.swift", "        ].map { Migration",
                  f'            ("{stem}", PackageResources._{stem[1:]}_sql),\n')
    swift = ROOT / "Migrations/Migrations.swift"
    swift.write_text(re.sub(r"currentVersion = \d+", f"currentVersion = {number}", swift.read_text()))
    print(f"Migrations/{stem}.sql")


if sys.argv[1:] == ["format"]:
    for kind in KINDS:
        file = FOLDER / f"{kind}.json"
        file.write_text(laid_out(json.loads(file.read_text())) + "\n")
elif len(sys.argv) == 3 and sys.argv[1] == "migration" and re.fullmatch(r"[a-z0-9_]+", sys.argv[2]):
    migration(sys.argv[2])
else:
    sys.exit(__doc__)
