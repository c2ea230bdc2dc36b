#pragma once

#include <optional>
#include <string>

namespace normgraph::loaders {

/// The whole file; nothing when it is missing, cannot be read, or is longer than a data file may be
/// (1 GiB). `reason` then says why, in words.
std::optional<std::string> read_file(const std::string& path, std::string& reason);

}  // namespace normgraph::loaders
