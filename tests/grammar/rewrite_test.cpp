// What domain statements mean, as pattern queries.

#include "grammar/rewrite.hpp"

#include <gtest/gtest.h>

#include <map>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"

namespace normgraph {
namespace {

/// A few words, as a schema would give them.
class SmallVocabulary final : public Vocabulary {
 public:
  SmallVocabulary() {
    Label article;
    article.name = "Article";
    article.singular = "article";
    article.plural = "articles";
    article.number_property = "number";
    article.columns = {"number", "title"};
    article.order_property = "sequence";
    article.date_property = "applies_from";
    article.properties = {"number", "title", "sequence", "applies_from", "reference"};
    Label deadline;
    deadline.name = "Deadline";
    deadline.singular = "deadline";
    deadline.plural = "deadlines";
    deadline.columns = {"date", "title"};
    deadline.order_property = deadline.date_property = "date";
    deadline.properties = {"date", "title", "moved_from"};
    Label plain;
    plain.name = "Person";
    plain.singular = "person";
    plain.plural = "persons";
    labels_ = {article, deadline, plain};
  }
  const Label* find_label(std::string_view word) const override {
    for (const Label& label : labels_)
      if (word == label.singular || word == label.plural || word == label.name) return &label;
    return nullptr;
  }
  std::vector<std::string> nouns() const override {
    std::vector<std::string> nouns;
    for (const Label& label : labels_) nouns.push_back(label.plural);
    return nouns;
  }
  const std::vector<Label>& labels() const override { return labels_; }
  const std::vector<std::string>& relationship_types() const override { return types_; }
  const std::string* find_words(std::string_view type) const override {
    return type == "ABOUT" ? &about_ : nullptr;
  }
  std::vector<SavedStatement> saved_statements() const override {
    return {{"late", "// What is late?\n// At all.\nDEFINE late($d = 3) AS show articles", true}};
  }
  std::vector<Index> indexes() const override { return {{"by_number", "Article", "number", true}}; }
  std::vector<std::string> chain_names() const override { return {"coverage", "impact"}; }
  const std::string* find_chain(std::string_view name) const override {
    return name == "coverage" ? &chain_ : name == "impact" ? &impact_ : nullptr;
  }
  std::vector<std::string> definition_names() const override {
    std::vector<std::string> names;
    for (const auto& [name, text] : definitions) names.push_back(name);
    return names;
  }
  const std::string* find_definition(std::string_view name) const override {
    const auto found = definitions.find(std::string(name));
    return found == definitions.end() ? nullptr : &found->second;
  }

  std::map<std::string, std::string> definitions{
      {"gaps", "RETURN thing, count(work) AS works"},
      {"gaps.default", "MATCH (thing:Article {open: true})\n"},
      {"trace.not_followed", "// no membership\nCONTAINS, PART_OF\n"},
      {"belongs", "(owner)-[:CONTAINS]->(thing)\n"}};

