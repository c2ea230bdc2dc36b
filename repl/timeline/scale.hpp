#pragma once

#include <string>
#include <vector>

#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

/// Where days lie on the axis of a timeline: from 0 (left end) to 1 (right end).
class TimeScale {
 public:
  /// Reaches over all dates of the timeline and its today.
  explicit TimeScale(const Timeline& timeline);

  double at(std::int64_t day) const;
  bool is_empty() const { return first_ == last_; }

  struct Tick {
    double at;
    std::string label;  // "2026", "Apr"
    bool year = false;  // begins a year
  };
  /// At beginnings of years or months, as many as have room: `label_room` is the share of the axis
  /// that a label needs.
  std::vector<Tick> ticks(double label_room) const;

 private:
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace normgraph::repl
