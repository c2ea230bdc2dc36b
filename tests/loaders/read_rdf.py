"""Reads an export as linked data with RDFLib and tells what another program finds in it."""

import sys

import rdflib

graph = rdflib.Graph()
graph.parse(sys.argv[1], format="json-ld")
names = {
    "eli": rdflib.Namespace("http://data.europa.eu/eli/ontology#"),
    "prov": rdflib.Namespace("http://www.w3.org/ns/prov#"),
    "skos": rdflib.Namespace("http://www.w3.org/2004/02/skos/core#"),
    "dcterms": rdflib.Namespace("http://purl.org/dc/terms/"),
    "ng": rdflib.Namespace("urn:normgraph:term:"),
}


def ask(query):
    return [row[0] for row in graph.query(query, initNs=names)]


act = ask('SELECT ?act { ?act eli:id_local "32024R1689" ; a eli:LegalResource }')[0]
parts = set(graph.transitive_objects(act, names["eli"].has_part))
articles = [
    part
    for part in parts
    if (part, rdflib.RDF.type, names["ng"].Article) in graph
    and (part, rdflib.RDF.type, names["eli"].LegalResourceSubdivision) in graph
]
print("articles of the Act:", len(articles))
links = ask("SELECT (count(DISTINCT ?s) AS ?n) { ?s a rdf:Statement }")
print("links:", links[0])
citing = ask(
    """SELECT (count(DISTINCT ?c) AS ?n) {
         ?c eli:cites ?a . ?a dcterms:identifier "aia:art:9" . ?a prov:wasDerivedFrom ?source }"""
)
print("citations of Article 9:", citing[0])
print("edition:", ask('SELECT ?d { ?x skos:notation ?d . FILTER(STRSTARTS(?d, "EN 18286")) }')[0])
