#include "grammar/rewrite/saved_question.hpp"

#include <algorithm>

namespace normgraph {

namespace {

/// What the comment lines before a DEFINE say.
std::string leading_comment(std::string_view text) {
  std::string comment;
  while (text.starts_with("//")) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(2, end - 2);
    while (line.starts_with(' ')) line.remove_prefix(1);
    comment += (comment.empty() ? "" : " ") + std::string(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return comment;
}

}  // namespace

std::string question_of(std::string_view saved_text) {
  std::string comment = leading_comment(saved_text);
  const std::size_t mark = comment.find('?');
  if (mark != comment.npos) comment.resize(mark + 1);
  return comment;
}

}  // namespace normgraph
