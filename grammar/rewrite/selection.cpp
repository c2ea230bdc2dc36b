#include "grammar/rewrite/selection.hpp"

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

/// Whether a word stands in a text as a name of its own.
bool has_word(const std::string& text, const std::string& word) {
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || (!belongs(text[at - 1]) && text[at - 1] != '.');
    const std::size_t end = at + word.size();
    if (starts && (end == text.size() || !belongs(text[end]))) return true;
  }
  return false;
}

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
        "MATCH (thing {key: " + resolve_call(selection_.reference, things_.references) + "})\n";
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
    if (!selection_.of) return;
    const std::string* rule = vocabulary_.find_definition("belongs");
    if (!rule)
      throw_not_available("OF in a selection, without a rule \"belongs\" in the data,",
                          selection_.of->span);
    things_.clauses += "MATCH (owner {key: " + resolve_call(*selection_.of, things_.references) +
                       "})\n" + "WITH thing, owner WHERE " + *rule + "WITH DISTINCT thing\n";
  }

  /// The condition names properties without saying of what: each becomes a name of the query.
  void add_condition() {
    if (!selection_.where || condition_done_) return;
    const std::string condition = print(*selection_.where);
    std::string names = "thing";
    if (things_.label)
      for (const std::string& property : properties_of(*things_.label))
        if (has_word(condition, property))
          names += ", thing." + print_name(property) + " AS " + print_variable(property);
    things_.clauses += "WITH " + names + "\nWHERE " + condition + "\nWITH thing\n";
  }

  static std::vector<std::string> properties_of(const Vocabulary::Label& label) {
    std::vector<std::string> properties = label.properties;
    for (const char* built_in : {"key", "sources", "note", "confidence"})
      properties.emplace_back(built_in);
    return properties;
  }

  const Vocabulary::Label& noun_label() {
    things_.label = &label_of(selection_.noun.text, selection_.noun.span, vocabulary_);
    return *things_.label;
  }

  const ast::Selection& selection_;
  const Vocabulary& vocabulary_;
  SelectedThings things_;
  bool condition_done_ = false;
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

SelectedThings select(const ast::Selection& selection, const Vocabulary& vocabulary) {
  return Selector(selection, vocabulary).select();
}

}  // namespace normgraph::rewriting
