#!/usr/bin/env python3
"""Times fiberplan beside the sqlite3 shell doing the nearest plain thing, in one run.

usage: bench.py [--sizes 1000,10000] [--runs 3]

Every figure is a whole process: seconds of wall clock (the median of the runs, the two programs taken in
turn) and peak memory as the kernel accounts it. Machines are noisy: read the ratios.
"""
import argparse, json, os, random, shutil, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.join(ROOT, '.build', 'release', 'fiberplan')
ROUTES = os.path.join(ROOT, '.build', 'release', 'route-bench')
LIBRARIES = os.path.join(ROOT, 'Benchmarks', 'routes.py')
VENV = os.path.join(ROOT, '.build', 'bench-venv', 'bin', 'python')
HISTORY = os.path.join(ROOT, '.build', 'release', 'history-bench')
GENERATOR = os.path.join(ROOT, '.build', 'release', 'plant-generator')

# The columns of the generated files, with the unique keys that the plant holds them to.
TABLES = {
    'halls': 'label TEXT NOT NULL UNIQUE',
    'racks': 'address TEXT NOT NULL UNIQUE, x_mm INTEGER, y_mm INTEGER, height_u INTEGER',
    'nodes': 'label TEXT NOT NULL UNIQUE, hall TEXT, kind TEXT, x_mm INTEGER, y_mm INTEGER, z_mm INTEGER, rack TEXT',
    'segments': 'label TEXT NOT NULL UNIQUE, a TEXT, z TEXT, kind TEXT, length_mm INTEGER, width_mm INTEGER, '
                'depth_mm INTEGER, bend_radius_mm INTEGER',
    'cassettes': 'address TEXT NOT NULL UNIQUE, type TEXT',
    'devices': 'address TEXT NOT NULL UNIQUE, label TEXT, height_u INTEGER, ports INTEGER, connector TEXT, optic TEXT',
    'trunks': 'label TEXT NOT NULL UNIQUE, type TEXT, a TEXT UNIQUE, z TEXT UNIQUE, length_mm INTEGER, route TEXT, '
              'status TEXT',
    'cords': 'label TEXT NOT NULL UNIQUE, type TEXT, a TEXT NOT NULL UNIQUE, z TEXT UNIQUE, length_mm INTEGER, '
             'colour TEXT, status TEXT',
    'links': 'label TEXT NOT NULL UNIQUE, a TEXT NOT NULL UNIQUE, z TEXT NOT NULL UNIQUE, optic TEXT, fec TEXT',
}
# The rules that validation had before light was added up.
BEFORE_LIGHT = 'BND,CON,CRD,DIV,FIL,LEN,LIM,LNK,MED,OPT,POL001,PRT,PUL,RCK,RTE,STR,WVR'
PLANT_TABLES = ['catalogue_entry', 'hall', 'rack', 'node', 'segment', 'unit', 'device_port', 'trunk', 'trunk_segment',
                'strand', 'cord', 'link', 'waiver']


def run(args, stdin=None):
    """Wall seconds and peak KiB of one process; its output is read and thrown away by the kernel."""
    start = time.perf_counter()
    with open(os.devnull, 'w') as null:
        process = subprocess.Popen(args, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=null, stderr=null)
        if stdin:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'bench: {" ".join(args)} ended with {status}')
    return time.perf_counter() - start, usage.ru_maxrss


def pair(runs, ours, theirs):
    """Runs two measurements in turn; medians of each, their ratio pair by pair, and our peak memory."""
    rows = [(ours(), theirs()) for _ in range(runs)]
    ratio = statistics.median(a[0] / b[0] for a, b in rows)
    return (statistics.median(a[0] for a, _ in rows), statistics.median(b[0] for _, b in rows), ratio,
            max(a[1] for a, _ in rows))


def remove(path):
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(path + ending):
            os.remove(path + ending)


