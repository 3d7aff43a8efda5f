#!/usr/bin/env python3
"""The same 1,000 pairs over the same campus in rustworkx and igraph: plain shortest paths by length.

usage: routes.py CSV_FOLDER PAIRS; prints one JSON object of seconds. Graphs are built before the clock starts.
"""
import csv, json, math, os, sys, time

import igraph
import rustworkx

folder, pairs = sys.argv[1:]
rows = list(csv.DictReader(open(os.path.join(folder, 'nodes.csv'))))
index = {row['label']: number for number, row in enumerate(rows)}
places = [(int(row['x_mm']), int(row['y_mm'])) for row in rows]
racks = {row['rack']: number for number, row in enumerate(rows) if row['rack']}
edges = []
for row in csv.DictReader(open(os.path.join(folder, 'segments.csv'))):
    a, z = index[row['a']], index[row['z']]
    edges.append((a, z, float(row['length_mm']) if row['length_mm'] else math.ceil(math.dist(places[a], places[z]))))
pairs = [[racks[name] for name in line.split()] for line in open(pairs)]

graph = rustworkx.PyGraph()
graph.add_nodes_from(range(len(rows)))
graph.add_edges_from(edges)
other = igraph.Graph(n=len(rows), edges=[edge[:2] for edge in edges])
other.es['length'] = [edge[2] for edge in edges]
seconds = {}


def timed(name, pairs, body):
    start = time.perf_counter()
    for a, z in pairs:
        body(a, z)
    seconds[name] = time.perf_counter() - start


timed('rustworkx dijkstra', pairs, lambda a, z: rustworkx.dijkstra_shortest_paths(graph, a, target=z, weight_fn=float))
timed('rustworkx astar', pairs, lambda a, z: rustworkx.astar_shortest_path(
    graph, a, lambda node: node == z, float, lambda node: math.dist(places[node], places[z])))
timed('igraph dijkstra', pairs, lambda a, z: other.get_shortest_paths(a, to=z, weights='length', output='epath'))
timed('igraph astar', pairs, lambda a, z: other.get_shortest_path_astar(
    a, z, lambda _, a, z: math.dist(places[a], places[z]), weights='length', output='epath'))
timed('igraph 10 alternatives', pairs[:5], lambda a, z: other.get_k_shortest_paths(a, z, k=10, weights='length'))
print(json.dumps(seconds))
