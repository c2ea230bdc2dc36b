#include "graph/time/time_shift.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "graph/claims/in_force.hpp"
#include "graph/stored_schema.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/compare.hpp"

namespace normgraph {

namespace {

/// Writes what differs between the stored day and another time.
class Shift {
 public:
  Shift(const store::GraphView& view, store::GraphWriter& writer, std::int64_t stored, When to)
      : view_(view), writer_(writer), from_{.day = stored}, to_(to) {}

  /// Elements with claims that may count differently.
  std::vector<ElementId> touched() const {
    const std::int64_t first = std::min(from_.day, to_.day) + 1;
    const std::int64_t last = std::max(from_.day, to_.day);
    std::vector<ElementId> elements = view_.changing_claims(first, last);
    add(elements, view_.known_claims(first, last));
    if (to_.known_by != all_that_is_known)
      add(elements, view_.known_claims(to_.known_by + 1, all_that_is_known));
    std::ranges::sort(elements);
    elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
    return elements;
  }

  /// Nodes first: relationships need their ends.
  void run() {
    const std::vector<ElementId> elements = touched();
    if (elements.empty()) return;
    schema_ = stored_schema(view_);
    for (const ElementId element : elements)
      if (element.is_node()) shift_node(element.node());
    for (const ElementId element : elements)
      if (!element.is_node()) shift_relationship(element.relationship());
  }

 private:
  static void add(std::vector<ElementId>& to, const std::vector<ElementId>& more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  void shift_node(NodeId node) {
    const auto claims = view_.claims(ElementId::of(node));
    if (!claims || (!claims->absent && !view_.exists(node))) return;  // deleted for good
    const bool exists = exists_by_claims(claims->claims, to_);
    if (claims->absent) {
      if (!exists) return;
      make_present(writer_, node, *claims);
      set_all(node, *claims, labels_of(node));
    } else if (!exists) {
      make_absent(view_, writer_, node);
    } else {
      set_changed(node, *claims, labels_of(node));
    }
  }

  std::vector<std::string> labels_of(NodeId node) const {
    std::vector<std::string> names;
    for (const LabelId label : view_.labels(node)) names.push_back(view_.label_name(label));
    return names;
  }

  /// Of an element that was absent: its record may hold values of another day.
  template <class Element>
  void set_all(Element element, const ElementClaims& claims,
               const std::vector<std::string>& labels) {
    PropertyValues now = properties_in_force(claims.claims, labels, *schema_, to_);
    for (const std::string& name : properties_by_claims(claims.claims, labels, *schema_))
      writer_.set_property(element, writer_.intern_key(name), now[name]);
  }

  /// Only what differs by the claims: a value that somebody wrote beside them stays.
  template <class Element>
  void set_changed(Element element, const ElementClaims& claims,
                   const std::vector<std::string>& labels) {
    PropertyValues before = properties_in_force(claims.claims, labels, *schema_, from_);
    PropertyValues now = properties_in_force(claims.claims, labels, *schema_, to_);
    for (const std::string& name : properties_by_claims(claims.claims, labels, *schema_))
      if (!equivalent(before[name], now[name]))
        writer_.set_property(element, writer_.intern_key(name), now[name]);
  }

  void shift_relationship(RelationshipId id) {
    const auto claims = view_.claims(ElementId::of(id));
    if (!claims || (!claims->absent && !view_.exists(id))) return;
    const bool exists = view_.exists(claims->start) && view_.exists(claims->end) &&
                        exists_by_claims(claims->claims, to_);
    if (claims->absent) {
      if (!exists) return;
      const RelationshipRef now = make_present(writer_, id, *claims);
      set_all(now.id, *claims, {});
    } else if (!exists) {
      make_absent(view_, writer_, RelationshipRef{id, claims->start, claims->end});
    } else {
      set_changed(id, *claims, {});
    }
  }

  const store::GraphView& view_;
  store::GraphWriter& writer_;
  const When from_, to_;
  std::shared_ptr<const Schema> schema_;
};

}  // namespace

bool enter_time(store::Transaction& transaction, When when) {
  const std::optional<std::int64_t> stored = stored_day(transaction.view());
  if (!stored || When{*stored} == when) return false;
  return transaction.enter_layer(when,
                                 [&](const store::GraphView& view, store::GraphWriter& writer) {
                                   Shift(view, writer, *stored, when).run();
                                 });
}

TimeLayer::~TimeLayer() {
  if (entered_) transaction_.leave_layer();
}

void move_stored_day(store::Transaction& transaction, std::int64_t day) {
  const std::optional<std::int64_t> stored = stored_day(transaction.view());
  if (!stored || *stored == day) return;
  transaction.begin_statement();
  try {
    Shift shift(transaction.view(), transaction.writer(), *stored, When{day});
    if (shift.touched().empty()) return transaction.undo_statement();
    shift.run();
    set_stored_day(transaction.writer(), day);
    transaction.keep_statement();
  } catch (...) {
    transaction.undo_statement();
    throw;
  }
}

}  // namespace normgraph
