#include "graph/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "grammar/designation.hpp"
#include "grammar/parse.hpp"
#include "graph/resolve/candidates.hpp"
#include "graph/value/text.hpp"

namespace normgraph {

namespace {

using resolving::Candidate;
using resolving::folded;
using resolving::LabelScan;
using Candidates = std::vector<Candidate>;

/// The reference that a text is, by the grammar of references.
ast::Reference parse_reference(std::string_view text) {
  ast::Statement statement = parse_statement("DESCRIBE " + std::string(text));
  auto* describe = std::get_if<ast::Describe>(&statement.node);
  if (!describe || describe->of)
    throw Error(ErrorKind::Syntax, "NG4003", "SyntaxError", "NoReference",
                "\"" + std::string(text) + "\" is not a reference to one thing");
  return std::move(describe->reference);
}

std::string word_of(std::string_view noun) {
  std::string word;
  for (const char c : folded(noun))
    if (c != ' ' && c != '-' && c != '_') word += c;
  return word;
}

class Resolver {
 public:
  Resolver(std::string_view text, const store::GraphView& view)
      : text_(text), view_(view), labels_(resolving::words_of(view)) {}

  std::string resolve() {
    const ast::Reference reference = parse_reference(text_);
    const Candidates found = find(reference);
    std::set<std::string> keys;
    for (const Candidate& candidate : found) keys.insert(candidate.key);
    if (keys.size() == 1) return *keys.begin();
    if (keys.empty()) throw not_found(reference);
    throw ambiguous(found);
  }

 private:
  using Kind = ast::Reference::Kind;

  Candidates find(const ast::Reference& reference) {
    switch (reference.kind) {
      case Kind::Key:
        return by_key(reference.text);
      case Kind::Request: {
        Candidates found = by_key(reference.text);
        return found.empty() ? by_name(reference.text) : found;
      }
      case Kind::Noun:
        return by_number(reference);
      case Kind::Designation:
        return by_designation(reference.text);
      case Kind::WorkingGroup:
        return by_name(reference.text);
      case Kind::Word:
      case Kind::Quoted: {
        Candidates found = by_name(reference.text);
        return found.empty() ? by_designation(reference.text) : found;
      }
    }
    return {};
  }

  Candidates by_key(const std::string& key) {
    const KeyId id = view_.find_key("key");
    if (id == no_key) return {};
    const auto nodes = view_.lookup(no_label, id, Value::string(key));
    if (!nodes || nodes->empty()) return {};
    return {{nodes->front(), nullptr, key, key}};
  }

  /// Things one of whose names is this text.
  Candidates by_name(std::string_view name) {
    const std::string wanted = folded(name);
    Candidates all;
    for (const LabelSchema& label : labels_) {
      const LabelScan scan(view_, label);
      append(all, scan.prefer(scan.find(
                      label.found_by, [&](const std::string& t) { return folded(t) == wanted; })));
    }
    return all;
  }

  /// `article 9`; `article 9(2)` is the name of a paragraph.
  Candidates by_number(const ast::Reference& reference) {
    const std::string wanted = folded(reference.text);
    if (const LabelSchema* label = label_of(reference.noun); label && !label->number.empty()) {
      const LabelScan scan(view_, *label);
      Candidates found = scan.prefer(
          scan.find({label->number}, [&](const std::string& t) { return folded(t) == wanted; }));
      if (!found.empty()) return found;
    }
    return by_name(reference.noun + " " + reference.text);
  }

  /// Of all whose designation may be meant: first those of the very same document, then (for a text
  /// with a year) published editions, then by the order of labels in the schema.
  Candidates by_designation(const std::string& text) {
    Candidates named = by_name(text);
    const std::optional<Designation> wanted = parse_designation(text);
    if (!wanted) return named;
    const std::string identity = designation_identity(*wanted);
    using Rank = std::tuple<bool, bool, std::size_t>;
    Candidates best;
    std::optional<Rank> best_rank;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const LabelSchema& label = labels_[i];
      bool same_document = false;
      const auto consider = [&](bool same) {
        return LabelScan(view_, label)
            .find(designation_properties(label), [&](const std::string& t) {
              const std::optional<Designation> own = parse_designation(t);
              return own && may_mean(*wanted, *own) &&
                     (designation_identity(*own) == identity) == same;
            });
      };
      Candidates found = consider(true);
      same_document = !found.empty();
      if (found.empty()) found = consider(false);
      if (found.empty()) continue;
      const Rank rank{!same_document, label.edition == wanted->year.empty(), i};
      if (best_rank && *best_rank < rank) continue;
      best_rank = rank;
      best = std::move(found);
    }
    return best.empty() ? named : best;
  }

