#include "loaders/data/write_graph.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "graph/claims/in_force.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "loaders/data/shipped.hpp"
#include "loaders/data/source_book.hpp"
#include "loaders/data/write_words.hpp"

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
        when_{.day = today},
        sources_(data),
        view_(transaction.view()),
        writer_(transaction.writer()),
        report_(report),
        log_(log),
        progress_(progress),
        key_(writer_.intern_key("key")) {}

  void fill() {
    const bool replaces = !data_.version.empty() && !data_.part;
    if (replaces)
      take_out_shipped();
    else
      shipped_ = parse_shipped(view_.metadata(shipped_metadata).value_or(""));
    if (!data_.schema_text.empty()) declare_names(data_.schema, writer_);
    for (const NodeLine& node : data_.nodes) {
      write_node(node);
      step();
    }
    for (const RelationshipLine& relationship : data_.relationships) {
      write_relationship(relationship);
      step();
    }
    if (log_.failed()) return;
    for (const RelationshipRef& relationship : absent_relationships_)
      make_absent(view_, writer_, relationship);
    for (const NodeId node : absent_nodes_) make_absent(view_, writer_, node);
    if (claims_) set_stored_day(writer_, when_.day);
    if (replaces) remove_shipped_nodes();
    write_words(data_, replaces, view_, writer_);
    if (!data_.version.empty()) writer_.set_metadata(shipped_metadata, to_text(shipped_));
  }

 private:
  NodeId find(const std::string& key) {
    if (const auto found = nodes_.find(key); found != nodes_.end()) return found->second;
    const auto hits = view_.lookup(no_label, key_, Value::string(key));
    const NodeId node = hits && !hits->empty() ? hits->front() : no_node;
    if (node != no_node) nodes_.emplace(key, node);
    return node;
  }

  /// The claims of a line, on existence first.
  ElementClaims completed(const std::vector<Claim>& exists, const std::vector<Claim>& claims) {
    ElementClaims all;
    all.claims = exists;
    all.claims.insert(all.claims.end(), claims.begin(), claims.end());
    for (Claim& claim : all.claims) sources_.complete(claim);
    return all;
  }

  /// Set properties, claims in force, and what is derived from claims.
  Properties properties_of(const NodeLine& node, const ElementClaims& claims) {
    Properties properties = plain_properties(node);
    if (node.keyed) properties.push_back({"key", Value::string(node.key)});
    const std::vector<std::string> labels =
        node.label.empty() ? node.labels : std::vector<std::string>{node.label};
    return with_claims(std::move(properties), claims, labels);
  }

  Properties with_claims(Properties properties, const ElementClaims& claims,
                         const std::vector<std::string>& labels) {
    // Names that only other days need must be there too.
    for (const std::string& name : properties_by_claims(claims.claims, labels, data_.schema))
      writer_.intern_key(name);
    for (auto& [name, value] : properties_in_force(claims.claims, labels, data_.schema, when_))
      properties.push_back({name, value});
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
    std::set<LabelId> labels;
    if (!node.label.empty()) labels.insert(writer_.intern_label(node.label));
    if (const LabelSchema* label = data_.schema.find_label(node.label))
      for (const std::string& implied : label->implies)
        labels.insert(writer_.intern_label(implied));
    for (const std::string& more : node.labels) labels.insert(writer_.intern_label(more));
    return {labels.begin(), labels.end()};
  }

  void write_node(const NodeLine& node) {
    ElementClaims claims = completed(node.exists, node.claims);
    const Properties properties = properties_of(node, claims);
    NodeId present = node.keyed ? find(node.key) : no_node;
    if (present == no_node) {
      present = writer_.create_node(labels_of(node), interned(properties));
      nodes_[node.key] = present;
    } else if (before_.keys.contains(node.key)) {
      replace(present, node, properties);
    } else {
      log_.error(node.place, "key",
                 "\"" + node.key + "\" is the key of a node in the graph already");
      return;
    }
    if (!node.user) shipped_.keys.insert(node.key);
    if (exists_by_claims(claims.claims, when_))
      ++report_.nodes;
    else
      absent_nodes_.push_back(present);
    set_days(claims);
    put_claims(ElementId::of(present), std::move(claims));
  }

  /// Elements without claims have no record, but may have had one before.
  void put_claims(ElementId element, ElementClaims claims) {
    if (!claims.effective_days.empty() || !claims.known_days.empty() || !claims.claims.empty()) {
      claims_ = true;
      writer_.put_claims(element, std::move(claims));
    } else if (view_.claims(element)) {
      writer_.put_claims(element, std::nullopt);
    }
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

  void write_relationship(const RelationshipLine& line) {
    const NodeId from = find(line.from), to = find(line.to);
    if (from == no_node || to == no_node) return;  // the line of an end had a problem
    ElementClaims claims = completed(line.exists, line.claims);
    const RelationshipRef made =
        writer_.create_relationship(writer_.intern_type(line.type), from, to,
                                    interned(with_claims(plain_properties(line), claims, {})));
    if (!line.user) shipped_.relationships.push_back({line.type, line.from, line.to});
    claims.start = from;
    claims.end = to;
    const auto of_start = view_.claims(ElementId::of(from)),
               of_end = view_.claims(ElementId::of(to));
    set_days(claims, of_start ? &*of_start : nullptr, of_end ? &*of_end : nullptr);
    const bool ends_exist = (!of_start || exists_by_claims(of_start->claims, when_)) &&
                            (!of_end || exists_by_claims(of_end->claims, when_));
    const bool exists = exists_by_claims(claims.claims, when_);
    if (!exists) absent_relationships_.push_back(made);
    if (exists && ends_exist) ++report_.relationships;
    put_claims(ElementId::of(made.id), std::move(claims));
  }

  /// Prepares for a newer version: its lines take the place of nodes, and relationships are made
  /// anew. What was absent comes back first, so that there is one way for both.
  void take_out_shipped() {
    before_ = parse_shipped(view_.metadata(shipped_metadata).value_or(""));
    const std::vector<ElementId> elements = all_with_claims(view_);
    for (const bool nodes : {true, false})
      for (const ElementId element : elements) {
        if (element.is_node() != nodes) continue;
        const auto claims = view_.claims(element);
        if (!claims || !claims->absent) continue;
        if (nodes)
          make_present(writer_, element.node(), *claims);
        else if (view_.exists(claims->start) && view_.exists(claims->end))
          make_present(writer_, element.relationship(), *claims);
      }
    remove_shipped_relationships();
  }

  void remove_shipped_relationships() {
    for (const Shipped::Relationship& old : before_.relationships) {
      const TypeId type = view_.find_type(old.type);
      const NodeId from = find(old.from), to = find(old.to);
      if (type == no_type || from == no_node || to == no_node) continue;
      const store::Neighbours out = view_.neighbours(from, type, store::Direction::Out);
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (out.nodes[i] != to) continue;
        const RelationshipId id = RelationshipId::of(type, out.ordinal(i));
        writer_.delete_relationship({id, from, to});
        if (view_.claims(ElementId::of(id))) writer_.put_claims(ElementId::of(id), std::nullopt);
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
        if (view_.claims(ElementId::of(node)))
          writer_.put_claims(ElementId::of(node), std::nullopt);
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
  const When when_;
  const SourceBook sources_;
  const store::GraphView& view_;
  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  const Progress& progress_;
  const KeyId key_;
  Shipped before_, shipped_;
  std::unordered_map<std::string, NodeId> nodes_;
  std::vector<NodeId> absent_nodes_;  // that do not exist on the day
  std::vector<RelationshipRef> absent_relationships_;
  bool claims_ = false;  // some element has claims
  std::size_t steps_ = 0;
};

}  // namespace

void write_graph(const DataSet& data, std::int64_t today, store::Transaction& transaction,
                 Report& report, ProblemLog& log, const Progress& progress) {
  GraphFiller(data, today, transaction, report, log, progress).fill();
}

}  // namespace normgraph::loaders
