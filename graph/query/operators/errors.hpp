#pragma once

// The errors that operators raise while a statement runs.

#include "grammar/error.hpp"
#include "graph/value/value.hpp"

namespace normgraph::query {

/// TypeError: a pattern or an update wanted a node, a relationship, or one of both.
Error not_a_node(const Value& value);
Error not_a_relationship(const Value& value);
Error not_an_element(const Value& value, const char* clause);
/// TypeError InvalidPropertyType: `value` cannot be kept as property `key`.
Error not_storable(const std::string& key, const Value& value);
/// TypeError: properties are set from a map, a node or a relationship.
Error not_a_map(const Value& value);
/// SyntaxError NegativeIntegerArgument or InvalidArgumentType, of SKIP and LIMIT.
Error negative_count(const char* clause, std::int64_t count);
Error not_a_count(const char* clause, const Value& value);
/// EntityNotFound DeletedEntityAccess.
Error deleted_element(const Value& element);
/// ConstraintVerificationFailed DeleteConnectedNode.
Error still_connected_to_forget(std::size_t left);
Error still_connected(std::size_t relationships);
/// SemanticError MergeReadOwnWrites: MERGE with a null property.
Error merge_with_null(const std::string& key);
/// SemanticError: a relationship to be made has no start or end.
Error missing_end(const std::string& type);
/// A claim option of the wrong type or value.
Error wrong_claim_option(const char* option, const Value& value, const char* wanted);
/// EFFECTIVE, SOURCE and CONFIDENCE of a writing clause.
Error no_claims();

}  // namespace normgraph::query
