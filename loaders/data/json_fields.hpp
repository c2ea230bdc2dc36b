#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/schema.hpp"
#include "graph/value/value.hpp"
#include "loaders/problems.hpp"

// Reading the members of one JSON object, with a problem for each that is not as it should be.

namespace normgraph::loaders {

/// The value of a property as its type says; nothing, and a problem, when it is of none of them.
std::optional<Value> read_value(const nlohmann::json& json, const PropertySchema& property,
                                const Place& place, const std::string& field, ProblemLog& log);

/// How many lists and objects may lie in each other: parts are printed again by recursion.
inline constexpr std::size_t deepest_nesting = 200;
bool nested_too_deeply(std::string_view json);

/// One JSON text as an object; nothing, and a problem, when it is not one, or when a member of any
/// object in it occurs twice.
std::optional<nlohmann::json> parse_object(std::string_view text, const Place& place,
                                           ProblemLog& log);

class ObjectReader {
 public:
  /// `path` is put before the names of members in problems; empty for the line itself.
  ObjectReader(const nlohmann::json& object, Place place, std::string path, ProblemLog& log);

  bool has(const std::string& name) const;
  /// Null when the member is absent.
  const nlohmann::json* member(const std::string& name);
  std::string text(const std::string& name, bool required = false);
  std::vector<std::string> texts(const std::string& name);
  std::optional<Period> period(const std::string& name);
  void problem(const std::string& name, std::string message);
  /// A problem for each member that was not asked for.
  void finish();
  const Place& place() const { return place_; }
  std::string field(const std::string& name) const;

 private:
  const nlohmann::json& object_;
  Place place_;
  std::string path_;
  ProblemLog& log_;
  std::vector<std::string> asked_;
};

}  // namespace normgraph::loaders
