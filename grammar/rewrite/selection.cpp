#include "grammar/rewrite/selection.hpp"

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/free_names.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

class Selector {
 public:
  Selector(const ast::Selection& selection, const Vocabulary& vocabulary)
      : selection_(selection), vocabulary_(vocabulary) {}

  SelectedThings select() {
    switch (selection_.kind) {
      case ast::Selection::Kind::Single:
        select_single();
        break;
      case ast::Selection::Kind::Range:
        select_range();
        break;
      case ast::Selection::Kind::Plural:
        select_plural();
        break;
      case ast::Selection::Kind::Pattern:
        select_pattern();
        break;
    }
    add_owner();
    add_condition();
    return std::move(things_);
  }

 private:
  void select_single() {
    things_.one = true;
    things_.clauses =
        thing_match("thing", selection_.reference, selection_.of, vocabulary_, things_.references);
    owner_done_ = true;
    if (selection_.reference.kind == ast::Reference::Kind::Noun)
      things_.label = vocabulary_.find_label(selection_.reference.noun);  // null for "Art. 9"
  }

  /// From the first to the last in the order of lists, which also holds for 4a and for annex III.
  void select_range() {
    const Vocabulary::Label& label = noun_label();
    if (label.number_property.empty() || label.order_property.empty())
      throw Error(ErrorKind::Semantic, "NG2910", "SyntaxError", "NoRange",
                  label.plural + " have no numbers, so there is no range of them")
          .at(selection_.span);
    const auto end = [&](const char* variable, const std::string& number) {
      return std::string("(") + variable + " {key: " +
             resolve_call(label.singular + " " + number, selection_.span, things_.references) +
             "})";
    };
    const std::string order = "." + print_name(label.order_property);
    things_.clauses = "MATCH " + end("first", selection_.from) + ", " + end("last", selection_.to) +
                      "\nMATCH (thing:" + print_name(label.name) + ")\nWHERE first" + order +
                      " <= thing" + order + " <= last" + order + "\n";
  }

  /// `articles`; a word that is no noun is the name of one thing (`oecd`).
  void select_plural() {
    things_.label = vocabulary_.find_label(selection_.noun.text);
    things_.one = !things_.label;
    if (things_.label)
      things_.clauses = "MATCH (thing:" + print_name(things_.label->name) + ")\n";
    else
      things_.clauses =
          "MATCH (thing {key: " +
          resolve_call(selection_.noun.text, selection_.noun.span, things_.references) + "})\n";
  }

  void select_pattern() {
    const ast::NodePattern* node = selection_.node.get();
    std::string pattern;
    if (selection_.path) {
      node = &selection_.path->nodes.front();
      pattern = print(*selection_.path);
    } else {
      pattern = print(*node);
    }
    if (!node->variable)
      throw Error(ErrorKind::Semantic, "NG2911", "SyntaxError", "NoVariable",
                  "the first node of the pattern needs a name, because it is what is selected")
          .at(selection_.span)
          .hint("write (thing:Label …)");
    things_.clauses = "MATCH " + pattern + "\n";
    const std::string& name = node->variable->text;
    if (selection_.where) {
      things_.clauses += "WHERE " + print(*selection_.where) + "\n";
      condition_done_ = true;
    }
    things_.clauses += "WITH DISTINCT " + print_variable(name) + " AS thing\n";
    if (node->labels && node->labels->kind == ast::LabelExpression::Kind::Name)
      things_.label = vocabulary_.find_label(node->labels->name.text);
  }

  /// `of`: what belongs to something, by the rule "belongs" of the data.
  void add_owner() {
    if (!selection_.of || owner_done_) return;
    things_.clauses += "MATCH (owner {key: " + resolve_call(*selection_.of, things_.references) +
                       "})\n" + "WITH thing, owner WHERE " + belongs(*selection_.of, vocabulary_) +
                       "WITH DISTINCT thing\n";
  }

  /// The condition names properties without saying of what: each becomes a name of the query.
  void add_condition() {
    if (!selection_.where || condition_done_) return;
    std::vector<std::string> names;
    for (const ast::Name& name : free_names(*selection_.where)) {
      if (name.text == "thing" || std::count(names.begin(), names.end(), name.text)) continue;
      require_property(name);
      names.push_back(name.text);
    }
    std::string bound = "thing";
    for (const std::string& name : names)
      bound += ", thing." + print_name(name) + " AS " + print_variable(name);
    things_.clauses += "WITH " + bound + "\nWHERE " + print(*selection_.where) + "\nWITH thing\n";
  }

