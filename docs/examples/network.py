"""The graph as a network: who is close to whom, with networkx."""

import networkx as nx

import kg

graph = kg.build("seeds/pages")
network = graph.to_networkx()  # entities are nodes, facts and posts are edges

ranks = nx.degree_centrality(network)
for iri in sorted(ranks, key=lambda iri: (-ranks[iri], iri))[:5]:
    node = network.nodes[iri]
    print(node["type"], node["label"])

# Every edge knows the words it was read in.
posts = [data for _, _, data in network.edges(data=True) if data["relation"] == "holdsPost"]
best = max(posts, key=lambda data: (data["confidence"], data["quote"]))
print(best["title"], "«" + best["quote"] + "»")