 private:
  std::vector<Label> labels_;
  std::vector<std::string> types_{"ABOUT", "ANSWERS", "CONTAINS"};
  std::string about_ = "is about";
  std::string impact_ = "(thing:Work)-[:ANSWERS*1..3]->(dependent)";
  std::string chain_ = "(thing:Article)<-[:ABOUT]-(item:Item {open: true})<-[:ANSWERS]-(work:Work)";
};

const SmallVocabulary& vocabulary() {
  static const SmallVocabulary words;
  return words;
}

/// The query of a statement, spaces and line ends made one blank.
std::string query_of(const std::string& statement, std::size_t which = 0) {
  const Rewriting rewriting = rewrite(parse_statement(statement), vocabulary());
  std::string text;
  for (const char c : print(rewriting.queries.at(which).query))
    if (c != '\n')
      text += c;
    else
      text += ' ';
  return text;
}

Error error_of(const std::string& statement) {
  try {
    rewrite(parse_statement(statement), vocabulary());
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::Data, "", "", "", "no error");
}

TEST(Rewrite, ShowPlural) {
  EXPECT_EQ(query_of("show articles"),
            "MATCH (thing:Article) RETURN thing.number AS number, thing.title AS title, "
            "thing.key AS key, CASE WHEN disputed(thing) THEN [c IN ['number', 'title'] WHERE "
            "disputed(thing, c)] END AS disputed ORDER BY thing.sequence, thing.key");
}

TEST(Rewrite, ShowRangeGoesByTheOrderOfLists) {
  EXPECT_EQ(query_of("show articles 8..4a"),
            "MATCH (first {key: norm.resolve('article 8')}), (last {key: norm.resolve('article "
            "4a')}) MATCH (thing:Article) WHERE first.sequence <= thing.sequence <= last.sequence "
            "RETURN thing.number AS number, thing.title AS title, thing.key AS key, CASE WHEN "
            "disputed(thing) THEN [c IN ['number', 'title'] WHERE disputed(thing, c)] END AS "
            "disputed ORDER BY "
            "thing.sequence, thing.key");
}

TEST(Rewrite, ShowWithCondition) {
  EXPECT_EQ(query_of("show articles where number > 3 and title starts with 'title'"),
            "MATCH (thing:Article) WITH thing, thing.number AS number, thing.title AS title "
            "WHERE number > 3 AND title STARTS WITH 'title' WITH thing RETURN thing.number AS "
            "number, thing.title AS title, thing.key AS key, CASE WHEN disputed(thing) THEN [c IN "
            "['number', 'title'] WHERE disputed(thing, c)] END AS disputed ORDER BY "
            "thing.sequence, thing.key");
}

TEST(Rewrite, ShowOf) {
  EXPECT_EQ(query_of("show articles of \"AI Act\""),
            "MATCH (thing:Article) MATCH (owner {key: norm.resolve('\\'AI Act\\'')}) WITH thing, "
            "owner WHERE (owner)-[:CONTAINS]->(thing) WITH DISTINCT thing RETURN thing.number AS "
            "number, thing.title AS title, thing.key AS key, CASE WHEN disputed(thing) THEN [c IN "
            "['number', 'title'] WHERE disputed(thing, c)] END AS disputed ORDER BY "
            "thing.sequence, thing.key");
}

TEST(Rewrite, ShowPattern) {
  EXPECT_EQ(
      query_of("show (a:Article {number: 9})"),
      "MATCH (a:Article {number: 9}) WITH DISTINCT a AS thing RETURN thing.number AS number, "
      "thing.title AS title, thing.key AS key, CASE WHEN disputed(thing) THEN [c IN ['number', "
      "'title'] WHERE disputed(thing, c)] END AS disputed ORDER BY thing.sequence, thing.key");
  EXPECT_EQ(error_of("show (:Article)").code, "NG2911");
}

TEST(Rewrite, ShowOfALabelWithoutColumns) {
  EXPECT_EQ(query_of("show persons"), "MATCH (thing:Person) RETURN thing");
}

TEST(Rewrite, ShowOneThing) {
  EXPECT_EQ(query_of("show prEN 18228"),
            "MATCH (thing {key: norm.resolve('prEN 18228')}) RETURN thing.key AS key, "
            "labels(thing) AS labels, coalesce(thing.reference, thing.title, thing.key) AS name "
            "ORDER BY key");
}

TEST(Rewrite, AWordThatIsNoNounIsAName) {
  EXPECT_TRUE(
      query_of("show oecd").starts_with("MATCH (thing {key: norm.resolve('oecd')}) RETURN"));
  const Rewriting rewriting = rewrite(parse_statement("show oecd"), vocabulary());
  ASSERT_EQ(rewriting.references.size(), 1u);
  EXPECT_EQ(rewriting.references[0].place.offset, 5u);
}

TEST(Rewrite, UnknownNoun) {
  const Error error = error_of("show artcles 1..3");
  EXPECT_EQ(error.code, "NG4010");
  ASSERT_FALSE(error.hints.empty());
  EXPECT_EQ(error.hints.front(), "did you mean articles?");
  EXPECT_EQ(error.span.offset, 5u);
}

TEST(Rewrite, NoRangeWithoutNumbers) { EXPECT_EQ(error_of("show deadlines 1..3").code, "NG2910"); }

TEST(Rewrite, DescribeHasFactsAndLinks) {
  const Rewriting rewriting = rewrite(parse_statement("describe article 9"), vocabulary());
  std::string names;  // no label Source in this vocabulary
  for (const NamedQuery& query : rewriting.queries) names += query.name + " ";
  EXPECT_EQ(names, "facts disputed planned schedule links ");
  EXPECT_EQ(rewriting.queries.back().query.parts.size(), 2u);
  EXPECT_EQ(rewriting.presentation.title, "article 9");
}

TEST(Rewrite, TimelineLeavesOutOnlyWhatIsCertainlyOutside) {
  const std::string text = query_of("timeline of deadlines from 2026 to 2029-Q1");
  EXPECT_TRUE(
      text.starts_with("CALL { MATCH (thing:Deadline) RETURN thing, thing.date AS date, "
                       "'deadline' AS kind"))
      << text;
  EXPECT_NE(
      text.find("WHERE date IS NOT NULL AND NOT coalesce(date < period('2026'), false) AND NOT "
                "coalesce(date > period('2029-Q1'), false)"),
      std::string::npos)
      << text;
}

TEST(Rewrite, TimelineOfEverything) {
  EXPECT_NE(query_of("timeline")
                .find("MATCH (thing:Article|Deadline) RETURN thing, CASE WHEN thing:Article THEN "
                      "thing.applies_from WHEN thing:Deadline THEN thing.date END AS date"),
            std::string::npos);
  EXPECT_EQ(error_of("timeline of persons").code, "NG2912");
}

TEST(Rewrite, GapsIsThingsThenChainThenRule) {
  EXPECT_EQ(
      query_of("gaps in article 9"),
      "MATCH (thing {key: norm.resolve('article 9')}) OPTIONAL MATCH "
      "(thing)<-[:ABOUT]-(item:Item {open: true}) WITH item, collect(DISTINCT thing) AS things "
      "OPTIONAL MATCH "
      "(item)<-[:ANSWERS]-(work:Work) RETURN thing, count(work) AS works");
  EXPECT_TRUE(query_of("gaps").starts_with("MATCH (thing:Article {open: true}) OPTIONAL MATCH"));
  EXPECT_EQ(query_of("gaps along coverage"), query_of("gaps"));
  EXPECT_EQ(error_of("gaps along elsewhere").code, "NG4011");
}

TEST(Rewrite, TraceFollowsAllButWhatTheDataLeavesOut) {
  const std::string text = query_of("trace article 9 to oecd");
  EXPECT_NE(text.find("allShortestPaths((start)-[:ABOUT|ANSWERS*..8]-(goal))"), std::string::npos)
      << text;
  EXPECT_NE(query_of("trace article 9 to oecd via contains").find("[:CONTAINS*..8]"),
            std::string::npos);
  EXPECT_EQ(error_of("trace article 9 to oecd via contans").hints.front(),
            "did you mean CONTAINS?");
}

TEST(Rewrite, ImpactGoesAlongTheChainsOfTheData) {
  const std::string text = query_of("impact of article 9");
  EXPECT_NE(text.find("MATCH path = (thing:Work)-[:ANSWERS*1..3]->(dependent)"), std::string::npos)
      << text;
  EXPECT_EQ(error_of("impact of article 9 delayed by 6 months").code, "NG4011");
}

TEST(Rewrite, SavedStatementsAndIndexesAreListed) {
  EXPECT_EQ(query_of("show statements"),
            "UNWIND [{name: 'late', parameters: '$d = 3', question: 'What is late?', origin: "
            "'data'}] AS row RETURN row.name AS name, row.parameters AS parameters, "
            "row.question AS question, row.origin AS origin");
  EXPECT_NE(query_of("show indexes").find("name: 'by_number'"), std::string::npos);
}

TEST(Rewrite, CheckIsItsQuery) {
  const Rewriting rewriting = rewrite(
      parse_statement("check 'all read' { match (a:Article) return a.number }"), vocabulary());
  EXPECT_EQ(rewriting.presentation.kind, Presentation::Kind::Check);
  EXPECT_EQ(rewriting.presentation.title, "all read");
  EXPECT_EQ(query_of("check 'x' { match (a:Article) return a.number }"),
            "MATCH (a:Article) RETURN a.number");
}

TEST(Rewrite, ACheckChangesNothing) {
  EXPECT_EQ(error_of("check 'x' { match (a) set a.x = 1 return a }").code, "NG2913");
  EXPECT_EQ(error_of("check 'x' { call { create (a) return a } return a }").code, "NG2913");
  EXPECT_EQ(error_of("check 'x' { create (a) }").code, "NG2913");
}

TEST(Rewrite, EveryRewritingReadsBackAsItself) {
  for (const char* statement :
       {"show articles", "show articles 8..15", "show articles where number > 3", "show schema",
        "show (a:Article)-[:CITES]->(b) where b.number = 5", "describe @a:b/c", "describe \"it's\"",
        "describe article 9(2)", "timeline", "timeline next 6 months",
        "timeline of articles 1..4 since 2026", "gaps", "gaps in articles 8..15"}) {
    ast::Statement parsed;
    try {
      parsed = parse_statement(statement);
    } catch (const Error&) {
      continue;  // the grammar's own tests say what parses
    }
    for (const NamedQuery& named : rewrite(parsed, vocabulary()).queries) {
      const std::string text = print(named.query);
      EXPECT_EQ(print(parse_statement(text)), text) << statement;
    }
  }
}

TEST(Rewrite, ParametersStandForDaysAndThings) {
  EXPECT_NE(query_of("changes since $since").find("norm.changes(period($since), date())"),
            std::string::npos);
  EXPECT_TRUE(query_of("gaps in $thing").starts_with("MATCH (thing {key: norm.resolve($thing)})"));
}

TEST(Rewrite, AMisspeltPropertyIsTold) {
  const Error error = error_of("show articles where nubmer > 3");
  EXPECT_EQ(error.code, "NG4016");
  EXPECT_EQ(error.span.offset, 20u);
  ASSERT_FALSE(error.hints.empty());
  EXPECT_EQ(error.hints.front(), "did you mean number?");
}

TEST(Rewrite, PlaceholdersOfRulesAreFilled) {
  SmallVocabulary words;
  words.definitions["gaps"] = "RETURN thing, {{limit}} AS most, {{target}} AS target";
  words.definitions["limit"] = "90";
  const Rewriting rewriting = rewrite(parse_statement("gaps at least enquiry"), words);
  const std::string text = print(rewriting.queries.front().query);
  EXPECT_NE(text.find("90 AS most, 'enquiry' AS target"), std::string::npos) << text;
  words.definitions["limit"] = "{{nothing}}";
  EXPECT_THROW(rewrite(parse_statement("gaps"), words), Error);
  words.definitions["limit"] = "{{limit}} + {{limit}}";
  EXPECT_THROW(rewrite(parse_statement("gaps"), words), Error);
  EXPECT_THROW(rewrite(parse_statement("gaps at least enquirry"), words), Error);
}

}  // namespace
}  // namespace normgraph
