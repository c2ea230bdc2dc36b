#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/store/view.hpp"
#include "graph/stored_schema.hpp"

// Claims that statements make: they are added to those of an element, and the values, nodes and
// relationships of the stored day follow at once.

namespace normgraph {

/// What a writing clause says of its claims. Without sources they are the user's.
struct ClaimTerms {
  std::optional<Period> from, to;
  std::vector<std::string> sources, corrects;
  Confidence confidence = Confidence::Unstated;
  bool planned = false;
};

/// Splits what EFFECTIVE says: an interval (`2025-10/2026-03`) has an end, all else is a start.
void set_effective(ClaimTerms& terms, const Period& effective);

/// The claims of one statement. Elements are values: nodes or relationships.
class ClaimWriter {
 public:
  /// `today` must be the stored day, where the graph has one. `warnings` gets what people should
  /// know, such as that a claim is not the one in force.
  ClaimWriter(const store::GraphView& view, store::GraphWriter& writer, std::int64_t today,
              std::vector<std::string>& warnings);

  /// False for `key`, `sources` and `x_sources`: the identity of an element and the sources of its
  /// values are no facts about it.
  static bool takes_claims(std::string_view property);
  /// Whether a write without terms has to leave what others said: the value has claims, or sources.
  bool is_claimed(const Value& element, std::string_view property) const;
  /// The same for the existence of an element.
  bool is_claimed(const Value& element) const;
  /// The terms of such a write: by the user, from today on.
  ClaimTerms users_terms() const;

  /// A null value ends the property.
  void set(const Value& element, const std::string& property, const Value& value,
           const ClaimTerms& terms);
  /// Of an element just made, with its properties. Until settle() it is there in any case.
  void created(const Value& element, const ClaimTerms& terms);
  /// True: it does not exist any more.
  bool deny(const Value& element, const ClaimTerms& terms);

  /// Which claims to erase: those of one of the sources and with this start, where given.
  struct Chosen {
    std::vector<std::string> sources;
    std::optional<Period> from;
    bool all() const { return sources.empty() && !from; }
  };
  /// Returns how many were erased. `property` empty: claims on existence; all of them: the element
  /// goes as well, which must have no relationships left.
  std::size_t forget(const Value& element, const std::string& property, const Chosen& chosen);

  /// At the end of a statement: elements come and go as their claims say.
  void settle();

 private:
  struct SourceFacts {
    SourceRank rank = SourceRank::Other;
    std::optional<std::int64_t> known_day;
  };

  static ElementId id_of(const Value& element);
  ElementClaims claims_of(const Value& element) const;
  Value property_of(const Value& element, std::string_view name) const;
  std::vector<std::string> sources_of(const Value& element, std::string_view property) const;
  const Schema& schema();
  const SourceFacts& facts_of(const std::string& source);
  void complete(Claim& claim);
  Claim claim(const std::string& property, const Value& value, const ClaimTerms& terms);
  Claim present_state(const Value& element, const std::string& property);
  void put(const Value& element, ElementClaims claims);
  std::vector<std::string> labels_of(const Value& element) const;
  void write(const Value& element, const std::string& property, const Value& value);
  void refresh(const Value& element, const std::vector<Claim>& before);
  void erase(const Value& element);
  void settle(const Value& element);
  void settle_relationships();
  void restore(RelationshipId id, ElementClaims claims);
  void warn_unless_in_force(const Value& element, const Claim& claim);
  When now() const { return {.day = today_}; }

  const store::GraphView& view_;
  store::GraphWriter& writer_;
  std::int64_t today_;
  std::vector<std::string>& warnings_;
  std::optional<std::int64_t> stored_day_;  // none: the graph keeps no claims yet
  std::shared_ptr<const Schema> schema_;
  std::map<std::string, SourceFacts> sources_;
  std::vector<Value> unsettled_;
  std::set<NodeId> fresh_, touched_;  // nodes: made here, and with other claims on existence
  std::size_t warned_ = 0;
};

}  // namespace normgraph
