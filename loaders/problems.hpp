#pragma once

#include <cstdint>
#include <string>

#include "loaders/loader.hpp"

namespace normgraph::loaders {

/// Where in the files something was written.
struct Place {
  std::string file;
  std::uint32_t line = 0;
};

/// Collects the problems of a load, so that people see all of them at once; those beyond `limit`
/// are only counted.
class ProblemLog {
 public:
  static constexpr std::size_t limit = 50;

  explicit ProblemLog(Report& report) : report_(report) {}
  void error(const Place& place, std::string field, std::string message);
  void warning(const Place& place, std::string field, std::string message);
  bool failed() const { return errors_ > 0; }
  /// True when no further problem will be shown.
  bool full() const { return report_.problems.size() >= limit; }
  /// Adds a last line that counts the problems that were left out.
  void finish();

 private:
  void add(Problem problem);

  Report& report_;
  std::size_t errors_ = 0, left_out_ = 0;
};

}  // namespace normgraph::loaders
