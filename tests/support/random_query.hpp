#pragma once

// Small random graphs, and random queries that the reference evaluator knows.

#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/reference_evaluator.hpp"

namespace normgraph::tests {

struct RandomQuery {
  std::string text;
  bool ordered = false;  // by all columns: the order of rows is part of the answer
};

class RandomQueries {
 public:
  explicit RandomQueries(unsigned seed) : random_(seed) {}

  ReferenceGraph graph(std::size_t nodes, std::size_t relationships);
  RandomQuery query();

 private:
  std::size_t number(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  bool chance(std::size_t percent) { return number(100) < percent; }
  std::string pick(const std::vector<std::string>& of) { return of[number(of.size())]; }
  std::string digit() { return std::to_string(number(4)); }
  Value property();

  std::string single_query(std::size_t columns, bool& ordered);
  std::string match(bool optional);
  std::string shortest();
  std::string path(std::size_t most_steps);
  std::string node();
  std::string step();
  std::string direction(const std::string& inside);
  std::string quantified();
  std::string with();
  std::string result(std::size_t columns, bool& ordered);
  std::string condition();
  std::string simple_condition();
  std::string scalar();
  std::string node_variable();

  std::mt19937 random_;
  // Names that are bound where the text has got to, by what they hold.
  std::set<std::string> nodes_, relationships_, lists_, paths_, scalars_;
  int fresh_ = 0;
};

}  // namespace normgraph::tests
