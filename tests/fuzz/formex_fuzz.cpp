#include <cstddef>
#include <cstdint>
#include <string>

#include "loaders/acts/citations.hpp"
#include "loaders/acts/formex.hpp"

// Any bytes: reading an act and finding references in it ends without a fault.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  normgraph::loaders::find_citations(text, "2024/1689");
  std::vector<normgraph::loaders::Problem> problems;
  const auto act = normgraph::loaders::read_formex(text, "fuzz", problems);
  for (const auto& article : act.articles)
    for (const auto& paragraph : article.paragraphs)
      normgraph::loaders::find_citations(paragraph.text, act.number);
  return 0;
}
