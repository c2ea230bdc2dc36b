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

  std::vector<std::string> keys() {
    std::set<std::string> keys;
    for (const Candidate& candidate : find(parse_reference(text_))) keys.insert(candidate.key);
    return {keys.begin(), keys.end()};
  }

 private:
  using Kind = ast::Reference::Kind;

  Candidates find(const ast::Reference& reference) {
    switch (reference.kind) {
      case Kind::Key:
        return by_key(reference.text);
      case Kind::Request: {
        Candidates found = by_key(reference.text);
        return found.empty() ? by_any_name(reference.text) : found;
      }
      case Kind::Noun:
        return by_number(reference);
      case Kind::Designation:
      case Kind::WorkingGroup:
      case Kind::Word:
      case Kind::Quoted:
        return by_any_name(reference.text);
      case Kind::Parameter:  // a text from outside names a thing, never another parameter
        return {};
    }
    return {};
  }

  /// As a designation, else by name as written, else by name in another way of writing.
  Candidates by_any_name(const std::string& text) {
    Candidates found;
    if (const std::optional<Designation> wanted = parse_designation(text))
      found = by_designation(*wanted);
    if (found.empty()) found = by_name(text);
    return found.empty() ? by_likeness(text) : found;
  }

  Candidates by_key(const std::string& key) {
    const KeyId id = view_.find_key("key");
    if (id == no_key) return {};
    const auto nodes = view_.lookup(no_label, id, Value::string(key));
    if (!nodes || nodes->empty()) return {};
    return {{nodes->front(), nullptr, key, key}};
  }

  /// Things one of whose names is this text but for signs and blanks ("JTC21", "M-593"), or whose
  /// number as an act it has ("Regulation (EU) 2024/1689").
  Candidates by_likeness(const std::string& text) {
    const std::string wanted = resolving::squeezed(text);
    constexpr std::size_t shortest = 3;
    Candidates all;
    if (wanted.size() >= shortest)
      for (const LabelSchema& label : labels_) {
        const LabelScan scan(view_, label);
        append(all, scan.prefer(scan.find(label.found_by, [&](const std::string& t) {
          return resolving::squeezed(t) == wanted;
        })));
      }
    if (!all.empty()) return all;
    const std::string number = resolving::act_number(text);
    return number.empty() ? all : by_name(number);
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

  /// `article 9`; `article 9(2)` is the name of a paragraph, however its parts are written.
  Candidates by_number(const ast::Reference& reference) {
    const std::string wanted = folded(reference.text);
    const LabelSchema* label = label_of(reference.noun);
    if (label && !label->number.empty()) {
      const LabelScan scan(view_, *label);
      Candidates found = scan.prefer(
          scan.find({label->number}, [&](const std::string& t) { return folded(t) == wanted; }));
      if (!found.empty()) return found;
    }
    Candidates found = by_name(reference.noun + " " + reference.text);
    if (!found.empty()) return found;
    if (label) return by_name(label->singular + " " + resolving::compact_place(reference.text));
    return by_likeness(reference.noun + " " + reference.text);
  }

  /// Of all whose designation may be meant: first those with the fewest publishers that were not
  /// written, then (for a text with a year) published editions, then by the order of labels in the
  /// schema.
  Candidates by_designation(const Designation& wanted) {
    using Rank = std::tuple<std::size_t, bool, std::size_t>;
    Candidates best;
    std::optional<Rank> best_rank;
    constexpr std::size_t most_left_out = 3;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      for (std::size_t left_out = 0; left_out <= most_left_out; ++left_out) {
        const Rank rank{left_out, labels_[i].edition == wanted.year.empty(), i};
        if (best_rank && *best_rank < rank) break;
        Candidates found = meant(wanted, labels_[i], left_out);
        if (found.empty()) continue;
        best_rank = rank;
        best = std::move(found);
      }
    }
    return best;
  }

  Candidates meant(const Designation& wanted, const LabelSchema& label, std::size_t left_out) {
    return LabelScan(view_, label).find(label.found_by, [&](const std::string& text) {
      if (text.find(wanted.number.substr(0, 3)) == std::string::npos)
        return false;  // the usual case
      const std::optional<Designation> own = parse_designation(text);
      return own && may_mean(wanted, *own) && left_out_in(wanted, *own) == left_out;
    });
  }

  /// How many publishers and types of a designation the written one does not name.
  static std::size_t left_out_in(const Designation& wanted, const Designation& own) {
    return own.publishers.size() - wanted.publishers.size() + (own.type != wanted.type ? 1 : 0);
  }

  /// A noun, or the beginning of just one ("Art. 9").
  const LabelSchema* label_of(std::string_view noun) const {
    constexpr std::size_t shortest = 3;
    const std::string word = word_of(noun);
    const LabelSchema* begun = nullptr;
    bool several = false;
    for (const LabelSchema& label : labels_) {
      const std::string singular = word_of(label.singular);
      if (word == singular || word == word_of(label.plural) || word == word_of(label.name))
        return &label;
      if (word.size() < shortest || !singular.starts_with(word)) continue;
      several = begun != nullptr;
      begun = &label;
    }
    return several ? nullptr : begun;
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
      if (add_whole(error, *label, reference.text)) return error;
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

  /// Of `6(1)(a)` the smallest whole that is there.
  bool add_whole(Error& error, const LabelSchema& label, const std::string& text) {
    std::string place = resolving::compact_place(text);
    for (std::size_t at = place.rfind('('); at != std::string::npos; at = place.rfind('(')) {
      place.resize(at);
      const Candidates found =
          by_number({.kind = Kind::Noun, .noun = label.singular, .text = place, .span = {}});
      if (found.empty()) continue;
      error.hints.push_back("did you mean " + label.singular + " " + place + "?");
      error.hints.push_back("points are there once the text of the act is loaded");
      return true;
    }
    return false;
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
        .hint("write its key: @" + found.front().key)
        .hint("or say what it belongs to, as in article 9 of \"AI Act\"");
  }

  std::string_view text_;
  const store::GraphView& view_;
  std::vector<LabelSchema> labels_;
};

}  // namespace

std::vector<std::string> reference_candidates(std::string_view text, const store::GraphView& view) {
  return Resolver(text, view).keys();
}

std::string resolve_reference(std::string_view text, const store::GraphView& view) {
  return Resolver(text, view).resolve();
}

}  // namespace normgraph
