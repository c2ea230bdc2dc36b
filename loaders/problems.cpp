#include "loaders/problems.hpp"

#include <utility>

namespace normgraph::loaders {

void ProblemLog::add(Problem problem) {
  if (!full())
    report_.problems.push_back(std::move(problem));
  else
    ++left_out_;
}

void ProblemLog::error(const Place& place, std::string field, std::string message) {
  ++errors_;
  add({place.file, place.line, std::move(field), std::move(message), false});
}

void ProblemLog::warning(const Place& place, std::string field, std::string message) {
  add({place.file, place.line, std::move(field), std::move(message), true});
}

void ProblemLog::finish() {
  if (left_out_ == 0) return;
  report_.problems.push_back(
      {"", 0, "", "and " + std::to_string(left_out_) + " more problems", !failed()});
  left_out_ = 0;
}

}  // namespace normgraph::loaders
