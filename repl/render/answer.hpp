#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/result.hpp"
#include "repl/format.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// Of a CHECK that was run: whether it holds. Nothing for other answers.
std::optional<bool> check_result(const Answer& answer);

/// Writes the answers of one or several statements as one text: csv separates results by an empty
/// line; json gives the one result, or an array of all results.
class AnswerWriter {
 public:
  AnswerWriter(Format format, Style style) : format_(format), style_(std::move(style)) {}

  /// What is to be written now, in part or (json) nothing yet.
  std::string add(const Answer& answer);
  /// What remains at the end.
  std::string finish();

 private:
  void add_text(std::string& out, const Answer& answer);
  void add_document(std::string& out, const Answer& answer);
  void add_rows(std::string& out, const Answer& answer);

  Format format_;
  Style style_;
  std::size_t results_ = 0;
  std::vector<std::string> json_results_;
};

}  // namespace normgraph::repl
