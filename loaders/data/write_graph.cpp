#include "loaders/data/write_graph.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "loaders/data/in_force.hpp"
#include "loaders/data/shipped.hpp"
#include "loaders/data_version.hpp"

namespace normgraph::loaders {

namespace {

using Properties = std::vector<PropertyValue>;

Value string_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back(Value::string(text));
  return Value::list(std::move(list));
}

/// What the line itself says, without claims.
Properties plain_properties(const ElementLine& element) {
  Properties properties = element.properties;
  if (!element.sources.empty()) properties.push_back({"sources", string_list(element.sources)});
  if (!element.note.empty()) properties.push_back({"note", Value::string(element.note)});
  if (!element.confidence.empty())
    properties.push_back({"confidence", Value::string(element.confidence)});
  return properties;
}

class GraphFiller {
 public:
  GraphFiller(const DataSet& data, std::int64_t today, store::Transaction& transaction,
              Report& report, ProblemLog& log, const Progress& progress)
      : data_(data),
        today_(today),
        sources_(data),
        view_(transaction.view()),
        writer_(transaction.writer()),
        report_(report),
        log_(log),
        progress_(progress),
        key_(writer_.intern_key("key")) {}

  void fill() {
    if (!data_.version.empty()) remove_shipped_relationships();
    for (const NodeLine& node : data_.nodes) {
      if (exists_on(node.exists, sources_, today_)) write_node(node);
      step();
    }
    for (const RelationshipLine& relationship : data_.relationships) {
      if (exists_on(relationship.exists, sources_, today_)) write_relationship(relationship);
      step();
    }
    if (data_.version.empty() || log_.failed()) return;
    remove_shipped_nodes();
    writer_.set_metadata(schema_metadata, data_.schema_text);
    writer_.set_metadata(definitions_metadata, data_.definitions_text);
    writer_.set_metadata(data_version_name, data_.version);
    writer_.set_metadata(shipped_metadata, to_text(shipped_));
  }

 private:
  NodeId find(const std::string& key) {
    if (const auto found = nodes_.find(key); found != nodes_.end()) return found->second;
    const auto hits = view_.lookup(no_label, key_, Value::string(key));
    const NodeId node = hits && !hits->empty() ? hits->front() : no_node;
    if (node != no_node) nodes_.emplace(key, node);
    return node;
  }

  /// Set properties, claims in force, and what is derived from claims.
  Properties properties_of(const NodeLine& node) {
    Properties properties = plain_properties(node);
    properties.push_back({"key", Value::string(node.key)});
    std::set<std::string> claimed;
    for (const Claim& claim : node.claims) claimed.insert(claim.property);
    for (const std::string& name : claimed) {
      const Claim* claim = ClaimHistory(node.claims, name, sources_, today_).in_force();
      if (!claim) continue;
      properties.push_back({name, claim->value});
      properties.push_back({name + claim_sources_suffix, string_list(claim->sources)});
    }
    for (const std::string& name : data_.schema.find_label(node.label)->properties) {
      const PropertySchema* property = data_.schema.find_property(name);
      if (!property || !property->derived) continue;
      Value value = derive(*property, data_.schema, node.claims, sources_, today_);
      if (!value.is_null()) properties.push_back({name, std::move(value)});
    }
    return properties;
  }

  store::PropertyList interned(const Properties& properties) {
    store::PropertyList list;
    for (const PropertyValue& property : properties)
      list.emplace_back(writer_.intern_key(property.name), property.value);
    report_.properties += list.size();
    return list;
  }

  std::vector<LabelId> labels_of(const NodeLine& node) {
    std::vector<LabelId> labels{writer_.intern_label(node.label)};
    for (const std::string& implied : data_.schema.find_label(node.label)->implies)
      labels.push_back(writer_.intern_label(implied));
    return labels;
  }

  void write_node(const NodeLine& node) {
    const Properties properties = properties_of(node);
    const NodeId present = find(node.key);
    if (present == no_node) {
      nodes_[node.key] = writer_.create_node(labels_of(node), interned(properties));
    } else if (before_.keys.contains(node.key)) {
      replace(present, node, properties);
    } else {
      log_.error(node.place, "key",
                 "\"" + node.key + "\" is the key of a node in the graph already");
      return;
    }
    shipped_.keys.insert(node.key);
    ++report_.nodes;
  }

  /// A node of the data that was loaded before: declared properties follow the new data, others are
  /// the user's.
  void replace(NodeId present, const NodeLine& node, const Properties& properties) {
    for (const LabelId label : labels_of(node)) writer_.add_label(present, label);
    for (const auto& [key, value] : interned(properties)) writer_.set_property(present, key, value);
    const auto kept = [&](const std::string& name) {
      return std::any_of(properties.begin(), properties.end(),
                         [&](const PropertyValue& p) { return p.name == name; });
    };
    for (const auto& [name, value] : view_.node_properties(present))
      if (!kept(name) && (data_.schema.find_property(name) || is_built_in_property(name)))
        writer_.set_property(present, view_.find_key(name), Value());
  }

  void write_relationship(const RelationshipLine& relationship) {
    const NodeId from = find(relationship.from), to = find(relationship.to);
    if (from == no_node || to == no_node) return;  // an end does not exist on this day
    writer_.create_relationship(writer_.intern_type(relationship.type), from, to,
                                interned(plain_properties(relationship)));
    shipped_.relationships.push_back({relationship.type, relationship.from, relationship.to});
    ++report_.relationships;
  }

  void remove_shipped_relationships() {
    before_ = parse_shipped(view_.metadata(shipped_metadata).value_or(""));
    for (const Shipped::Relationship& old : before_.relationships) {
      const TypeId type = view_.find_type(old.type);
      const NodeId from = find(old.from), to = find(old.to);
      if (type == no_type || from == no_node || to == no_node) continue;
      const store::Neighbours out = view_.neighbours(from, type, store::Direction::Out);
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (out.nodes[i] != to) continue;
        writer_.delete_relationship({RelationshipId::of(type, out.ordinal(i)), from, to});
        break;
      }
    }
  }

  void remove_shipped_nodes() {
    for (const std::string& key : before_.keys) {
      if (shipped_.keys.contains(key)) continue;
      const NodeId node = find(key);
      if (node == no_node) continue;
      if (has_relationships(node)) {
        log_.warning({"", 0}, "",
                     "\"" + key + "\" is no longer in the data, but stays, because you linked it");
      } else {
        writer_.delete_node(node);
      }
    }
  }

  bool has_relationships(NodeId node) {
    for (std::size_t i = 0; i < view_.type_count(); ++i)
      for (const auto direction : {store::Direction::Out, store::Direction::In})
        if (view_.degree(node, static_cast<TypeId>(i), direction) > 0) return true;
    return false;
  }

  void step() {
    constexpr std::size_t often = 512;
    if (!progress_ || ++steps_ % often != 0) return;
    const auto all = static_cast<double>(data_.nodes.size() + data_.relationships.size());
    progress_(0.5 + 0.4 * static_cast<double>(steps_) / all, "writing the graph");
  }

  const DataSet& data_;
  const std::int64_t today_;
  const SourceBook sources_;
  const store::GraphView& view_;
  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  const Progress& progress_;
  const KeyId key_;
  Shipped before_, shipped_;
  std::unordered_map<std::string, NodeId> nodes_;
  std::size_t steps_ = 0;
};

}  // namespace

void write_graph(const DataSet& data, std::int64_t today, store::Transaction& transaction,
                 Report& report, ProblemLog& log, const Progress& progress) {
  GraphFiller(data, today, transaction, report, log, progress).fill();
}

}  // namespace normgraph::loaders
