#pragma once

#include <string>

#include "grammar/error.hpp"

namespace normgraph::store {

/// An error of the storage: `code` NG5xxx, `detail` one word for programs, a sentence for people
/// and what they can do.
Error storage_error(std::string code, std::string detail, std::string message,
                    std::string hint = {});

/// A record that is not what docs/file-format.md says. `what` names the part.
[[noreturn]] void corrupt(const std::string& what);

/// For a failed system call: disk full, no permission, … `doing` completes "cannot …".
Error system_error(int error_number, const std::string& doing);

}  // namespace normgraph::store