  static std::vector<std::string> designation_properties(const LabelSchema& label) {
    std::vector<std::string> properties;
    for (const std::string& name : label.found_by)
      if (name == "designation" || name == "aliases") properties.push_back(name);
    return properties;
  }

  const LabelSchema* label_of(std::string_view noun) const {
    const std::string word = word_of(noun);
    for (const LabelSchema& label : labels_)
      if (word == word_of(label.singular) || word == word_of(label.plural) ||
          word == word_of(label.name))
        return &label;
    return nullptr;
  }

  static void append(Candidates& all, Candidates more) {
    for (Candidate& candidate : more) all.push_back(std::move(candidate));
  }

  Error not_found(const ast::Reference& reference) {
    Error error(ErrorKind::Reference, "NG4001", "ReferenceError", "NotFound",
                "nothing in this graph is called " + std::string(text_));
    const LabelSchema* label = reference.kind == Kind::Noun ? label_of(reference.noun) : nullptr;
    if (label) {
      error.message = "there is no " + label->singular + " " + reference.text;
      const std::vector<std::string> ends = LabelScan(view_, *label).first_and_last();
      if (!ends.empty()) error.hints.push_back("they go from " + ends[0] + " to " + ends[1]);
      return error;
    }
    if (reference.kind == Kind::Noun) add_nearest(error, reference.noun, nouns());
    if (reference.kind == Kind::Word) add_nearest(error, reference.text, nouns());
    const std::vector<std::string> names =
        reference.kind == Kind::Key ? texts_of({"key"}) : texts_of({});
    add_nearest(error, reference.kind == Kind::Noun ? std::string(text_) : reference.text, names);
    if (error.hints.empty()) add_nearest_designations(error, reference.text);
    if (error.hints.empty()) error.hints.push_back("SHOW SCHEMA lists what can be shown");
    return error;
  }

  static void add_nearest(Error& error, const std::string& name,
                          const std::vector<std::string>& candidates) {
    for (const std::string& near : nearest_names(name, candidates))
      error.hints.push_back("did you mean " + near + "?");
  }

  /// Designations of the same publishers with the nearest numbers.
  void add_nearest_designations(Error& error, const std::string& text) const {
    constexpr std::size_t most = 3;
    const std::optional<Designation> wanted = parse_designation(text);
    if (!wanted) return;
    std::multimap<double, std::string> near;
    for (const std::string& name : texts_of({"designation"})) {
      const std::optional<Designation> own = parse_designation(name);
      if (own && own->publishers == wanted->publishers)
        near.emplace(std::abs(std::atof(own->number.c_str()) - std::atof(wanted->number.c_str())),
                     name);
    }
    for (const auto& [distance, name] : near)
      if (error.hints.size() < most) error.hints.push_back("did you mean " + name + "?");
  }

  std::vector<std::string> nouns() const {
    std::vector<std::string> nouns;
    for (const LabelSchema& label : labels_) {
      nouns.push_back(label.plural);
      nouns.push_back(label.singular);
    }
    return nouns;
  }

  /// Every text by which something could be found, or those of the given properties.
  std::vector<std::string> texts_of(const std::vector<std::string>& properties) const {
    std::set<std::string> texts;
    for (const LabelSchema& label : labels_)
      LabelScan(view_, label)
          .find(properties.empty() ? label.found_by : properties, [&](const std::string& text) {
            texts.insert(text);
            return false;
          });
    return {texts.begin(), texts.end()};
  }

  Error ambiguous(const Candidates& found) const {
    constexpr std::size_t most = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i)
      list += (i == 0 ? "" : ", ") + found[i].name + " (@" + found[i].key + ")";
    if (found.size() > most) list += " and " + std::to_string(found.size() - most) + " more";
    return Error(ErrorKind::Reference, "NG4002", "ReferenceError", "Ambiguous",
                 std::string(text_) + " means several things: " + list)
        .hint("write its key: @" + found.front().key);
  }

  std::string_view text_;
  const store::GraphView& view_;
  std::vector<LabelSchema> labels_;
};

}  // namespace

std::string resolve_reference(std::string_view text, const store::GraphView& view) {
  return Resolver(text, view).resolve();
}

}  // namespace normgraph
