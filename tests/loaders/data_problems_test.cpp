// Every kind of mistake in data files gets its own problem, with file, line and field.

#include <gtest/gtest.h>

#include "data_files.hpp"
#include "loaders/data/check.hpp"
#include "loaders/data/data_folder.hpp"
#include "loaders/file_kind.hpp"

namespace normgraph::loaders {
namespace {

using test::DataFolder;

/// Reads and checks a folder as load() does, short of writing.
Report read(const DataFolder& folder) {
  Report report;
  ProblemLog log(report);
  const DataSet data = read_data_folder(folder.path(), log, {});
  check(data, {}, log);
  log.finish();
  return report;
}

std::string text(const Problem& problem) {
  return problem.file + ":" + std::to_string(problem.line) + ":" + problem.field + ": " +
         problem.message;
}

std::string all(const Report& report) {
  std::string lines;
  for (const Problem& problem : report.problems) lines += text(problem) + "\n";
  return lines;
}

/// The problems of a folder whose facts have one more line.
std::string problems_of_line(const std::string& line) {
  const DataFolder folder;
  folder.add_facts(line + "\n");
  return all(read(folder));
}

std::string at_line(const std::string& rest) {
  return "facts.jsonl:" + std::to_string(DataFolder::fact_lines + 1) + ":" + rest + "\n";
}

TEST(DataProblems, ValidFolderHasNone) {
  const DataFolder folder;
  EXPECT_EQ(all(read(folder)), "");
}

TEST(DataProblems, TheShippedDataHasNone) {
  Report report;
  ProblemLog log(report);
  const DataSet data = read_data_folder(NORMGRAPH_SOURCE_DIR "/data", log, {});
  check(data, {}, log);
  EXPECT_EQ(all(report), "");
  EXPECT_GT(data.nodes.size(), 1000u);
  EXPECT_GT(data.relationships.size(), 2000u);
}

TEST(DataProblems, BrokenJson) {
  const std::string problems = problems_of_line(R"({"label": "Item", )");
  EXPECT_TRUE(problems.starts_with("facts.jsonl:8:: is not JSON that can be read: ")) << problems;
}

TEST(DataProblems, NumberThatNoNumberHolds) {
  const DataFolder folder;
  folder.write("schema.json", "82E482");
  EXPECT_NE(all(read(folder)).find("schema.json:1:: holds a number that is too large"),
            std::string::npos)
      << all(read(folder));
}

TEST(DataProblems, NestedTooDeeply) {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  const DataFolder folder;
  folder.write("definitions.json", "{\"rules\": " + deep + "}");
  EXPECT_NE(all(read(folder)).find("definitions.json:0:: is nested more than 200 deep"),
            std::string::npos)
      << all(read(folder));
  std::string reason;
  EXPECT_EQ(kind_of_file("{\"normgraph\": 1, \"definitions\": " + deep + "}", reason),
            FileKind::Unknown);
  EXPECT_EQ(reason, "is nested more than 200 deep");
}

TEST(DataProblems, BytesThatAreNoText) {
  const std::string problems = problems_of_line("{\"label\": \"\xff\xfe\"}");
  EXPECT_TRUE(problems.starts_with("facts.jsonl:8:: is not JSON that can be read: ")) << problems;
}

TEST(DataProblems, LineThatIsNoObject) {
  EXPECT_EQ(problems_of_line("[1]"), at_line(": must be a JSON object"));
}

TEST(DataProblems, LineOfNoKind) {
  EXPECT_EQ(problems_of_line("{\"key\": \"x\"}"),
            at_line(": is neither a node (label), nor a relationship (type), nor a claim"));
}

TEST(DataProblems, MemberGivenTwice) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a", "key": "b", "source": ["S1"]})"),
            at_line("key: is given twice"));
}

TEST(DataProblems, UnknownLabel) {
  EXPECT_EQ(problems_of_line(R"({"label": "Artcle", "key": "a", "source": ["S1"]})"),
            at_line("label: \"Artcle\" is not a label of the schema: did you mean Article?"));
}

TEST(DataProblems, UnknownField) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a", "sorce": ["S1"], "source": ["S1"]})"),
            at_line("sorce: is not a field that is known here: did you mean source?"));
}

