#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/result.hpp"
#include "repl/document/document.hpp"
#include "repl/format.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

/// Of a CHECK that was run: whether it holds. Nothing for other answers.
std::optional<bool> check_result(const Answer& answer);

/// True for a briefing that was made, and not only explained.
bool is_briefing(const Answer& answer);

/// Writes the answers of one or several statements as one text: csv separates results by an empty
/// line; json gives the one result, or an array of all results; html, svg, mermaid and ics put all
/// into one document.
class AnswerWriter {
 public:
  AnswerWriter(Format format, Style style) : format_(format), style_(std::move(style)) {}

  /// What is to be written now, in part or (json) nothing yet.
  /// `statement`: what made it, for formats that say so.
  std::string add(const Answer& answer, const std::string& statement = {});
  /// What remains at the end. Throws Error{Semantic} when the answers have no dates to draw.
  std::string finish();

 private:
  void add_text(std::string& out, const Answer& answer);
  void add_faint(std::string& out, const std::string& text) const;
  void add_document(std::string& out, const Answer& answer);
  void add_rows(std::string& out, const Answer& answer);
  void add_to_page(const Answer& answer, const std::string& statement);
  void add_to_timeline(const Answer& answer, const std::string& statement);
  std::string finish_json();
  Date data_day() const;

  Format format_;
  Style style_;
  std::size_t results_ = 0;
  std::vector<std::string> json_results_;
  Document page_;
  Timeline timeline_;
};

}  // namespace normgraph::repl
