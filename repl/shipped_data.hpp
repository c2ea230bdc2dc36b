#pragma once

#include <optional>
#include <string>

#include "graph/database.hpp"
#include "repl/terminal.hpp"

namespace normgraph::repl {

/// Loads the shipped data into a graph that has none of it or an older version, with a progress bar
/// on a terminal. A graph that cannot be written (read-only, or the data is missing) is left as it
/// is, with a note. Throws Error{Data} when the data has problems, Error{Storage} for the disk.
void bring_up_shipped_data(Database& database, const Terminal& terminal, bool quiet);

/// What ends the answers of domain statements: to which day the data reaches, and what it is not.
/// Empty texts for a graph without shipped data of a known day.
struct Limits {
  std::string brief, full;
  std::string data_version, data_day;
};
Limits limits_of(Database& database, std::optional<Date> today);

}  // namespace normgraph::repl
