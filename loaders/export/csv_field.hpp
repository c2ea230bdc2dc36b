#pragma once

#include <string>
#include <string_view>

namespace normgraph::loaders {

/// Appends a field of RFC 4180. Text that a spreadsheet would run as a formula (it begins with = +
/// - @, tab or return, blanks before it or not) gets a leading '; `text` false leaves numbers such
/// as -1 alone.
void append_csv_field(std::string& out, std::string_view field, bool text = true);

}  // namespace normgraph::loaders
