#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::query {

/// The column of a batch that holds a variable. Slots are numbered through a whole statement,
/// subqueries included, so that an inner plan reads its outer variables in place.
using Slot = std::uint32_t;
constexpr Slot no_slot = 0xFFFFFFFFu;

/// What is known of an expression's type before anything runs. Any: not known.
enum class StaticType : std::uint8_t {
  Any,
  Null,
  Boolean,
  Integer,
  Float,
  String,
  List,
  Map,
  Node,
  Relationship,
  Path,
  NodeList,
  RelationshipList,
  Temporal,
};

struct Symbol {
  std::string name;
  Slot slot = no_slot;
  StaticType type = StaticType::Any;
  StaticType element = StaticType::Any;  // of a list: what is known of its elements
};

/// The variables visible at one point of a statement, in the order in which they were declared
/// (`RETURN *` sorts by name). Copied where a subquery opens an inner scope.
class Scope {
 public:
  const Symbol* find(std::string_view name) const {
    for (const Symbol& s : symbols_)
      if (s.name == name) return &s;
    return nullptr;
  }
  /// Replaces a symbol of the same name (inner variables hide outer ones).
  void add(Symbol symbol) {
    for (Symbol& s : symbols_)
      if (s.name == symbol.name) {
        s = std::move(symbol);
        return;
      }
    symbols_.push_back(std::move(symbol));
  }
  const std::vector<Symbol>& symbols() const { return symbols_; }

 private:
  std::vector<Symbol> symbols_;
};

/// Hands out slots; one a statement.
class SlotAllocator {
 public:
  Slot next() { return count_++; }
  Slot count() const { return count_; }

 private:
  Slot count_ = 0;
};

}  // namespace normgraph::query
