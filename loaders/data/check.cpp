#include "loaders/data/check.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "grammar/error.hpp"

namespace normgraph::loaders {

namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Checker {
 public:
  Checker(const DataSet& data, const FindInGraph& graph, ProblemLog& log)
      : data_(data), graph_(graph), log_(log) {}

  void run() {
    for (const NodeLine& node : data_.nodes) add_key(node);
    for (const NodeLine& node : data_.nodes) check_node(node);
    for (const RelationshipLine& relationship : data_.relationships)
      check_relationship(relationship);
  }

 private:
  void add_key(const NodeLine& node) {
    if (node.key.empty()) return;
    const auto [first, added] = nodes_.emplace(node.key, &node);
    if (!added)
      log_.error(node.place, "key",
                 "\"" + node.key + "\" is the key of another node: " + first->second->place.file +
                     ", line " + std::to_string(first->second->place.line));
  }

  /// Labels of the node with this key; nothing when there is none.
  std::optional<std::vector<std::string>> labels_of(const std::string& key) {
    const auto found = nodes_.find(key);
    if (found != nodes_.end()) return std::vector<std::string>{found->second->label};
    return graph_ ? graph_(key) : std::nullopt;
  }

  void check_sources(const Place& place, const std::string& field,
                     const std::vector<std::string>& sources) {
    for (const std::string& source : sources) {
      if (source == user_source) continue;
      const auto labels = labels_of(source);
      if (!labels)
        log_.error(place, field, "\"" + source + "\" is the key of no source" + nearest(source));
      else if (std::find(labels->begin(), labels->end(), source_label) == labels->end())
        log_.error(place, field, "\"" + source + "\" is a " + listed(*labels) + ", not a source");
    }
  }

  std::string nearest(const std::string& key) {
    if (log_.full()) return "";  // nobody will read it
    if (keys_.empty())
      for (const auto& [known, node] : nodes_) keys_.push_back(known);
    const std::vector<std::string> near = nearest_names(key, keys_, 1);
    return near.empty() ? "" : ": did you mean " + near[0] + "?";
  }

  void check_element(const ElementLine& element) {
    check_sources(element.place, "source", element.sources);
    for (const Claim& claim : element.exists)
      check_sources(element.place, "exists.source", claim.sources);
  }

  void check_node(const NodeLine& node) {
    check_element(node);
    if (node.sources.empty() && node.label != source_label && !node.user)
      log_.error(node.place, "source", "a fact needs a source");
    for (std::size_t i = 0; i < node.claims.size(); ++i) {
      const Claim& claim = node.claims[i];
      const Place& place = node.claim_places[i];
      check_sources(place, "source", claim.sources);
      const auto same = [&](const PropertyValue& p) { return p.name == claim.property; };
      if (std::any_of(node.properties.begin(), node.properties.end(), same))
        log_.error(place, "claim",
                   "\"" + claim.property + "\" has a value on the line of the node already");
    }
  }

  void check_relationship(const RelationshipLine& relationship) {
    check_element(relationship);
    if (relationship.sources.empty() && !relationship.user)
      log_.error(relationship.place, "source", "a fact needs a source");
    const RelationshipSchema* type = data_.schema.find_relationship(relationship.type);
    check_end(relationship, "from", relationship.from, type ? &type->from : nullptr);
    check_end(relationship, "to", relationship.to, type ? &type->to : nullptr);
    if (relationship.user) return;  // there may be several between two nodes
    const auto [first, added] = relationships_.emplace(
        std::tuple(relationship.type, relationship.from, relationship.to), &relationship);
    if (!added)
      log_.error(relationship.place, "",
                 "this relationship is given twice: " + first->second->place.file + ", line " +
                     std::to_string(first->second->place.line));
  }

  void check_end(const RelationshipLine& relationship, const char* field, const std::string& key,
                 const std::vector<std::string>* allowed) {
    if (key.empty()) return;
    const auto labels = labels_of(key);
    if (!labels) {
      log_.error(relationship.place, field, "\"" + key + "\" is the key of no node" + nearest(key));
      return;
    }
    const auto fits = [&](const std::string& label) {
      return data_.schema.is_one_of(label, *allowed);
    };
    if (allowed && !relationship.user && !std::any_of(labels->begin(), labels->end(), fits))
      log_.error(relationship.place, field,
                 "\"" + key + "\" is a " + listed(*labels) + "; " + relationship.type +
                     " allows here: " + listed(*allowed));
  }

  const DataSet& data_;
  const FindInGraph& graph_;
  ProblemLog& log_;
  std::unordered_map<std::string, const NodeLine*> nodes_;
  std::map<std::tuple<std::string, std::string, std::string>, const RelationshipLine*>
      relationships_;
  std::vector<std::string> keys_;
};

}  // namespace

void check(const DataSet& data, const FindInGraph& graph, ProblemLog& log) {
  Checker(data, graph, log).run();
}

}  // namespace normgraph::loaders
