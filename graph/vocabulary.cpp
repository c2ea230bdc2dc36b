// The words of a graph: from the schema that was loaded with its data, and for labels that no
// schema declares from their own names.

#include "graph/vocabulary.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "grammar/print.hpp"
#include "graph/recorded_briefings.hpp"
#include "graph/session/saved.hpp"
#include "graph/stored_definitions.hpp"
#include "graph/stored_schema.hpp"
#include "graph/value/text.hpp"

namespace normgraph {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// "Work items", "work_items" and "WorkItems" are one word.
std::string folded_word(std::string_view word) {
  std::string result;
  for (const char c : word)
    if (c != ' ' && c != '_' && c != '-') result += lower(c);
  return result;
}

/// "RequestItem" as people say it: "request item".
std::string spoken(std::string_view label) {
  std::string result;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (i > 0 && is_upper(label[i]) && !is_upper(label[i - 1])) result += ' ';
    result += lower(label[i]);
  }
  return result;
}

Vocabulary::Label word_of(const LabelSchema& schema) {
  Vocabulary::Label label;
  label.name = schema.name;
  label.singular = schema.singular;
  label.plural = schema.plural;
  label.implies = schema.implies;
  label.number_property = schema.number;
  label.columns = schema.columns;
  label.order_property = schema.order;
  label.date_property = schema.date;
  label.properties = schema.properties;
  return label;
}

class GraphVocabulary final : public Vocabulary {
 public:
  GraphVocabulary(const store::GraphView& view, Date today) : today_(to_text(Value::date(today))) {
    const std::shared_ptr<const Schema> schema = stored_schema(view);
    for (const LabelSchema& label : schema->labels) add(word_of(label));
    for (const auto& [name, relationship] : schema->relationships)
      if (!relationship.about.empty()) words_of_types_.emplace(name, relationship.about);
    read_definitions(*stored_definitions(view));
    SavedDefinitions own = own_definitions(view);
    for (auto& [name, text] : own.chains) chains_[name] = std::move(text);
    own_statements_ = std::move(own.statements);
    recorded_ = recorded_briefings(view);
    for (const store::IndexInfo& index : view.indexes())
      indexes_.push_back({index.name, index.label, index.property, index.unique});
    for (std::size_t i = 0; i < view.label_count(); ++i)
      add_unknown(view.label_name(static_cast<LabelId>(i)));
    for (std::size_t i = 0; i < view.type_count(); ++i)
      types_.push_back(view.type_name(static_cast<TypeId>(i)));
  }

  const Label* find_label(std::string_view word) const override {
    const auto found = words_.find(folded_word(word));
    return found == words_.end() ? nullptr : &labels_[found->second];
  }
  std::vector<std::string> nouns() const override {
    std::vector<std::string> nouns;
    for (const Label& label : labels_) {
      nouns.push_back(label.plural);
      nouns.push_back(label.singular);
    }
    return nouns;
  }
  const std::vector<Label>& labels() const override { return labels_; }
  const std::vector<std::string>& relationship_types() const override { return types_; }
  const std::string* find_words(std::string_view relationship_type) const override {
    return find_in(words_of_types_, relationship_type);
  }
  std::vector<SavedStatement> saved_statements() const override {
    std::map<std::string, SavedStatement> all;
    for (const auto& [name, text] : shipped_statements_) all[name] = {name, text, true};
    for (const auto& [name, text] : own_statements_) all[name] = {name, text, false};
    std::vector<SavedStatement> list;
    for (auto& [name, statement] : all) list.push_back(std::move(statement));
    return list;
  }
  std::vector<Index> indexes() const override { return indexes_; }
  std::vector<std::string> chain_names() const override {
    std::vector<std::string> names;
    for (const auto& [name, text] : chains_) names.push_back(name);
    return names;
  }
  const std::string* find_chain(std::string_view name) const override {
    return find_in(chains_, name);
  }
  std::vector<std::string> definition_names() const override {
    std::vector<std::string> names;
    for (const auto& [name, text] : rules_) names.push_back(name);
    return names;
  }
  const std::string* find_definition(std::string_view name) const override {
    return find_in(rules_, name);
  }
  std::vector<std::string> briefing_names() const override {
    std::vector<std::string> names;
    for (const auto& [name, text] : briefings_) names.push_back(name);
    return names;
  }
  const std::string* find_briefing(std::string_view name) const override {
    return find_in(briefings_, name);
  }
  std::string previous_briefing(std::string_view name) const override {
    const auto found = recorded_.find(name);
    if (found == recorded_.end()) return {};
    const auto next = found->second.lower_bound(today_);
    return next == found->second.begin() ? std::string() : *std::prev(next);
  }
  std::string today() const override { return today_; }

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;

  static const std::string* find_in(const Texts& texts, std::string_view name) {
    const auto found = texts.find(name);
    return found == texts.end() ? nullptr : &found->second;
  }

  void add(Label label) {
    for (const std::string& word : {label.name, label.singular, label.plural})
      words_.emplace(folded_word(word), labels_.size());
    labels_.push_back(std::move(label));
  }

  void add_unknown(const std::string& name) {
    for (const Label& label : labels_)
      if (label.name == name) return;
    Label label;
    label.name = name;
    label.singular = spoken(name);
    label.plural = label.singular + "s";
    add(std::move(label));
  }

  void read_definitions(const nlohmann::ordered_json& json) {
    if (!json.is_object()) return;
    for (const auto& [part, texts] :
         {std::pair{"chains", &chains_}, std::pair{"rules", &rules_},
          std::pair{"statements", &shipped_statements_}, std::pair{"briefings", &briefings_}}) {
      const auto found = json.find(part);
      if (found == json.end() || !found->is_object()) continue;
      for (const auto& [name, value] : found->items())
        if (value.is_string()) texts->emplace(name, value.get<std::string>());
    }
    if (const auto numbers = json.find("numbers"); numbers != json.end() && numbers->is_object())
      for (const auto& [name, value] : numbers->items())
        if (value.is_number()) rules_.emplace(name, value.dump());
    if (const auto colours = json.find("colours"); colours != json.end() && colours->is_array())
      read_colours(*colours);
  }

  /// The lines of the colour rule, as the rules "gaps.colours" (an expression; the first line that
  /// fits counts) and "gaps.words" (for readers).
  void read_colours(const nlohmann::ordered_json& lines) {
    std::string choice = "CASE", words;
    for (const nlohmann::ordered_json& line : lines) {
      if (!line.is_object()) continue;
      const std::string said = line.value("colour", "") + ": " + line.value("words", "");
      choice += "\n     WHEN " + line.value("when", "false") + " THEN " + print_string(said);
      if (line.value("by_forecast", false))
        choice += " + CASE WHEN assumed THEN ' (assumed)' ELSE '' END";
      words += (words.empty() ? "" : "\n") + said;
    }
    rules_.emplace("gaps.colours", choice + " END");
    rules_.emplace("gaps.words", words);
  }

  std::vector<Label> labels_;
  std::map<std::string, std::size_t, std::less<>> words_;
  std::vector<std::string> types_;
  Texts chains_, rules_, words_of_types_, shipped_statements_, own_statements_, briefings_;
  RecordedBriefings recorded_;
  std::string today_;
  std::vector<Index> indexes_;
};

}  // namespace

std::unique_ptr<Vocabulary> make_vocabulary(const store::GraphView& view, Date today) {
  return std::make_unique<GraphVocabulary>(view, today);
}

}  // namespace normgraph
