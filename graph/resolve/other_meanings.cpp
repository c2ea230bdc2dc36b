#include "graph/resolve/other_meanings.hpp"

#include <algorithm>

#include "grammar/designation.hpp"
#include "graph/resolve/candidates.hpp"
#include "graph/value/period.hpp"

namespace normgraph {

namespace {

constexpr const char* designation_property = "designation";

bool finds_by_designation(const LabelSchema& label) {
  return std::find(label.found_by.begin(), label.found_by.end(), designation_property) !=
         label.found_by.end();
}

/// Of an element that does not exist on the day the text is among its claims.
std::string text_of(const store::GraphView& view, NodeId node, const ElementClaims& claims,
                    const char* property) {
  const KeyId key = view.find_key(property);
  if (key == no_key) return {};
  Value value;
  if (!claims.absent) value = view.node_property(key, node);
  for (const auto& [name, kept] : claims.properties)
    if (name == key) value = kept;
  return value.type() == Type::String ? value.as_string() : std::string();
}

/// What a claim that does not hold on the day says about other days.
std::string days_of(const Claim& claim, std::int64_t day) {
  if (claim.to && claim.to->first <= day) return "meant another item until " + to_text(*claim.to);
  if (claim.from && claim.from->first > day)
    return "means another item from " + to_text(*claim.from) + " on";
  return {};
}

class MeaningSearch {
 public:
  MeaningSearch(const Designation& wanted, std::string_view text, std::string_view key,
                std::int64_t day, const store::GraphView& view)
      : wanted_(wanted), text_(text), key_(key), day_(day), view_(view) {}

  std::vector<std::string> search() {
    for (const LabelSchema& label : resolving::words_of(view_)) {
      const LabelId id = view_.find_label(label.name);
      if (id == no_label || !finds_by_designation(label)) continue;
      std::vector<NodeId> nodes;
      view_.scan(id, 0, view_.node_limit(), nodes);
      for (const NodeId node : nodes) look_at(node);
    }
    for (NodeId node = 0; node < view_.node_limit(); ++node)
      if (!view_.exists(node)) look_at(node);
    return std::move(found_);
  }

 private:
  void look_at(NodeId node) {
    const auto claims = view_.claims(ElementId::of(node));
    if (!claims || text_of(view_, node, *claims, "key") == key_) return;
    for (const Claim& claim : claims->claims) {
      if (claim.property != designation_property || claim.value.type() != Type::String) continue;
      const std::optional<Designation> own = parse_designation(claim.value.as_string());
      const std::string days = days_of(claim, day_);
      if (days.empty() || !own || !may_mean(wanted_, *own)) continue;
      std::string name = text_of(view_, node, *claims, "title");
      if (name.empty()) name = text_of(view_, node, *claims, "name");
      found_.push_back(std::string(text_) + " " + days + ": " + (name.empty() ? "" : name + " ") +
                       "(@" + text_of(view_, node, *claims, "key") + ")");
      return;
    }
  }

  const Designation& wanted_;
  std::string_view text_, key_;
  std::int64_t day_;
  const store::GraphView& view_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> other_meanings(std::string_view text, std::string_view key,
                                        std::int64_t day, const store::GraphView& view) {
  const std::optional<Designation> wanted = parse_designation(text);
  if (!wanted) return {};
  return MeaningSearch(*wanted, text, key, day, view).search();
}

}  // namespace normgraph
