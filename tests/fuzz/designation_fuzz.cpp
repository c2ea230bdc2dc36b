#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "grammar/designation.hpp"

// Any bytes: reading ends without a fault, and an identity reads back as the same identity.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto designation = normgraph::parse_designation(text)) {
    const std::string identity = normgraph::designation_identity(*designation);
    if (identity.empty()) std::abort();
    if (!normgraph::may_mean(*designation, *designation)) std::abort();
  }
  return 0;
}
