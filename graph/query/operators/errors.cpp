#include "graph/query/operators/errors.hpp"

#include <string>

namespace normgraph::query {
namespace {

Error type_error(std::string code, std::string detail, std::string message) {
  return Error(ErrorKind::Type, std::move(code), "TypeError", std::move(detail), std::move(message))
      .at_runtime();
}

/// "an INTEGER", "a MAP".
std::string type_of(const Value& value) {
  const std::string name(type_name(value.type()));
  const bool vowel = std::string_view("AEIO").find(name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + name;
}

}  // namespace

Error not_a_node(const Value& value) {
  return type_error("NG3301", "InvalidArgumentType",
                    "a pattern needs a node here, and the variable holds " + type_of(value));
}

Error not_a_relationship(const Value& value) {
  return type_error(
      "NG3302", "InvalidArgumentType",
      "a pattern needs a relationship here, and the variable holds " + type_of(value));
}

Error not_an_element(const Value& value, const char* clause) {
  return type_error(
      "NG3303", "InvalidArgumentType",
      std::string(clause) + " needs a node, a relationship or null, not " + type_of(value));
}

Error not_storable(const std::string& key, const Value& value) {
  return type_error("NG3304", "InvalidPropertyType",
                    type_of(value) + " cannot be the value of property `" + key + "`")
      .hint(
          "properties hold booleans, numbers, strings, dates, times, periods, stages, and lists of "
          "those");
}

Error not_a_map(const Value& value) {
  return type_error(
      "NG3305", "InvalidArgumentType",
      "properties are set from a map, a node or a relationship, not from " + type_of(value));
}

Error negative_count(const char* clause, std::int64_t count) {
  return Error(ErrorKind::Type, "NG3306", "SyntaxError", "NegativeIntegerArgument",
               std::string(clause) + " needs a count of rows of at least 0, not " +
                   std::to_string(count))
      .at_runtime();
}

Error not_a_count(const char* clause, const Value& value) {
  return Error(ErrorKind::Type, "NG3307", "SyntaxError", "InvalidArgumentType",
               std::string(clause) + " needs a whole number of rows, not " + type_of(value))
      .at_runtime();
}

Error deleted_element(const Value& element) {
  return Error(ErrorKind::Runtime, "NG3312", "EntityNotFound", "DeletedEntityAccess",
               type_of(element) + " was deleted earlier in this statement and is used again")
      .at_runtime();
}

Error still_connected_to_forget(std::size_t left) {
  return Error(ErrorKind::Runtime, "NG3314", "ConstraintVerificationFailed", "DeleteConnectedNode",
               "a node cannot be forgotten while it has relationships (" + std::to_string(left) +
                   " left)")
      .hint("forget its relationships in the same clause: MATCH (n)-[r]-() FORGET r, n")
      .at_runtime();
}

Error still_connected(std::size_t relationships) {
  return Error(ErrorKind::Runtime, "NG3308", "ConstraintVerificationFailed", "DeleteConnectedNode",
               "a node cannot be deleted while it has relationships (" +
                   std::to_string(relationships) + " left)")
      .hint("delete its relationships in the same clause, or use DETACH DELETE")
      .at_runtime();
}

Error merge_with_null(const std::string& key) {
  return Error(ErrorKind::Runtime, "NG3309", "SemanticError", "MergeReadOwnWrites",
               "MERGE cannot look for property `" + key + "` with the value null")
      .hint("leave rows without a value out before: FILTER x IS NOT NULL")
      .at_runtime();
}

Error missing_end(const std::string& type) {
  return Error(ErrorKind::Runtime, "NG3310", "SemanticError", "MissingNode",
               "a relationship of type `" + type + "` cannot be made: its start or end is null")
      .hint("leave such rows out before: FILTER n IS NOT NULL")
      .at_runtime();
}

Error wrong_claim_option(const char* option, const Value& value, const char* wanted) {
  return Error(ErrorKind::Type, "NG3313", "TypeError", "InvalidArgumentType",
               std::string(option) + " takes " + wanted + ", not a value of type " +
                   std::string(type_name(value.type())))
      .at_runtime();
}

Error no_claims() {
  return Error(ErrorKind::Runtime, "NG3311", "SemanticError", "ClaimsNotKept",
               "EFFECTIVE, SOURCE and CONFIDENCE need a graph that keeps claims; this one keeps "
               "only the present state")
      .at_runtime();
}

}  // namespace normgraph::query
