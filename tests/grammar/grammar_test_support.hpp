#pragma once

// Helpers of the grammar's tests: what a text is read as, and what is said about a wrong one.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"

namespace normgraph {

/// The canonical text of a statement; checks that it reads back as the same.
inline std::string canonical(std::string_view text) {
  const std::string printed = print(parse_statement(text));
  EXPECT_EQ(print(parse_statement(printed)), printed) << "from: " << text;
  return printed;
}

/// The canonical text of an expression.
inline std::string canonical_expression(const std::string& text) {
  const std::string printed = canonical("RETURN " + text);
  return printed.substr(std::string_view("RETURN ").size());
}

/// The error of a wrong statement; a test failure and an empty error when there is none.
inline Error error_of(std::string_view text) {
  try {
    parse_statement(text);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error in: " << text;
  return {ErrorKind::Syntax, "", "", "", ""};
}

inline ast::ExpressionPtr parse_expression(const std::string& text) {
  ast::Statement statement = parse_statement("RETURN " + text);
  auto& query = std::get<ast::Query>(statement.node);
  auto& last = std::get<ast::Return>(query.parts.front().clauses.front().node);
  return std::move(last.projection.items.front().expression);
}

}  // namespace normgraph
