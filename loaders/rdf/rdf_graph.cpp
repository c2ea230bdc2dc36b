#include "loaders/rdf/rdf_graph.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "graph/value/compare.hpp"
#include "graph/value/text.hpp"
#include "loaders/rdf/literal.hpp"
#include "loaders/rdf/triples.hpp"
#include "loaders/terms.hpp"

namespace normgraph::loaders {

namespace {

constexpr std::string_view things = "urn:normgraph:thing:";  // what EXPORT calls those with a key

/// What stands behind the last `#`, `/` or `:`.
std::string local_name(const std::string& iri) {
  const std::size_t cut = iri.find_last_of("#/:");
  const std::string name = text_of_iri_part(std::string_view(iri).substr(cut + 1));
  return name.empty() ? iri : name;
}

/// `hasPart` and `has-part` are HAS_PART.
std::string type_name(const std::string& name) {
  std::string type;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const bool hump =
        i > 0 && std::isupper(c) && std::islower(static_cast<unsigned char>(name[i - 1]));
    if (hump) type += '_';
    type += c == '-' || c == '.' ? '_' : static_cast<char>(std::toupper(c));
  }
  return type;
}

/// RDF knows no order of values, and not every type of this language.
bool say_the_same(const Value& a, const Value& b) {
  const auto texts = [](const Value& value) {
    std::vector<std::string> texts;
    if (value.type() == Type::List)
      for (const Value& item : value.as_list()) texts.push_back(to_text(item));
    else
      texts.push_back(to_text(value));
    std::ranges::sort(texts);
    return texts;
  };
  return texts(a) == texts(b);
}

class RdfGraph {
 public:
  RdfGraph(const Triples& triples, const std::string& file, store::Transaction& transaction,
           Report& report, ProblemLog& log)
      : triples_(triples),
        file_(file),
        view_(transaction.view()),
        writer_(transaction.writer()),
        report_(report),
        log_(log),
        terms_(transaction.view()),
        key_(writer_.intern_key("key")),
        nodes_(triples.resources().size(), no_node),
        known_(triples.resources().size(), false) {}

  void write(const Progress& progress) {
    constexpr std::size_t often = 4096;
    const std::size_t count = nodes_.size();
    find_iris();
    for (std::size_t i = 0; i < count; ++i) {
      if (progress && i % often == 0)
        progress(0.3 + 0.3 * static_cast<double>(i) / static_cast<double>(count), file_);
      if (!triples_.is_list(i)) add_node(i);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (progress && i % often == 0)
        progress(0.6 + 0.3 * static_cast<double>(i) / static_cast<double>(count), file_);
      if (nodes_[i] != no_node) add_relationships(i);
    }
  }

 private:
  using Values = std::map<std::string, List>;

  /// The nodes of the graph whose IRI is in a property.
  void find_iris() {
    const KeyId iri = terms_.id_property().empty() ? no_key : view_.find_key(terms_.id_property());
    std::vector<NodeId> nodes;
    for (NodeId next = 0; iri != no_key && next != no_node;) {
      nodes.clear();
      next = view_.scan(no_label, next, batch_rows, nodes);
      for (const NodeId node : nodes) {
        const Value value = view_.node_property(iri, node);
        if (value.type() == Type::String) by_iri_.emplace(value.as_string(), node);
      }
    }
  }

  std::string key_of(const std::string& iri) const {
    return iri.starts_with(things) ? text_of_iri_part(std::string_view(iri).substr(things.size()))
                                   : iri;
  }

  NodeId in_graph(const Triples::Resource& resource) const {
    if (resource.kind != Term::Kind::Iri) return no_node;
    if (const auto found = by_iri_.find(resource.name); found != by_iri_.end())
      return found->second;
    const auto hits = view_.lookup(no_label, key_, Value::string(key_of(resource.name)));
    return hits && !hits->empty() ? hits->front() : no_node;
  }

  std::vector<std::string> labels_of(const Triples::Resource& resource) const {
    std::vector<std::string> labels;
    for (const std::string& type : resource.types) {
      std::string label = terms_.label(type).value_or(local_name(type));
      if (std::ranges::find(labels, label) == labels.end()) labels.push_back(std::move(label));
    }
    if (labels.empty()) labels.push_back("Resource");
    return labels;
  }

  void add_node(std::size_t number) {
    const Triples::Resource& resource = triples_.resources()[number];
    const std::vector<std::string> labels = labels_of(resource);
    const Values values = values_of(resource, labels);
    NodeId& node = nodes_[number];
    node = in_graph(resource);
    known_[number] = node != no_node;
    if (known_[number]) return complete(node, values);
    std::vector<LabelId> ids;
    for (const std::string& label : labels) ids.push_back(writer_.intern_label(label));
    store::PropertyList properties;
    if (resource.kind == Term::Kind::Iri)
      properties.emplace_back(key_, Value::string(key_of(resource.name)));
    for (const auto& [name, list] : values)
      if (name != "key")
        properties.emplace_back(writer_.intern_key(name), value_of_list(name, list));
    node = writer_.create_node(ids, properties);
    ++report_.nodes;
    report_.properties += properties.size();
  }

