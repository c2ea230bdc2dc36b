#include "graph/store/bulk_parts.hpp"

#include <algorithm>

#include "graph/parallel.hpp"

namespace normgraph::store {

void write_parts(std::size_t count, const std::function<void(std::size_t, Records&)>& make,
                 WriteTransaction& out) {
  constexpr std::size_t parts_a_wave = 32;  // what is made and not written yet stays in memory
  for (std::size_t first = 0; first < count; first += parts_a_wave) {
    std::vector<Records> parts(std::min(parts_a_wave, count - first));
    parallel_for(parts.size(), [&](std::size_t i) { make(first + i, parts[i]); });
    for (Records& records : parts)
      for (auto& [key, record] : records) out.put(key, record.bytes());
  }
}

}  // namespace normgraph::store