def measure(size, runs, folder):
    csv, plant, staging = (os.path.join(folder, name) for name in (f'csv-{size}', f'{size}.sqlite', f'{size}-shell.sqlite'))
    subprocess.run([GENERATOR, str(size), csv], check=True)

    def ours_import():
        remove(plant)
        subprocess.run([BIN, 'init', '--plant', plant], check=True, stderr=subprocess.DEVNULL)
        return run([BIN, 'import', csv, '--plant', plant])

    def shell_import():
        remove(staging)
        sql = 'PRAGMA journal_mode = WAL;\n'
        sql += ''.join(f'CREATE TABLE {name} ({columns}) STRICT;\n' for name, columns in TABLES.items())
        sql += 'BEGIN;\n.mode csv\n' + ''.join(f'.import --skip 1 {csv}/{name}.csv {name}\n' for name in TABLES) + 'COMMIT;\n'
        return run(['sqlite3', '-bail', staging], sql)

    rows = {'import': pair(runs, ours_import, shell_import)}
    read_all = ''.join(f'SELECT * FROM {table};\n' for table in PLANT_TABLES)
    rows['validate'] = pair(runs, lambda: run([BIN, 'validate', '--plant', plant]),
                            lambda: run(['sqlite3', plant], read_all))
    label = f'C{size}a'
    many = max(10, runs * 5)
    rows['trace'] = pair(many, lambda: run([BIN, 'trace', 'L77', '--plant', plant]),
                         lambda: run(['sqlite3', plant, f"SELECT * FROM cord WHERE label = '{label}'"]))
    rows['patch sheet'] = pair(runs, lambda: run([BIN, 'export', 'patch-sheet', '--plant', plant]),
                               lambda: run(['sqlite3', '-csv', plant, 'SELECT * FROM cord']))
    rows['budget of every link'] = pair(runs, lambda: run([BIN, 'budget', '--all', '--format', 'csv', '--plant', plant]),
                                        lambda: run([BIN, 'validate', '--only', BEFORE_LIGHT, '--plant', plant]))
    # The same eight trunks hang on this drop whatever the size of the plant.
    rows['impact'] = pair(many, lambda: run([BIN, 'impact', 'D0', '--plant', plant]),
                          lambda: run(['sqlite3', plant, f"SELECT * FROM cord WHERE label = '{label}'"]))
    return rows


