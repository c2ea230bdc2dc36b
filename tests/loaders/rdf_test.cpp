#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "graph/database.hpp"
#include "graph/value/text.hpp"
#include "loaders/file_kind.hpp"
#include "loaders/loader.hpp"
#include "loaders/rdf/turtle.hpp"
#include "loaders/terms.hpp"

// Linked data: Turtle and N-Triples.

namespace normgraph::loaders {
namespace {

const std::string prefixes =
    "@prefix : <http://example.org/std#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

class Rdf : public ::testing::Test {
 protected:
  Rdf()
      : folder_(std::filesystem::temp_directory_path() /
                ("normgraph-rdf-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Rdf() override { std::filesystem::remove_all(folder_); }

  Report load(const std::string& text) {
    std::ofstream(folder_ / "x.ttl") << text;
    return loaders::load(database_, (folder_ / "x.ttl").string());
  }
  std::string ask(const std::string& statement) {
    std::string text;
    const Answer answer = database_.session()->run(statement);
    for (const auto& row : answer.tables.at(0).rows)
      for (const Value& value : row) text += (text.empty() ? "" : " ") + to_literal(value);
    return text;
  }
  static std::string messages(const Report& report) {
    std::string all;
    for (const Problem& p : report.problems)
      all += (p.warning ? "warning " : "error ") + std::to_string(p.line) + " " + p.field + ": " +
             p.message + "\n";
    return all;
  }

  std::filesystem::path folder_;
  Database database_{{.path = "", .memory = true, .read_only = false}};
};

TEST_F(Rdf, ResourcesAreNodesAndTriplesBetweenThemRelationships) {
  const Report report =
      load(prefixes +
           ":risk a skos:Concept, :Term ; skos:prefLabel \"risk\"@en, \"Risiko\"@de-AT ;\n"
           "  skos:broader :concept ; skos:altLabel \"hazard\", \"danger\", \"hazard\" .\n"
           "<http://example.org/doc/a%20b> :is-about :risk ; :hasPart [ :name \"one\" ] .\n");
  EXPECT_EQ(messages(report), "");
  EXPECT_EQ(report.nodes, 4u);
  EXPECT_EQ(report.relationships, 3u);
  EXPECT_EQ(ask("MATCH (n:Concept:Term) RETURN n.key, n.prefLabel, n.prefLabel_de, n.altLabel"),
            "'http://example.org/std#risk' 'risk' 'Risiko' ['hazard', 'danger']");
  EXPECT_EQ(ask("MATCH (:Concept)-[:BROADER]->(n:Resource) RETURN n.key"),
            "'http://example.org/std#concept'");
  EXPECT_EQ(ask("MATCH (n)-[:IS_ABOUT]->(:Concept) RETURN n.key"),
            "'http://example.org/doc/a%20b'");
  EXPECT_EQ(ask("MATCH ()-[:HAS_PART]->(n) RETURN n.key, n.name"), "null 'one'");
}

TEST_F(Rdf, LiteralsHaveTheTypesOfXmlSchema) {
  const Report report = load(
      prefixes +
      ":a :i 7 ; :f 0.5, 1e3 ; :b true ; :d \"2025-07-01Z\"^^xsd:date ;\n"
      "  :t \"2025-07-01T12:00:00+02:00\"^^xsd:dateTime ; :l \"2025-07-01T12:00:00\"^^xsd:dateTime "
      ";\n"
      "  :y \"2025\"^^xsd:gYear ; :p \"P1Y2M\"^^xsd:duration ; :u \"http://x.org/\"^^xsd:anyURI ;\n"
      "  :q \"2025-35\"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; :n \"-INF\"^^xsd:double .\n");
  EXPECT_EQ(messages(report), "");
  EXPECT_EQ(ask("MATCH (a) RETURN a.i, a.f, a.b, a.d = date('2025-07-01'), a.t = "
                "datetime('2025-07-01T12:00+02:00'), a.l = localdatetime('2025-07-01T12:00')"),
            "7 [0.5, 1000.0] true true true true");
  EXPECT_EQ(ask("MATCH (a) RETURN a.y = period('2025'), a.q = period('2025-Q3'), a.u, a.p = "
                "duration('P1Y2M'), a.n < -1e300"),
            "true true 'http://x.org/' true true");
}

TEST_F(Rdf, WhatIsNoValueIsKeptAsATextAndTold) {
  const Report report =
      load(prefixes +
           ":a :d \"soon\"^^xsd:date ; :i \"99999999999999999999\"^^xsd:integer ;\n"
           "  :o \"POINT(1 2)\"^^:wkt ; :m 1, \"one\" .\n"
           ":b :d \"later\"^^xsd:date .\n");
  EXPECT_FALSE(report.failed());
  EXPECT_EQ(ask("MATCH (a {key: 'http://example.org/std#a'}) RETURN a.d, a.i, a.o, a.m"),
            "'soon' '99999999999999999999' 'POINT(1 2)' ['1', 'one']");
  EXPECT_EQ(report.problems.size(), 4u) << messages(report);
  EXPECT_NE(messages(report).find("warning 0 d: \"soon\" is no value of the datatype "
                                  "http://www.w3.org/2001/XMLSchema#date"),
            std::string::npos)
      << messages(report);
}

TEST_F(Rdf, ListsAreTheirMembers) {
  const Report report = load(prefixes +
                             ":a :tags (\"x\" \"y\") ; :steps (:s1 :s2 \"three\") ; :none () ;\n"
                             "  :nested ((:s1) :s2) .\n"
                             "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> \"round\" ;\n"
                             "  <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .\n"
                             ":b :tags _:l .\n");
  EXPECT_EQ(messages(report), "");
  EXPECT_EQ(ask("MATCH (a {key: 'http://example.org/std#a'}) RETURN a.tags, a.steps, a.none"),
            "['x', 'y'] 'three' null");
  EXPECT_EQ(ask("MATCH ()-[:STEPS]->(s) RETURN right(s.key, 2) AS k ORDER BY k"), "'s1' 's2'");
  EXPECT_EQ(ask("MATCH ()-[:NESTED]->(s) RETURN right(s.key, 2)"), "'s2'");
  EXPECT_EQ(ask("MATCH (b {key: 'http://example.org/std#b'}) RETURN b.tags"), "'round'");
  EXPECT_EQ(ask("MATCH (n) RETURN count(*)"), "4");
}

TEST_F(Rdf, ASecondTimeChangesNothingAndWhatIsThereIsKept) {
  const std::string text =
      prefixes + ":a a :Term ; :title \"one\" ; :next :b ; :x 1, 2 . :b :next :a .\n";
  load(text);
  const Report again = load(text);
  EXPECT_EQ(messages(again), "");
  EXPECT_EQ(again.nodes + again.relationships + again.properties, 0u);
  const Report more =
      load(prefixes + ":a :title \"two\" ; :y 3 ; :x 2, 1 ; :next :c . :b :title \"b\" .");
  EXPECT_EQ(messages(more),
            "warning 0 title: the graph has another value of http://example.org/std#a and maybe "
            "of others, and keeps it\n");
  EXPECT_EQ(ask("MATCH (a:Term) RETURN a.title, a.x, a.y"), "'one' [1, 2] 3");
  EXPECT_EQ(ask("MATCH ()-[r:NEXT]->() RETURN count(*)"), "3");
}

TEST_F(Rdf, MistakesAreToldWithTheirLineAndNothingIsLoaded) {
  for (const auto& [text, message] : std::vector<std::pair<std::string, std::string>>{
           {prefixes + ":a :b \"c\" .\n:d :e\n", "error 6 : is not Turtle: expected object"},
           {prefixes + ":a :b \"c\" .\nno:a :b :c .\n", "its prefix is not declared"},
           {prefixes + ":a :b <c> .\n", "is a relative IRI, and the file has no @base"},
           {prefixes + ":a :b " + std::string(100000, '['),
            "error 4 : is nested more than 200 deep"},
           {prefixes + ":a :b (((" + std::string(100000, '('), "is nested more than 200 deep"},
           {prefixes + ":a :b \"" + std::string(5000, 'x') + std::string(1, '\0') + "y\" .",
            "has a zero byte"}}) {
    const Report report = load(text);
    EXPECT_TRUE(report.failed()) << text.substr(0, 200);
    EXPECT_NE(messages(report).find(message), std::string::npos) << messages(report);
    EXPECT_EQ(report.problems.size(), 1u) << messages(report);
  }
  EXPECT_EQ(ask("MATCH (n) RETURN count(*)"), "0");
  EXPECT_EQ(messages(load("@base <http://example.org/> .\n<a> <b> <c> .")), "");
  // Brackets in texts and IRIs nest nothing.
  EXPECT_EQ(messages(load(prefixes + ":a :b \"" + std::string(500, '(') + "\", '''" +
                          std::string(500, '[') + "''' .  # ((((")),
            "");
}

TEST_F(Rdf, IsToldFromItsContent) {
  std::string reason;
  const auto is_turtle = [&](const std::string& text) {
    return kind_of_file(text, reason) == FileKind::Turtle;
  };
  EXPECT_TRUE(is_turtle("# made by hand\n\nPREFIX : <http://x.org/>\n"));
  EXPECT_TRUE(is_turtle("<http://x.org/a> <http://x.org/b> \"c\" .\n"));
  EXPECT_TRUE(is_turtle("_:a <http://x.org/b> \"c\" .\n"));
  EXPECT_TRUE(is_turtle("<urn:a> <urn:b> <urn:c> .\n"));
  EXPECT_FALSE(is_turtle("<?xml version=\"1.0\"?><ACT/>"));
  EXPECT_FALSE(is_turtle("<ACT xmlns=\"http://x.org/\"><A/></ACT>"));
  EXPECT_FALSE(is_turtle("<f:act>http://x.org</f:act>"));
  EXPECT_FALSE(is_turtle("# only a comment"));
  EXPECT_FALSE(is_turtle("<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"x\"/>"));
  EXPECT_NE(reason.find("is RDF in XML: convert it to Turtle"), std::string::npos) << reason;
  EXPECT_FALSE(is_turtle("[{\"@context\": {}, \"@id\": \"urn:a\"}]"));
  EXPECT_NE(reason.find("is RDF in JSON-LD: convert it to Turtle"), std::string::npos) << reason;
}

TEST(RdfTerms, AreReadInBothDirections) {
  Database database({.path = "", .memory = true, .read_only = false});
  loaders::load(database, NORMGRAPH_SOURCE_DIR "/data");
  const auto reading = database.store().begin_read();
  const Terms terms(reading->view());
  EXPECT_EQ(terms.label("http://data.europa.eu/eli/ontology#LegalResource"), "LegalAct");
  EXPECT_EQ(terms.label("urn:normgraph:term:Work%20Item"), "Work Item");
  EXPECT_EQ(terms.label("http://www.w3.org/ns/prov#Entity"), std::nullopt);  // of several labels
  EXPECT_EQ(terms.label("http://x.org/Y"), std::nullopt);
  EXPECT_EQ(terms.relationship("http://data.europa.eu/eli/ontology#cites", {"Provision"}), "CITES");
  EXPECT_EQ(terms.relationship("http://www.w3.org/ns/prov#wasAttributedTo", {}), "DEVELOPED_BY");
  EXPECT_EQ(terms.property("http://purl.org/dc/terms/title", {"WorkItem"}), "title");
  EXPECT_EQ(terms.property("http://www.w3.org/2004/02/skos/core#notation", {}), "designation");
}

TEST(RdfTerms, NameTheNodesThatTheGraphHas) {
  Database database({.path = "", .memory = true, .read_only = false});
  loaders::load(database, NORMGRAPH_SOURCE_DIR "/data");
  const auto session = database.session();
  const auto folder =
      std::filesystem::temp_directory_path() / ("normgraph-terms-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "x.ttl")
      << "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
         "<http://example.org/note> dcterms:references <urn:normgraph:thing:aia:art:9> ,\n"
         "  <http://data.europa.eu/eli/reg/2024/1689/oj> .\n";
  const Report report = loaders::load(database, (folder / "x.ttl").string());
  std::filesystem::remove_all(folder);
  EXPECT_EQ(report.nodes, 1u);
  EXPECT_EQ(report.relationships, 2u);
  const Answer answer = session->run(
      "MATCH ({key: 'http://example.org/note'})-[r]->(n) RETURN n.key AS k ORDER BY k");
  ASSERT_EQ(answer.tables.at(0).rows.size(), 2u);
  EXPECT_EQ(answer.tables.at(0).rows[1][0].as_string(), "aia:art:9");
}

}  // namespace
}  // namespace normgraph::loaders
