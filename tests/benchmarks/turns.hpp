#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace normgraph::benchmarks {

/// Median times of one run, in microseconds.
struct Times {
  double ours = 0, theirs = 0;
};

inline double microseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
      .count();
}

inline double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// Runs the two in turns, `runs` times each in a turn, so that what else the machine does hits
/// both: up to 101 turns, fewer when they take long.
template <class Ours, class Theirs>
Times in_turns(int runs, Ours ours, Theirs theirs) {
  const auto time_of = [runs](auto& work) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < runs; ++i) work();
    return microseconds_since(start) / runs;
  };
  std::vector<double> a, b;
  double sum = 0;
  for (int turn = 0; turn < 101 && (turn < 5 || sum < 1.5e6); ++turn) {
    a.push_back(time_of(ours));
    b.push_back(time_of(theirs));
    sum += (a.back() + b.back()) * runs;
  }
  return {median(a), median(b)};
}

}  // namespace normgraph::benchmarks
