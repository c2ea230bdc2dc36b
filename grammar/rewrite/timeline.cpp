// TIMELINE: dated facts in order; a moved date shows the old one beside the new.

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

using Labels = std::vector<const Vocabulary::Label*>;

/// Which rows are shown: only those that lie outside with certainty are left out, so that "some day
/// in 2026" is in a timeline from March 2026 on.
std::string window(const ast::Timeline& statement) {
  std::string condition = "date IS NOT NULL";
  const auto leave_out = [&](const std::string& comparison) {
    condition += " AND NOT coalesce(date " + comparison + ", false)";
  };
  if (statement.next) {
    leave_out("< date()");
    leave_out("> date() + duration(" + print_string(statement.next->text) + ")");
  }
  if (statement.from) leave_out("< " + period_call(*statement.from));
  if (statement.to) leave_out("> " + period_call(*statement.to));
  return condition;
}

/// An expression that differs by label: plain when there is one label only.
template <class Part>
std::string by_label(const Labels& labels, Part part) {
  if (labels.empty()) return "null";
  if (labels.size() == 1) return part(*labels.front());
  std::string text = "CASE";
  for (const Vocabulary::Label* label : labels)
    text += " WHEN thing:" + print_name(label->name) + " THEN " + part(*label);
  return text + " END";
}

/// A property that only some labels have; null where none has it.
std::string property(const Labels& labels, const char* name) {
  const auto has = [&](const Vocabulary::Label* label) {
    return std::find(label->properties.begin(), label->properties.end(), name) !=
           label->properties.end();
  };
  const bool any = std::any_of(labels.begin(), labels.end(), has);
  return any ? "thing." + std::string(name) : "null";
}

std::string column(const Labels& labels, const char* name) {
  return property(labels, name) + " AS " + name;
}

Labels dated_labels(const Vocabulary& vocabulary) {
  Labels labels;
  for (const Vocabulary::Label& label : vocabulary.labels())
    if (!label.date_property.empty()) labels.push_back(&label);
  return labels;
}

/// The labels of the definition "timeline.default", else every label that has a date.
Labels default_labels(const Vocabulary& vocabulary) {
  const std::string* nouns = vocabulary.find_definition("timeline.default");
  if (!nouns) return dated_labels(vocabulary);
  Labels labels;
  for (const std::string& noun : listed_names(*nouns)) {
    const Vocabulary::Label* label = vocabulary.find_label(noun);
    if (label && !label->date_property.empty()) labels.push_back(label);
  }
  return labels;
}

Error not_dated(const std::string& what) {
  return Error(ErrorKind::Semantic, "NG2912", "SyntaxError", "NotDated", what);
}

/// What is shown: the things, their labels, and whether it is all about one of them.
struct Shown {
  std::string clauses;
  Labels labels;
};

Shown shown_things(const ast::Timeline& statement, const Vocabulary& vocabulary,
                   std::vector<WrittenReference>& references) {
  Shown shown;
  if (statement.of) {
    const SelectedThings things = select(*statement.of, vocabulary);
    shown.clauses = things.clauses;
    references = things.references;
    const bool dated = things.label && !things.label->date_property.empty();
    if (things.one || !things.label) {
      shown.labels = dated_labels(vocabulary);
      const std::string* rule = vocabulary.find_definition("timeline.related");
      if (rule && things.one) shown.clauses += *rule;
    } else if (!dated) {
      throw not_dated("what is selected has no date").at(statement.of->span);
    } else {
      shown.labels = {things.label};
    }
    return shown;
  }
  shown.labels = default_labels(vocabulary);
  if (shown.labels.empty()) throw not_dated("nothing in this graph is dated");
  std::string names;
  for (const Vocabulary::Label* label : shown.labels)
    names += (names.empty() ? "" : "|") + print_name(label->name);
  shown.clauses = "MATCH (thing:" + names + ")\n";
  return shown;
}

/// The dated facts: of each thing its date, since when it has been that one, and how often it
/// moved.
std::string dated_facts(const Shown& shown, const Vocabulary& vocabulary) {
  const auto date = [](const Vocabulary::Label& label) {
    return "thing." + print_name(label.date_property);
  };
  const auto claims = [](const Vocabulary::Label& label) {
    return "size(claims(thing, " + print_string(label.date_property) + "))";
  };
  const auto doubt = [](const Vocabulary::Label& label) {
    return "disputed(thing, " + print_string(label.date_property) + ")";
  };
  const auto noun = [](const Vocabulary::Label& label) { return print_string(label.singular); };
  return shown.clauses + "RETURN thing, " + by_label(shown.labels, date) + " AS date, " +
         by_label(shown.labels, noun) + " AS kind, " + display_name("thing", vocabulary) +
         " AS what,\n       " + property(shown.labels, "status") + " AS said, " +
         column(shown.labels, "moved_from") + ", " + column(shown.labels, "provision") +
         ", thing.note AS note,\n       false AS assumed, CASE WHEN " +
         by_label(shown.labels, doubt) + " THEN 'disputed' END AS disputed, " +
         by_label(shown.labels, claims) + " AS claims, thing.sources AS sources\n";
}

