"""The graph in rdflib, and back: for whatever rdflib can do, such as reasoning or other formats."""

import rdflib

import kg

graph = kg.build("seeds/pages/wenfeng.txt")
dataset = graph.to_rdflib()  # with oxrdflib installed, Oxigraph answers the queries

KG = rdflib.Namespace("https://w3id.org/minsheng/ontology#")
print(len(set(dataset.subjects(rdflib.RDF.type, KG.Person))), "people")

rows = dataset.query(
    "SELECT ?name ?body { ?p kg:leads/rdfs:label ?body ; rdfs:label ?name } ORDER BY ?name ?body LIMIT 3",
    initNs={"kg": str(KG), "rdfs": str(rdflib.RDFS)},
)
for name, body in rows:
    print(name, body)

# What rdflib changed comes back as a graph of this project.
dataset.add((rdflib.URIRef("https://example.org/me"), rdflib.RDFS.label, rdflib.Literal("我", lang="zh")))
again = kg.Graph.of_rdflib(dataset)
print(len(again) - len(graph), "quad more")