TEST(DataProblems, UnknownProperty) {
  EXPECT_EQ(
      problems_of_line(R"({"label": "Item", "key": "a", "set": {"titel": "x"}, "source": ["S1"]})"),
      at_line("set.titel: \"titel\" is not a property that the schema allows here: "
              "did you mean title?"));
}

TEST(DataProblems, DerivedPropertyGiven) {
  EXPECT_EQ(
      problems_of_line(
          R"({"label": "Item", "key": "a", "set": {"stage_since": "2026"}, "source": ["S1"]})"),
      at_line("set.stage_since: is derived from claims, and cannot be given"));
}

TEST(DataProblems, ValuesOfWrongTypes) {
  const std::string start = R"({"label": "Article", "key": "a", "source": ["S1"], "set": )";
  EXPECT_EQ(problems_of_line(start + R"({"since": "2026-13-01"}})"),
            at_line("set.since: \"2026-13-01\" is not a value of type date"));
  EXPECT_EQ(problems_of_line(start + R"({"number": 1.5}})"),
            at_line("set.number: 1.5 is not a value of type integer or string"));
  EXPECT_EQ(problems_of_line(start + R"({"number": 18446744073709551615}})"),
            at_line("set.number: 18446744073709551615 is not a value of type integer or string"));
  EXPECT_EQ(problems_of_line(start + R"({"open": "yes"}})"),
            at_line("set.open: \"yes\" is not a value of type boolean"));
  EXPECT_EQ(problems_of_line(start + R"({"title": null}})"),
            at_line("set.title: null is not a value of type string"));
  const std::string item = R"({"label": "Item", "key": "a", "source": ["S1"], "set": )";
  EXPECT_EQ(problems_of_line(item + R"({"words": ["a", 1]}})"),
            at_line("set.words: [\"a\",1] is not a value of type list of string"));
  EXPECT_EQ(problems_of_line(item + R"({"length": "twelve weeks"}})"),
            at_line("set.length: \"twelve weeks\" is not a value of type duration"));
}

TEST(DataProblems, KeyGivenTwice) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "wi:1", "source": ["S1"]})"),
            at_line("key: \"wi:1\" is the key of another node: facts.jsonl, line 4"));
}

TEST(DataProblems, KeyWithBlank) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a b", "source": ["S1"]})"),
            at_line("key: a key holds no blanks"));
}

TEST(DataProblems, NoSource) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a"})"),
            at_line("source: a fact needs a source"));
}

TEST(DataProblems, UnknownSource) {
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a", "source": ["S3"]})"),
            at_line("source: \"S3\" is the key of no source"));
  EXPECT_EQ(problems_of_line(R"({"label": "Item", "key": "a", "source": ["art:9"]})"),
            at_line("source: \"art:9\" is a Article, not a source"));
}

TEST(DataProblems, EndsOfRelationships) {
  EXPECT_EQ(
      problems_of_line(R"({"type": "SUPPORTS", "from": "wi:1", "to": "art:99", "source": ["S1"]})"),
      at_line("to: \"art:99\" is the key of no node: did you mean art:9?"));
  EXPECT_EQ(
      problems_of_line(R"({"type": "SUPPORTS", "from": "art:9", "to": "art:9", "source": ["S1"]})"),
      at_line("from: \"art:9\" is a Article; SUPPORTS allows here: Item"));
  EXPECT_EQ(
      problems_of_line(R"({"type": "SUPPORTS", "from": "wi:1", "to": "art:9", "source": ["S1"]})"),
      at_line(": this relationship is given twice: facts.jsonl, line 7"));
  EXPECT_EQ(
      problems_of_line(R"({"type": "SUPORTS", "from": "wi:1", "to": "art:9", "source": ["S1"]})"),
      at_line("type: \"SUPORTS\" is not a relationship type of the schema: "
              "did you mean SUPPORTS?"));
}

