#include "loaders/data/shipped.hpp"

#include <algorithm>

namespace normgraph::loaders {

std::string to_text(const Shipped& shipped) {
  std::vector<std::string> keys(shipped.keys.begin(), shipped.keys.end());
  std::sort(keys.begin(), keys.end());  // the same data gives the same bytes
  std::string text;
  for (const std::string& key : keys) text += key + '\n';
  for (const Shipped::Relationship& r : shipped.relationships)
    text += r.type + '\t' + r.from + '\t' + r.to + '\n';
  return text;
}

Shipped parse_shipped(std::string_view text) {
  Shipped shipped;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find('\t');
    if (first == std::string_view::npos) {
      if (!line.empty()) shipped.keys.emplace(line);
      continue;
    }
    const std::size_t second = line.find('\t', first + 1);
    if (second == std::string_view::npos) continue;
    shipped.relationships.push_back({std::string(line.substr(0, first)),
                                     std::string(line.substr(first + 1, second - first - 1)),
                                     std::string(line.substr(second + 1))});
  }
  return shipped;
}

}  // namespace normgraph::loaders