  /// Of a label whose properties are declared, only those; else any name may be one.
  void require_property(const ast::Name& name) const {
    if (!things_.label || things_.label->properties.empty()) return;
    const std::vector<std::string> known = properties_of(*things_.label);
    if (std::find(known.begin(), known.end(), name.text) != known.end()) return;
    Error error(ErrorKind::Reference, "NG4016", "SyntaxError", "UnknownProperty",
                things_.label->plural + " have no property " + name.text);
    for (const std::string& near : nearest_names(name.text, known))
      error.hints.push_back("did you mean " + near + "?");
    if (error.hints.empty()) error.hints.push_back("SHOW SCHEMA lists the properties");
    throw std::move(error).at(name.span);
  }

  static std::vector<std::string> properties_of(const Vocabulary::Label& label) {
    std::vector<std::string> properties = label.properties;
    for (const char* built_in : {"key", "sources", "note", "confidence"})
      properties.emplace_back(built_in);
    for (const std::string& property : label.properties)
      properties.push_back(property + "_sources");
    return properties;
  }

  const Vocabulary::Label& noun_label() {
    things_.label = &label_of(selection_.noun.text, selection_.noun.span, vocabulary_);
    return *things_.label;
  }

  const ast::Selection& selection_;
  const Vocabulary& vocabulary_;
  SelectedThings things_;
  bool condition_done_ = false, owner_done_ = false;
};

}  // namespace

const Vocabulary::Label& label_of(std::string_view noun, Span place, const Vocabulary& vocabulary) {
  if (const Vocabulary::Label* label = vocabulary.find_label(noun)) return *label;
  Error error(ErrorKind::Reference, "NG4010", "SyntaxError", "UnknownNoun",
              "\"" + std::string(noun) + "\" is not a noun of this graph");
  for (const std::string& near : nearest_names(noun, vocabulary.nouns()))
    error.hints.push_back("did you mean " + near + "?");
  if (error.hints.empty()) error.hints.push_back("SHOW SCHEMA lists the nouns");
  throw std::move(error).at(place);
}

const std::string& belongs(const ast::Reference& owner, const Vocabulary& vocabulary) {
  if (const std::string* rule = vocabulary.find_definition("belongs")) return *rule;
  throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
              "this graph holds no rule \"belongs\", which says what OF means")
      .hint("load data that defines it (docs/data-model.md)")
      .at(owner.span);
}

std::string thing_key(const std::string& name, const ast::Reference& reference,
                      const std::optional<ast::Reference>& of, const std::string& kept,
                      const Vocabulary& vocabulary, std::vector<WrittenReference>& references) {
  const std::string carried = kept.empty() ? "" : kept + ", ";
  if (!of) return "WITH " + carried + resolve_call(reference, references) + " AS " + name + "\n";
  const std::string text = reference.kind == ast::Reference::Kind::Parameter
                               ? print(reference)
                               : print_string(print(reference));
  return "MATCH (owner {key: " + resolve_call(*of, references) + "})\n" +
         "OPTIONAL MATCH (thing) WHERE thing.key IN norm.candidates(" + text + ") AND (" +
         belongs(*of, vocabulary) + ")\nWITH " + carried +
         "norm.one(collect(DISTINCT thing.key), " + text + ") AS " + name + "\n";
}

std::string thing_match(const std::string& variable, const ast::Reference& reference,
                        const std::optional<ast::Reference>& of, const Vocabulary& vocabulary,
                        std::vector<WrittenReference>& references) {
  if (!of) return "MATCH (" + variable + " {key: " + resolve_call(reference, references) + "})\n";
  return thing_key("thing_key", reference, of, "", vocabulary, references) + "MATCH (" + variable +
         " {key: thing_key})\n";
}

SelectedThings select(const ast::Selection& selection, const Vocabulary& vocabulary) {
  return Selector(selection, vocabulary).select();
}

}  // namespace normgraph::rewriting
