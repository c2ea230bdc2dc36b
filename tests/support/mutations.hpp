#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::tests {

/// Makes statements that are almost right: tokens of a corpus left out, doubled, exchanged, or
/// replaced by tokens of other statements and by extreme values. The same seed gives the same
/// texts.
class Mutations {
 public:
  Mutations(std::vector<std::string> corpus, std::uint32_t seed);

  std::string next();

 private:
  std::size_t below(std::size_t limit);
  void mutate(std::vector<std::string>& tokens);

  std::vector<std::vector<std::string>> corpus_;
  std::mt19937 random_;
};

/// Words, numbers, strings, blanks and single signs; together they are the text.
std::vector<std::string> tokens_of(std::string_view text);

}  // namespace normgraph::tests