TEST(DataProblems, Claims) {
  EXPECT_EQ(
      problems_of_line(R"({"claim": "stage", "of": "wi:2", "value": "20.00", "source": ["S1"]})"),
      at_line("of: \"wi:2\" is not the node before this line"));
  const std::string node =
      R"({"label": "Item", "key": "a", "set": {"title": "t"}, "source": ["S1"]})";
  const auto problems = [&](const std::string& line) {
    const DataFolder folder;
    folder.add_facts(node + "\n" + line + "\n");
    return all(read(folder));
  };
  EXPECT_EQ(problems(R"({"claim": "title", "of": "a", "value": "u", "source": ["S1"]})"),
            "facts.jsonl:9:claim: \"title\" has a value on the line of the node already\n");
  EXPECT_EQ(problems(R"({"claim": "stage", "of": "a", "value": "forty", "source": ["S1"]})"),
            "facts.jsonl:9:value: \"forty\" is not a value of type stage\n");
  EXPECT_EQ(problems(R"({"claim": "stage", "of": "a", "value": "40.20"})"),
            "facts.jsonl:9:source: a claim needs a source\n");
  EXPECT_EQ(problems(R"({"claim": "stage", "of": "a", "source": ["S1"]})"),
            "facts.jsonl:9:value: is missing\n");
  EXPECT_EQ(
      problems(
          R"({"claim": "stage", "of": "a", "value": "40.20", "from": "May", "source": ["S1"]})"),
      "facts.jsonl:9:from: \"May\" is neither a day nor a period\n");
  EXPECT_EQ(
      problems(
          R"({"claim": "stage", "of": "a", "value": "40.20", "kind": "hoped", "source": ["S1"]})"),
      "facts.jsonl:9:kind: must be actual or planned\n");
}

TEST(DataProblems, ClaimsOnExistence) {
  const auto problems = [](const std::string& exists) {
    return problems_of_line(R"({"label": "Item", "key": "a", "source": ["S1"], "exists": )" +
                            exists + "}");
  };
  EXPECT_EQ(problems(R"([{"source": ["S1"]}, {"source": ["S2"], "denies": true}])"), "");
  EXPECT_EQ(problems("{}"), at_line("exists: must be a list of claims that is not empty"));
  EXPECT_EQ(problems("[1]"), at_line("exists[0]: must be an object"));
  EXPECT_EQ(problems(R"([{"source": ["S1"], "denies": "yes"}])"),
            at_line("exists[0].denies: must be true or false"));
  EXPECT_EQ(problems(R"([{"source": ["S1"], "form": "2026"}])"),
            at_line("exists[0].form: is not a field that is known here: did you mean from?"));
}

TEST(DataProblems, AllAreShownAtOnce) {
  const std::string problems = problems_of_line(
      R"({"label": "Item", "key": "", "confidence": "sure", "set": {"words": 1}, "x": 1})");
  EXPECT_EQ(problems, at_line("key: \"\" must be a text that is not empty") +
                          at_line("confidence: must be high, medium or low") +
                          at_line("set.words: 1 is not a value of type list of string") +
                          at_line("x: is not a field that is known here") +
                          at_line("source: a fact needs a source"));
}

TEST(DataProblems, TooManyAreCounted) {
  const DataFolder folder;
  std::string lines;
  for (int i = 0; i < 80; ++i) lines += "{}\n";
  folder.add_facts(lines);
  const Report report = read(folder);
  ASSERT_EQ(report.problems.size(), ProblemLog::limit + 1);
  EXPECT_EQ(report.problems.back().message, "and 30 more problems");
  EXPECT_TRUE(report.failed());
}

TEST(DataProblems, MissingFiles) {
  const DataFolder folder;
  folder.remove("facts.jsonl");
  folder.remove("rule.nql");
  folder.remove("VERSION");
  EXPECT_EQ(all(read(folder)),
            "rule.nql:0:: cannot be opened: No such file or directory\n"
            "VERSION:0:: cannot be opened: No such file or directory\n"
            "facts.jsonl:0:: cannot be opened: No such file or directory\n");
}

TEST(DataProblems, FilesOutsideOfTheFolder) {
  const DataFolder folder;
  folder.write(
      "manifest.json",
      R"({"format": 1, "schema": "schema.json", "files": ["../facts.jsonl", "/etc/passwd"]})");
  EXPECT_EQ(all(read(folder)),
            "manifest.json:0:files: \"../facts.jsonl\" is not inside the folder of the data\n"
            "manifest.json:0:files: \"/etc/passwd\" is not inside the folder of the data\n");
}

