#include "graph/time/stored_day.hpp"

#include <charconv>

namespace normgraph {

namespace {
constexpr const char* stored_day_metadata = "stored day";
}

std::optional<std::int64_t> stored_day(const store::GraphView& view) {
  const auto text = view.metadata(stored_day_metadata);
  if (!text) return std::nullopt;
  std::int64_t day = 0;
  std::from_chars(text->data(), text->data() + text->size(), day);
  return day;
}

void set_stored_day(store::GraphWriter& writer, std::int64_t day) {
  writer.set_metadata(stored_day_metadata, std::to_string(day));
}

}  // namespace normgraph