def measure_routes(runs, folder):
    """Routes over a campus of 20,000 nodes and 60,000 segments, beside two graph libraries, in turn."""
    csv, plant, pairs = (os.path.join(folder, name) for name in ('campus', 'campus.sqlite', 'pairs.txt'))
    subprocess.run([GENERATOR, 'campus', csv], check=True)
    subprocess.run([BIN, 'init', '--plant', plant], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([BIN, 'import', csv, '--plant', plant], check=True, stderr=subprocess.DEVNULL)
    dice = random.Random(5)
    with open(pairs, 'w') as file:
        for _ in range(1000):
            a, z = dice.sample(range(2000), 2)
            file.write(f'DC1.R{a} DC1.R{z}\n')

    def answer(args):
        return json.loads(subprocess.run(args, check=True, capture_output=True).stdout)

    rows = [(answer([ROUTES, plant, pairs]), answer([VENV, LIBRARIES, csv, pairs])) for _ in range(runs)]
    whole = statistics.median(run([BIN, 'route', 'DC1.R5', 'DC1.R1500', '--plant', plant])[0] for _ in range(5))

    def middle(of, key):
        return statistics.median(row[of][key] for row in rows)

    theirs = {name: middle(1, name) for name in ('rustworkx dijkstra', 'rustworkx astar', 'igraph dijkstra', 'igraph astar')}
    best = min(theirs, key=theirs.get)
    ratios = {key: statistics.median(a[key] / min(b[name] for name in theirs) for a, b in rows)
              for key in ('single', 'auto-route')}
    print('\n| 1,000 pairs over 20,000 nodes and 60,000 segments | seconds |\n|---|---|')
    for name, seconds in theirs.items():
        print(f'| {name}, plain shortest path | {seconds:.2f} |')
    print(f'| fiberplan, shortest constrained route | {middle(0, "single"):.2f} |')
    print(f'| fiberplan, 1,000 trunks laid one after the other | {middle(0, "auto-route"):.2f} |')
    print(f'\nsingle route ÷ {best}: {ratios["single"]:.2f} (goal ≤ 1); auto-route ÷ it: {ratios["auto-route"]:.2f} (goal ≤ 2)')
    alternatives, theirs_k = middle(0, 'alternatives') / 20, middle(1, 'igraph 10 alternatives') / 5
    print(f'10 alternatives of one pair: {1000 * alternatives:.0f} ms (igraph {1000 * theirs_k:.0f} ms); '
          f'disjoint pair {1000 * middle(0, "disjoint") / 20:.0f} ms; '
          f'whole `fiberplan route` process {1000 * whole:.0f} ms, of which loading {1000 * middle(0, "load"):.0f} ms')


def measure_history(size, runs, folder):
    """The same import with and without history, in turn."""
    csv = os.path.join(folder, f'csv-{size}')
    if not os.path.exists(csv):
        subprocess.run([GENERATOR, str(size), csv], check=True)
    answer = json.loads(subprocess.run([HISTORY, csv, folder, str(runs)], check=True, capture_output=True).stdout)
    ratio = statistics.median(a / b for a, b in zip(answer['with'], answer['without']))
    print(f'\nimport of {size} trunks with history {statistics.median(answer["with"]):.2f} s, without '
          f'{statistics.median(answer["without"]):.2f} s: {100 * (ratio - 1):.0f} % more (goal ≤ 40 %)')


def measure_allocation(runs, folder):
    """Demands over trunks whose pairs are free, a tenth of them between racks that no trunk joins directly."""
    csv, plant = os.path.join(folder, 'free'), os.path.join(folder, 'free.sqlite')
    subprocess.run([GENERATOR, 'free', csv], check=True)
    subprocess.run([BIN, 'init', '--plant', plant], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([BIN, 'import', csv, '--plant', plant], check=True, stderr=subprocess.DEVNULL)
    with open(os.path.join(csv, 'demands.txt')) as file:
        header, *rows = file.read().splitlines()
    times = {}
    print('\n| demands over 1,000 trunks | seconds | × the half |\n|---|---|---|')
    for count in (1250, 2500, 5000, 10000):
        path = os.path.join(folder, f'demands-{count}.csv')
        with open(path, 'w') as file:
            file.write('\n'.join([header] + rows[:count]) + '\n')
        # Reading and validating the plant costs the same whatever is asked for; the demands alone are of interest.
        whole = statistics.median(run([BIN, 'allocate', path, '--dry-run', '--format', 'csv', '--plant', plant])[0]
                                  for _ in range(runs))
        times[count] = whole
        growth = f'{whole / times[count // 2]:.2f}' if count // 2 in times else ''
        print(f'| {count} | {whole:.2f} | {growth} |')
    print(f'per doubling ×{(times[10000] / times[1250]) ** (1 / 3):.2f} (linear is at most ×2; goal ≤ ×2.6)')


def measure_pod(runs, folder):
    """2,048 nodes of eight ports of 800G with three stages of switches: parallel optics, legs, harnesses."""
    csv, plant, free_csv, free = (os.path.join(folder, name) for name in ('pod', 'pod.sqlite', 'pod-free', 'pod-free.sqlite'))
    subprocess.run([GENERATOR, 'pod', csv], check=True)
    subprocess.run([GENERATOR, 'pod-free', free_csv], check=True)

    def ours_import(folder, file):
        remove(file)
        subprocess.run([BIN, 'init', '--plant', file], check=True, stderr=subprocess.DEVNULL)
        return run([BIN, 'import', folder, '--plant', file])

    imported = [ours_import(csv, plant) for _ in range(runs)]
    ours_import(free_csv, free)
    tables = subprocess.run(['sqlite3', plant, 'SELECT name FROM pragma_table_list WHERE schema = \'main\' '
                             'AND type = \'table\' AND name NOT LIKE \'sqlite%\''],
                            check=True, capture_output=True, text=True).stdout.split()
    ours = [name for name in tables if not any(part in name for part in
                                               ('change', 'history', 'edit', 'task', 'order', 'meta', 'migrations'))]
    read_all = ''.join(f'SELECT * FROM {table};\n' for table in ours)
    validate = pair(runs, lambda: run([BIN, 'validate', '--plant', plant]), lambda: run(['sqlite3', plant, ], read_all))
    trace = [run([BIN, 'trace', 'S77', '--loss', '--plant', plant]) for _ in range(max(10, runs * 5))]
    demands = os.path.join(free_csv, 'demands.txt')
    allocate = [run([BIN, 'allocate', demands, '--spare', '0', '--dry-run', '--format', 'csv', '--plant', free])
                for _ in range(runs)]
    print('\n| 2,048 nodes of 8 × 800G, 69,632 links, 197,632 cords | seconds | ratio | goal | peak MB |')
    print('|---|---|---|---|---|')

    def row(name, rows, goal=''):
        print(f'| {name} | {statistics.median(a for a, _ in rows):.3f} | | {goal} | {max(b for _, b in rows) / 1024:.0f} |')
    row('import', imported)
    print(f'| validate | {validate[0]:.3f} | {validate[2]:.2f} | ≤ 1.5 × the shell reading every table | {validate[3] / 1024:.0f} |')
    row('trace --loss of one link', trace)
    row('allocate of all links, dry run', allocate, '≤ 30 s')


def measure_sheets(sizes, runs, folder):
    """The sheet of a work order of the same 100 cords in plants of different sizes."""
    for size in sizes:
        plant = os.path.join(folder, f'{size}.sqlite')
        cords = [word for number in range(50) for word in ('--cord', f'C{number}a', '--cord', f'C{number}z')]
        subprocess.run([BIN, 'work-order', 'create', 'WO-1', *cords, '--plant', plant], check=True, stderr=subprocess.DEVNULL)
        seconds = statistics.median(
            run([BIN, 'export', 'patch-sheet', '--work-order', 'WO-1', '--plant', plant])[0] for _ in range(max(10, runs * 5)))
        print(f'sheet of a work order of 100 cords, plant of {size} trunks: {1000 * seconds:.0f} ms')


def report(results, sizes, goals):
    print('| work | trunks | fiberplan s | sqlite3 s | ratio | goal | peak MB |')
    print('|---|---|---|---|---|---|---|')
    for work, goal in goals.items():
        for size in sizes:
            ours, theirs, ratio, peak = results[size][work]
            limit = f'≤ {goal}' if goal else ''
            print(f'| {work} | {size} | {ours:.3f} | {theirs:.3f} | {ratio:.2f} | {limit} | {peak / 1024:.0f} |')
    if len(sizes) > 1:
        for work in ('validate', 'trace', 'impact'):
            growth = results[sizes[-1]][work][0] / results[sizes[0]][work][0]
            print(f'\n{work}: {sizes[-1]} trunks take {growth:.1f} × the time of {sizes[0]}', end='')
        print()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sizes', default='1000,10000')
    parser.add_argument('--runs', type=int, default=3)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(',')]
    # An import without history takes 3 at most; history may cost 40 % of that.
    goals = {'import': 4.2, 'validate': 4, 'trace': 8, 'patch sheet': 4, 'budget of every link': 2,
             'impact': None}
    folder = tempfile.mkdtemp(prefix='fiberplan-bench-')
    try:
        results = {size: measure(size, options.runs, folder) for size in sizes}
        report(results, sizes, goals)
        measure_sheets(sizes, options.runs, folder)
        measure_history(sizes[-1], options.runs, folder)
        measure_allocation(options.runs, folder)
        measure_pod(options.runs, folder)
        measure_routes(options.runs, folder)
    finally:
        shutil.rmtree(folder)

main()
