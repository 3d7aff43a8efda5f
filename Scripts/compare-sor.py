#!/usr/bin/env python3
"""Reads real OTDR traces with fiberplan and with pyotdr, and compares what they say.

usage: compare-sor.py PROGRAM FOLDER

The traces are those in the source package of otdrs, whose place the package installer tells.
"""
import contextlib, glob, io, json, os, re, subprocess, sys, tarfile, urllib.request

from pyotdr import read

program, folder = sys.argv[1:]
said = subprocess.run([sys.executable, '-m', 'pip', 'download', '-vv', '--no-deps', '--no-binary', ':all:', '-d', folder, 'otdrs'],
                      capture_output=True, text=True).stdout
places = sorted(set(re.findall(r'https?://\S+?/otdrs-[0-9.]+\.tar\.gz', said)))
if not places:
    sys.exit('the source package with the traces was not found')
package = os.path.join(folder, 'otdrs.tar.gz')
with urllib.request.urlopen(places[-1], timeout=120) as source, open(package, 'wb') as target:
    target.write(source.read())
with tarfile.open(package) as archive:
    archive.extractall(folder, filter='data')



def stated(value):
    """What was not stated is null with us; the other reader prints 0 for it."""
    return 0.0 if value is None else round(value, 3)


faults = 0
traces = sorted(glob.glob(os.path.join(folder, 'otdrs-*', '**', '*.sor'), recursive=True))
for trace in traces:
    with contextlib.redirect_stdout(io.StringIO()):
        _, theirs, _ = read.sorparse(trace)
    ours = json.loads(subprocess.run([program, 'import-results', trace, '--show', '--format', 'json'],
                                     check=True, capture_output=True).stdout)
    events = theirs['KeyEvents']
    pairs = [('fibre', ours['fibre'], theirs['GenParams']['fiber ID'].strip()),
             ('wavelength', ours['wavelength_nm'], int(theirs['GenParams']['wavelength'].split()[0])),
             ('events', len(ours['events']), events['num events']),
             ('total loss', stated(ours['loss_db']), float(events['Summary']['total loss']))]
    supplier = theirs['SupParams']
    names = [supplier[key].strip() for key in ('supplier', 'OTDR', 'OTDR S/N', 'module', 'module S/N')]
    pairs.append(('instrument', ours['instrument'], ' '.join(name for name in names if name)))
    for number, event in enumerate(ours['events'], 1):
        other = events[f'event {number}']
        # pyotdr prints kilometres to three places; ours are millimetres.
        if abs(event['distance_m'] / 1000 - float(other['distance'])) > 0.00051:
            pairs.append((f'distance of event {number}', event['distance_m'], other['distance']))
        pairs.append((f'loss of event {number}', stated(event['loss_db']), float(other['splice loss'])))
        pairs.append((f'reflectance of event {number}', stated(event['reflectance_db']), float(other['refl loss'])))
    different = [pair for pair in pairs if pair[1] != pair[2]]
    faults += len(different)
    print(f'{"ok " if not different else "BAD"} {os.path.basename(trace)}: {len(ours["events"])} events, {ours["loss_db"]} dB', *different)
print(f'{len(traces)} traces, {faults} differences')
sys.exit(1 if faults or not traces else 0)
