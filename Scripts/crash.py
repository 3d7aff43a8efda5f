#!/usr/bin/env python3
"""Kills fiberplan at random moments, runs many at once, and lets the disk run full; nothing may be lost by it.

usage: crash.py PROGRAM [--seed N] [--rounds N] [--only NAME]

After every blow the plant has to open, its history to verify, and its export to be that of before or of after. The same
seed gives the same moments, as far as the machine keeps time.
"""
import argparse
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Fault(Exception):
    pass


class Bench:
    def __init__(self, program, seed, rounds):
        self.program = os.path.abspath(program)
        self.dice = random.Random(seed)
        self.rounds = rounds
        self.folder = tempfile.mkdtemp(prefix="fiberplan-crash-")

    def run(self, *arguments, cwd, check=True, **options):
        result = subprocess.run(
            [self.program, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120, **options)
        if check and result.returncode != 0:
            raise Fault(f"{' '.join(arguments)}: exit code {result.returncode}: {result.stderr.strip()[-300:]}")
        return result

    def strike(self, *arguments, cwd, longest):
        """Starts a command and kills it after a random share of the time that it takes; answers whether it had ended."""
        process = subprocess.Popen(
            [self.program, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        time.sleep(self.dice.uniform(0, longest * 1.1))
        ended = process.poll() is not None
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return ended

    def timed(self, *arguments, cwd):
        start = time.time()
        self.run(*arguments, cwd=cwd)
        return time.time() - start

    def copy(self, source):
        target = os.path.join(self.folder, "work")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
        return target

    def state(self, cwd):
        """What the plant holds, as its export says."""
        self.run("verify-history", cwd=cwd)
        out = os.path.join(cwd, "state")
        shutil.rmtree(out, ignore_errors=True)
        self.run("export", "plant", out, cwd=cwd)
        answer = folder_hash(out)
        shutil.rmtree(out)
        return answer

    def base(self, name, *steps):
        """A folder with a plant in which these commands were run."""
        folder = os.path.join(self.folder, name)
        os.makedirs(folder)
        for step in steps:
            self.run(*step, cwd=folder)
        return folder


def folder_hash(folder):
    digest = hashlib.sha256()
    for name in sorted(name for name in os.listdir(folder) if name != ".fiberplan-draft"):
        digest.update(name.encode() + b"\0")
        with open(os.path.join(folder, name), "rb") as file:
            digest.update(file.read() + b"\0")
    return digest.hexdigest()


SAMPLE = os.path.join(ROOT, "samples", "two-row-hall")


def kill_command(bench, base, command, prepare=None):
    """Kills one command many times over; the plant is as before or as after."""
    before = bench.state(bench.copy(base))
    folder = bench.copy(base)
    longest = bench.timed(*command, cwd=folder)
    after = bench.state(folder)
    seen = {"before": 0, "after": 0}
    for _ in range(bench.rounds):
        folder = bench.copy(base)
        bench.strike(*command, cwd=folder, longest=longest)
        state = bench.state(folder)
        if state not in (before, after):
            raise Fault(f"{' '.join(command)}: neither the old plant nor the new one")
        seen["after" if state == after else "before"] += 1
        # Whatever was left behind is in nobody's way.
        bench.run("add-hall", "AFTERWARDS", cwd=folder)
    return f"{seen['before']} as before, {seen['after']} as after"


def kill_import(bench):
    base = bench.base("import", ["init"])
    return kill_command(bench, base, ["import", SAMPLE])


def kill_undo(bench):
    base = bench.base("undo", ["init"], ["import", SAMPLE])
    return kill_command(bench, base, ["undo"])


def kill_sign_off(bench):
    base = bench.base("sign-off", ["init"], ["import", SAMPLE])
    with open(os.path.join(base, "demands.csv"), "w") as file:
        file.write("label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
    bench.run("work-order", "create", "W1", cwd=base)
    bench.run("allocate", "demands.csv", "--work-order", "W1", cwd=base)
    sheet = bench.run("export", "patch-sheet", "--work-order", "W1", cwd=base).stdout.splitlines()
    with open(os.path.join(base, "sheet.csv"), "w") as file:
        file.write("\n".join([sheet[0]] + [line[:-4] + ",Bo,2026-11-25,done," for line in sheet[1:]]) + "\n")
    return kill_command(bench, base, ["sign-off", "W1", "sheet.csv"])


def kill_init(bench):
    longest = bench.timed("init", cwd=bench.base("init-timed"))
    whole = 0
    for number in range(bench.rounds):
        folder = bench.base(f"init-{number}")
        bench.strike("init", cwd=folder, longest=longest)
        if os.path.exists(os.path.join(folder, "plant.sqlite")):
            whole += 1
            bench.run("verify-history", cwd=folder)
        else:
            bench.run("init", cwd=folder)
        bench.run("add-hall", "DC1", cwd=folder)
    return f"{whole} made, {bench.rounds - whole} not there; the next init worked"


def kill_export(bench):
    base = bench.base("export", ["init"], ["import", SAMPLE], ["export", "plant", "out"])
    old = folder_hash(os.path.join(base, "out"))
    bench.run("add-hall", "NEW", cwd=base)
    bench.run("remove", "link", "L0001", cwd=base)
    folder = bench.copy(base)
    longest = bench.timed("export", "plant", "out", cwd=folder)
    new = folder_hash(os.path.join(folder, "out"))
    seen = {old: 0, new: 0}
    for _ in range(bench.rounds):
        folder = bench.copy(base)
        bench.strike("export", "plant", "out", cwd=folder, longest=longest)
        state = folder_hash(os.path.join(folder, "out"))
        if state not in seen:
            raise Fault("the folder is neither the old one nor the new one")
        seen[state] += 1
        bench.run("export", "plant", "out", cwd=folder)
        if sorted(os.listdir(folder)) != sorted(os.listdir(base)):
            raise Fault(f"left behind: {sorted(set(os.listdir(folder)) - set(os.listdir(base)))}")
    return f"{seen[old]} old, {seen[new]} new"


def old_plant(path, version, halls):
    """A plant as a fiberplan of that schema version left it."""
    db = sqlite3.connect(path)
    db.create_collation("by_label", lambda a, b: (a > b) - (a < b))
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    files = sorted(name for name in os.listdir(os.path.join(ROOT, "Migrations")) if name.endswith(".sql"))
    for name in files[:version]:
        with open(os.path.join(ROOT, "Migrations", name)) as file:
            db.executescript(file.read())
        db.execute("INSERT INTO grdb_migrations VALUES (?)", (name[:-4],))
    db.executemany("INSERT INTO hall (label) VALUES (?)", ((f"H{number}",) for number in range(halls)))
    db.execute("PRAGMA application_id = 0x4642504C")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
    return len(files)


def kill_migration(bench):
    done = 0
    newest = 0
    longest = 0.0
    for number in range(bench.rounds + 1):
        folder = os.path.join(bench.folder, f"migration-{number}")
        os.makedirs(folder)
        path = os.path.join(folder, "plant.sqlite")
        version = bench.dice.randint(1, 11) if number else 1
        newest = old_plant(path, version, 300)
        if number == 0:
            longest = bench.timed("migrate", cwd=folder)
            continue
        bench.strike("migrate", cwd=folder, longest=longest)
        db = sqlite3.connect(path)
        now = db.execute("PRAGMA user_version").fetchone()[0]
        applied = db.execute("SELECT count(*) FROM grdb_migrations").fetchone()[0]
        db.close()
        if now != applied or now not in (version, newest):
            raise Fault(f"from version {version} it stopped at {now} with {applied} migrations applied")
        done += now == newest
        rows = bench.run("list", "halls", "--format", "csv", cwd=folder).stdout.splitlines()
        if len(rows) != 301:
            raise Fault(f"{len(rows) - 1} of 300 halls are left")
    return f"{done} of {bench.rounds} were done, the others as before"


def migrate_at_once(bench):
    for number in range(max(1, bench.rounds // 4)):
        folder = os.path.join(bench.folder, f"at-once-{number}")
        os.makedirs(folder)
        old_plant(os.path.join(folder, "plant.sqlite"), bench.dice.randint(1, 11), 50)
        running = [
            subprocess.Popen(
                [bench.program, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                text=True)
            for command in [["list", "halls"], ["migrate"], ["add-hall", "X"], ["validate"], ["migrate"], ["stats"]]
        ]
        for process in running:
            error = process.communicate()[1]
            if process.returncode != 0:
                raise Fault(f"one of six that opened an old plant failed: {error.strip()[-200:]}")
    return "six at a time, none failed"


def write_at_once(bench):
    base = bench.base("writers", ["init"], ["import", SAMPLE])
    rounds = max(1, bench.rounds // 4)
    for number in range(rounds):
        folder = bench.copy(base)
        commands = []
        for writer in range(8):
            kind = bench.dice.randrange(3)
            if kind == 0:
                commands.append(["set", "C0001", f"note=writer {writer}"])
            elif kind == 1:
                commands.append(["add-hall", f"H{writer}"])
            else:
                commands.append(
                    ["catalogue", "add", "optic", "OWN", "--like", "100G-CLR4", "--set", f"reach_m={1000 + writer}",
                     "--source", "s"])
        running = [
            subprocess.Popen(
                [bench.program, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for command in commands
        ]
        # One of them is killed in the middle of it.
        time.sleep(bench.dice.uniform(0, 0.1))
        victim = bench.dice.randrange(len(running))
        running[victim].kill()
        for index, process in enumerate(running):
            error = process.communicate()[1]
            if index != victim and process.returncode != 0:
                raise Fault(f"{' '.join(commands[index])}: {error.strip()[-200:]}")
        bench.state(folder)
    return f"{rounds} times eight writers, one of them killed"


def full_disk(bench):
    """The plant grows until its file may not grow any more."""
    import resource

    base = bench.base("full", ["init"])
    empty = bench.state(bench.copy(base))
    told = 0
    for _ in range(bench.rounds):
        folder = bench.copy(base)
        limit = bench.dice.randint(20_000, 500_000)

        def bounded():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        result = bench.run("import", SAMPLE, cwd=folder, check=False, preexec_fn=bounded)
        if result.returncode < 0:
            raise Fault(f"killed by signal {-result.returncode} on a full disk")
        state = bench.state(folder)
        if (result.returncode == 0) == (state == empty):
            raise Fault(f"exit code {result.returncode}, and the plant is {'empty' if state == empty else 'filled'}")
        told += result.returncode != 0
    return f"{told} of {bench.rounds} imports did not fit, told so and left the plant as it was"


CAMPAIGNS = {
    "import": kill_import, "undo": kill_undo, "sign-off": kill_sign_off, "init": kill_init, "export": kill_export,
    "migration": kill_migration, "migrate-at-once": migrate_at_once, "write-at-once": write_at_once,
    "full-disk": full_disk,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--only", choices=CAMPAIGNS)
    options = parser.parse_args()
    is_sound = True
    for name, campaign in CAMPAIGNS.items():
        if options.only not in (None, name):
            continue
        bench = Bench(options.program, options.seed, options.rounds)
        start = time.time()
        try:
            said = campaign(bench)
            shutil.rmtree(bench.folder, ignore_errors=True)
        except Fault as fault:
            is_sound = False
            said = f"FAULT with seed {options.seed}: {fault}; kept in {bench.folder}"
        print(f"{name}: {said} ({time.time() - start:.1f} s)", flush=True)
    sys.exit(0 if is_sound else 1)


main()