/// What is still to come by plans and forecasts, of the labels that the data names.
std::string forecasts(const ast::Timeline& statement, const Shown& shown,
                      const Vocabulary& vocabulary) {
  const std::string* nouns = vocabulary.find_definition("timeline.planned");
  if (!nouns) return "";
  std::string names;
  for (const std::string& noun : listed_names(*nouns))
    if (const Vocabulary::Label* label = vocabulary.find_label(noun))
      names += (names.empty() ? "" : "|") + print_name(label->name);
  if (names.empty()) return "";
  const std::string things = statement.of ? shown.clauses + "WITH thing WHERE thing:" + names + "\n"
                                          : "MATCH (thing:" + names + ")\n";
  return "UNION ALL\n" + things +
         "UNWIND schedule(thing) AS step\n"
         "WITH thing, step, step.basis = 'not known' AS overtaken\n"
         "WITH thing, step, overtaken, CASE WHEN overtaken THEN step.planned\n"
         "     ELSE coalesce(step.expected, step.planned) END AS date\n"
         "WHERE step.reached IS NULL AND date IS NOT NULL\n"
         "RETURN thing, date, 'forecast' AS kind, " +
         display_name("thing", vocabulary) +
         " + ': ' + step.stage AS what,\n"
         "       CASE WHEN overtaken THEN 'overtaken' ELSE step.basis + CASE WHEN step.assumed AND "
         "step.basis <> 'assumed' THEN ' (assumed)' ELSE '' END END AS said,\n"
         "       null AS moved_from, null AS provision, step.note AS note,\n"
         "       step.assumed AND NOT overtaken AS assumed, null AS disputed, null AS claims, "
         "step.sources AS sources\n";
}

/// Units of time, columns, or a rule "group.x" of the data, which binds `group`.
std::string grouping(const ast::Name& name, const Vocabulary& vocabulary) {
  if (name.text == "year") return "toString(first(date).year)";
  if (name.text == "month") return "substring(toString(first(date)), 0, 7)";
  if (name.text == "quarter")
    return "toString(first(date).year) + '-Q' + toString(first(date).quarter)";
  for (const char* column : {"kind", "state", "certainty", "provision"})
    if (name.text == column) return column;
  std::vector<std::string> known{"year",  "quarter",   "month",    "kind",
                                 "state", "certainty", "provision"};
  for (const std::string& definition : vocabulary.definition_names())
    if (definition.starts_with("group.")) known.push_back(definition.substr(6));
  Error error(ErrorKind::Reference, "NG4014", "SyntaxError", "UnknownGrouping",
              "there is no grouping of a timeline by " + name.text);
  for (const std::string& near : nearest_names(name.text, known))
    error.hints.push_back("did you mean " + near + "?");
  throw std::move(error).at(name.span);
}

constexpr const char* columns =
    "date, kind, what, state, disputed, moved_from, provision, certainty, assumed, note, claims, "
    "sources";

std::string groups(const ast::Timeline& statement, const Vocabulary& vocabulary,
                   std::vector<std::string>& names) {
  std::string text;
  for (const ast::Name& name : statement.group_by) {
    const std::string* rule = vocabulary.find_definition("group." + name.text);
    std::string carried = "thing, " + std::string(columns);
    for (const std::string& before : names) carried += ", " + before;
    const std::string group = "group_" + std::to_string(names.size() + 1);
    if (rule)
      text += *rule + "WITH DISTINCT " + carried + ", coalesce(" +
              display_name("group", vocabulary) + ", 'none') AS " + group + "\n";
    else
      text += "WITH " + carried + ", " + grouping(name, vocabulary) + " AS " + group + "\n";
    names.push_back(group);
  }
  return text;
}

}  // namespace

Rewriting rewrite_timeline(const ast::Timeline& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  const Shown shown = shown_things(statement, vocabulary, rewriting.references);
  std::string text =
      "CALL {\n" + dated_facts(shown, vocabulary) + forecasts(statement, shown, vocabulary) +
      "}\nWITH * WHERE " + window(statement) +
      "\nWITH thing, date, kind, what, moved_from, provision, note, assumed, disputed, claims, "
      "sources,\n     coalesce(said,\n"
      "     CASE WHEN date < date() THEN 'past' WHEN date > date() THEN 'ahead' ELSE "
      "'now' END) AS state,\n"
      "     CASE WHEN first(date) = last(date) THEN 'day' ELSE 'period' END AS "
      "certainty\n";
  std::vector<std::string> names;
  text += groups(statement, vocabulary, names);
  text += "RETURN ";
  std::string order;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += names[i] + " AS " + print_variable(names.size() == 1 ? "group" : names[i]) + ", ";
    order += print_variable(names.size() == 1 ? "group" : names[i]) + ", ";
  }
  text += std::string(columns) + ", thing.key AS key\nORDER BY " + order + "date, what";
  rewriting.queries.push_back({"timeline", parse_query(text)});
  rewriting.presentation = {Presentation::Kind::Timeline, "timeline", true};
  rewriting.presentation.details = {"assumed", "claims", "key"};
  return rewriting;
}

}  // namespace normgraph::rewriting