TEST(DataProblems, Schema) {
  const DataFolder folder;
  folder.write("facts.jsonl", "");
  folder.write("schema.json",
               R"({"format": 2,
"properties": {"a": {"type": "text"}, "b": {"type": "string", "derived": {"take": "guess"}}},
"labels": {"L": {"singular": "l", "columns": ["c"], "implies": ["M"], "properties": ["d"]}},
"relationships": {"R": {"from": ["N"], "to": ["L"], "properties": ["e"], "colour": "red"}}})");
  EXPECT_EQ(all(read(folder)),
            "schema.json:1:schema.format: must be 1, the one format that this version reads\n"
            "schema.json:2:properties.a.type: \"text\" is not a type of values\n"
            "schema.json:2:properties.b.derived.take: \"guess\" is not a way to derive a property\n"
            "schema.json:3:labels.L.plural: is missing\n"
            "schema.json:4:relationships.R.colour: is not a member that is known here\n"
            "schema.json:3:labels.L.columns: \"c\" is not among the properties of the label\n"
            "schema.json:3:labels.L.properties: \"d\" is not declared under properties\n"
            "schema.json:3:labels.L.implies: \"M\" is not a label\n"
            "schema.json:4:relationships.R.from: \"N\" is not a label\n"
            "schema.json:4:relationships.R.properties: \"e\" is not declared under properties\n");
}

/// The problems of a folder whose schema has `right` misspelt as `wrong`.
std::string problems_of_schema(const std::string& right, const std::string& wrong) {
  const DataFolder folder;
  folder.write("facts.jsonl", "");
  std::string schema = DataFolder::schema;
  schema.replace(schema.find(right), right.size(), wrong);
  folder.write("schema.json", schema);
  return all(read(folder));
}

TEST(DataProblems, NamesInTheSchemaThatAreMisspelt) {
  EXPECT_EQ(problems_of_schema(R"("dated": {"type": "period"})", R"("dated": {"type": "perod"})"),
            "schema.json:6:properties.dated.type: \"perod\" is not a type of values: "
            "did you mean period?\n");
  EXPECT_EQ(problems_of_schema(R"("take": "from")", R"("take": "form")"),
            "schema.json:9:properties.stage_since.derived.take: "
            "\"form\" is not a way to derive a property: did you mean from?\n");
  EXPECT_EQ(problems_of_schema(R"("columns": ["number", "title"])", R"("columns": ["titel"])"),
            "schema.json:20:labels.Article.columns: \"titel\" is not among the properties of the "
            "label: did you mean title?\n");
  EXPECT_EQ(problems_of_schema(R"("columns": ["number", "title"])", R"("colums": ["title"])"),
            "schema.json:20:labels.Article.colums: is not a member that is known here: "
            "did you mean columns?\n");
  EXPECT_EQ(problems_of_schema(R"("implies": ["Provision"])", R"("implies": ["Provison"])"),
            "schema.json:20:labels.Article.implies: \"Provison\" is not a label: "
            "did you mean Provision?\n");
  EXPECT_EQ(problems_of_schema(R"("properties": ["extent"])", R"("properties": ["extend"])"),
            "schema.json:27:relationships.SUPPORTS.properties: \"extend\" is not declared under "
            "properties: did you mean extent?\n");
}

TEST(DataProblems, SchemaThatIsNoJson) {
  const DataFolder folder;
  folder.write("facts.jsonl", "");
  folder.write("schema.json", "{\n\"format\": 1,\n}");
  EXPECT_EQ(all(read(folder)), "schema.json:3:: is not JSON that can be read\n");
}

/// The problems of a folder with these definitions, and with a file rule.nql.
std::string problems_of_definitions(const std::string& definitions, const std::string& file) {
  const DataFolder folder;
  folder.write("facts.jsonl", "");
  folder.write("definitions.json", definitions);
  folder.write("rule.nql", file);
  return all(read(folder));
}

