#include "repl/shipped_data.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>

#include "graph/value/json.hpp"
#include "graph/value/text.hpp"
#include "loaders/data_version.hpp"
#include "repl/loading.hpp"
#include "repl/paths.hpp"

namespace normgraph::repl {

namespace {

Date local_date() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return typed_value("$date", text).as_date();
}

/// "2026-10-09 (44 days ago)": the distance only when it is more than a week.
std::string day_with_age(const std::string& day, Date today) {
  const std::int64_t age = today.days - typed_value("$date", day).as_date().days;
  return age > 7 ? day + " (" + std::to_string(age) + " days ago)" : day;
}

}  // namespace

void bring_up_shipped_data(Database& database, const Terminal& terminal, bool quiet) {
  const std::string folder = shipped_data_path();
  const std::optional<loaders::DataVersion> shipped = loaders::version_of(folder);
  const std::optional<loaders::DataVersion> present = loaders::loaded_version(database);
  if (!shipped) {
    if (!present && !quiet)
      std::fprintf(stderr, "note: no shipped data in %s; the graph is empty\n", folder.c_str());
    return;
  }
  if (present && present->version == shipped->version) return;
  if (database.options().read_only) {
    std::fprintf(stderr, "note: the graph holds %s, and --read-only keeps it from loading %s\n",
                 present ? ("data " + present->version).c_str() : "no data",
                 shipped->version.c_str());
    return;
  }
  load_into(database, folder, "Loading the shipped data", terminal, quiet);
}

Limits limits_of(Database& database, std::optional<Date> today) {
  const std::optional<loaders::DataVersion> data = loaders::loaded_version(database);
  if (!data || data->day.empty()) return {};
  const std::string day = day_with_age(data->day, today ? *today : local_date());
  return {.brief = "Data to " + day +
                   "; public sources, many secondary; no official record, no legal advice.",
          .full = "Limits: the data reaches to " + day +
                  ". It rests on public sources, many of them secondary, and is no official record "
                  "of CEN, CENELEC or the Commission. It is not legal advice. Standards are "
                  "voluntary: an obligation applies whether or not a standard exists, and "
                  "presumption of conformity begins only with citation in the Official Journal of "
                  "the European Union, and only to the extent covered.",
          .data_version = data->version,
          .data_day = data->day};
}

}  // namespace normgraph::repl