  /// A node that was there gets what it has not got.
  void complete(NodeId node, const Values& values) {
    for (const auto& [name, list] : values) {
      if (name == "key") continue;
      const KeyId key = writer_.intern_key(name);
      const Value value = value_of_list(name, list), have = view_.node_property(key, node);
      if (have.is_null()) {
        writer_.set_property(node, key, value);
        ++report_.properties;
      } else if (!say_the_same(have, value) && told_.insert(name).second) {
        log_.warning({file_, 0}, name,
                     "the graph has another value of " + to_text(view_.node_property(key_, node)) +
                         " and maybe of others, and keeps it");
      }
    }
  }

  /// Literals by the names of their properties.
  Values values_of(const Triples::Resource& resource, const std::vector<std::string>& labels) {
    Values values;
    const auto add = [&](const std::string& predicate, const Term& literal) {
      std::string name = terms_.property(predicate, labels).value_or(local_name(predicate));
      const std::string language = literal.language.substr(0, literal.language.find('-'));
      if (!language.empty() && language != "en") name += "_" + language;
      List& list = values[name];
      Value value = value_of_literal(name, literal);
      const bool there =
          std::ranges::any_of(list, [&](const Value& other) { return equivalent(other, value); });
      if (!there) list.push_back(std::move(value));
    };
    for (const auto& [predicate, object] : resource.statements) {
      if (object.literal) {
        add(predicate, *object.literal);
      } else if (const auto members = triples_.list(object.resource)) {
        for (const Triples::Object& member : *members)
          if (member.literal) add(predicate, *member.literal);
      }
    }
    return values;
  }

  Value value_of_literal(const std::string& name, const Term& literal) {
    if (auto value = value_of(literal)) return std::move(*value);
    if (told_.insert(name + literal.datatype).second)
      log_.warning({file_, 0}, name,
                   "\"" + literal.text + "\" is no value of the datatype " + literal.datatype +
                       " that is known here: it is kept as a text, as are others like it");
    return Value::string(literal.text);
  }

  Value value_of_list(const std::string& name, const List& list) {
    if (list.size() == 1) return list.front();
    const bool same = std::ranges::all_of(
        list, [&](const Value& value) { return value.type() == list.front().type(); });
    if (same) return Value::list(list);
    if (told_.insert(name + " of several types").second)
      log_.warning({file_, 0}, name, "values of several types are kept as texts");
    List texts;
    for (const Value& value : list) texts.push_back(Value::string(to_text(value)));
    return Value::list(std::move(texts));
  }

  void add_relationships(std::size_t number) {
    const Triples::Resource& resource = triples_.resources()[number];
    const std::vector<std::string> labels = labels_of(resource);
    for (const auto& [predicate, object] : resource.statements) {
      if (object.literal) continue;
      const std::string type =
          terms_.relationship(predicate, labels).value_or(type_name(local_name(predicate)));
      if (const auto members = triples_.list(object.resource)) {
        for (const Triples::Object& member : *members)
          if (!member.literal) add_relationship(type, number, member.resource);
      } else {
        add_relationship(type, number, object.resource);
      }
    }
  }

  /// A triple is there or not: never twice.
  void add_relationship(const std::string& name, std::size_t from, std::size_t to) {
    const NodeId start = nodes_[from], end = nodes_[to];
    if (end == no_node) return;  // a list that is a member of another
    const TypeId type = writer_.intern_type(name);
    if (!made_.emplace(type, start, end).second) return;
    if (known_[from] && known_[to]) {
      const auto there = view_.neighbours(start, type, store::Direction::Out).nodes;
      if (std::ranges::find(there, end) != there.end()) return;
    }
    writer_.create_relationship(type, start, end, {});
    ++report_.relationships;
  }

  const Triples& triples_;
  const std::string& file_;
  const store::GraphView& view_;
  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  const Terms terms_;
  const KeyId key_;
  std::vector<NodeId> nodes_;  // by number of the resource; no_node: it is a list
  std::vector<bool> known_;    // by number: the graph had it before
  std::unordered_map<std::string, NodeId> by_iri_;
  std::set<std::tuple<TypeId, NodeId, NodeId>> made_;  // type, start and end
  std::set<std::string> told_;
};

}  // namespace

void load_rdf(const std::string& text, const std::string& file, store::Transaction& transaction,
              Report& report, ProblemLog& log, const Progress& progress) {
  Triples triples;
  read_turtle(
      text, file,
      [&](Term subject, std::string predicate, Term object) {
        triples.add(std::move(subject), std::move(predicate), std::move(object));
      },
      log);
  if (!log.failed()) RdfGraph(triples, file, transaction, report, log).write(progress);
}

}  // namespace normgraph::loaders