TEST(DataProblems, Rules) {
  const auto problems = [](const std::string& rule) {
    return problems_of_definitions(R"({"rules": {"gaps": "rule.nql"}})", rule);
  };
  for (const char* good :
       {"MATCH (a)-->(thing) RETURN a", "OPTIONAL MATCH (thing)<--(group:Chapter)",
        "// what belongs\n(owner)-->(thing)\nOR (thing)-->(owner)", "count(*) AS n, max(x) AS m",
        "// names\nPART_OF, CONTAINS", "WITH thing, {{delay}} AS delay"})
    EXPECT_EQ(problems(good), "");
  const std::string misspelt = problems("// a comment\nOPTIONAL MATCH (a)-->(thing)\nRETRUN a");
  EXPECT_TRUE(misspelt.starts_with("rule.nql:3:: unexpected 'RETRUN'")) << misspelt;
  EXPECT_NE(misspelt.find("did you mean RETURN?"), std::string::npos) << misspelt;
  const std::string broken = problems("(owner)-[:CONTAINS*1..5->(thing)\nOR (thing)-->(owner)");
  EXPECT_TRUE(broken.starts_with("rule.nql:1:: ")) << broken;
}

TEST(DataProblems, Chains) {
  const std::string problems =
      problems_of_definitions("{\n\"chains\": {\n\"coverage\": \"(thing:A[-->(b)\"}}", "");
  EXPECT_TRUE(problems.starts_with("definitions.json:3:chains.coverage: is not a pattern: "))
      << problems;
  EXPECT_EQ(problems_of_definitions("{\n\"chains\": {\n\"coverage\": 1}}", ""),
            "definitions.json:3:chains.coverage: must be a pattern as text\n");
}

TEST(DataProblems, Process) {
  EXPECT_EQ(
      problems_of_definitions("{\n\"process\": {\"templates\": {\"home\": {}}}}", ""),
      "definitions.json:2:process: the process of this graph cannot be read: home has no list "
      "of `steps`\n");
  EXPECT_EQ(problems_of_definitions("{\"process\": {\"templates\": {\"home\": {\"steps\": "
                                    "[{\"stage\": \"40.20\"}]}}}}",
                                    ""),
            "");
}

TEST(DataProblems, SavedStatements) {
  const auto problems = [](const std::string& text) {
    return problems_of_definitions(R"({"statements": {"late": "rule.nql"}})", text);
  };
  EXPECT_EQ(problems("DEFINE late AS MATCH (n) RETURN n"), "");
  EXPECT_EQ(problems("DEFINE lat AS MATCH (n) RETURN n"),
            "rule.nql:0:: must hold one statement: DEFINE late AS …\n");
  const std::string broken = problems("// who is late\nDEFINE late AS\nMTCH (n) RETURN n");
  EXPECT_TRUE(broken.starts_with("rule.nql:3:: unexpected 'MTCH'")) << broken;
  EXPECT_NE(broken.find("did you mean MATCH?"), std::string::npos) << broken;
}

TEST(DataProblems, Lint) {
  const auto problems = [](const std::string& text) {
    return problems_of_definitions(R"({"lint": {"errors": "rule.nql"}})", text);
  };
  EXPECT_EQ(problems("CHECK 'a' { MATCH (n) RETURN n };\nCHECK 'b' { MATCH (n) RETURN n };"), "");
  EXPECT_EQ(problems("CHECK 'a' { MATCH (n) RETURN n };\n\nMATCH (n) RETURN n;"),
            "rule.nql:3:: must hold nothing but CHECK\n");
  const std::string broken = problems("CHECK 'a' { MATCH (n) RETURN n };\nCHECK 'b' { MATCH (n };");
  EXPECT_TRUE(broken.starts_with("rule.nql:2:: ")) << broken;
}

TEST(DataProblems, AFileWithAnotherNameIsProposed) {
  EXPECT_EQ(problems_of_definitions(R"({"rules": {"gaps": "rules.nql"}})", ""),
            "rules.nql:0:: cannot be opened: No such file or directory: did you mean rule.nql?\n");
}

}  // namespace
}  // namespace normgraph::loaders
