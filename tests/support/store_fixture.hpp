#pragma once

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "grammar/error.hpp"
#include "graph/store/adjacency.hpp"
#include "graph/store/cell.hpp"
#include "graph/store/view.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph::store {

/// A folder of its own for a test, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ = (std::filesystem::temp_directory_path() / "normgraph-test-XXXXXX").string();
    if (!::mkdtemp(path_.data())) std::abort();
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// The same value in every detail: type, and the bytes that are stored of it.
inline bool same(const Value& a, const Value& b) {
  if (a.type() != b.type()) return false;
  if (a.is_null()) return true;
  CellArena arena;
  const Cell x = to_cell(a, arena), y = to_cell(b, arena);
  return x.type == y.type && x.number == y.number && x.bytes == y.bytes;
}

inline std::vector<Value> one_of_each_type() {
  Period period;
  period.first = 19000;
  period.last = 19365;
  period.form = Period::Form::Interval;
  period.first_unit = Period::Form::Quarter;
  period.last_unit = Period::Form::Year;
  period.approximate = period.last_uncertain = period.unknown_end = true;
  std::vector<Value> values = {
      Value::boolean(true),
      Value::boolean(false),
      Value::integer(0),
      Value::integer(INT64_MIN),
      Value::integer(INT64_MAX),
      Value::real(-0.0),
      Value::real(1e300),
      Value::string(""),
      Value::string("Über die Künstliche Intelligenz"),
      Value::string(std::string("a\0b", 3)),
      Value::string(std::string(100000, 'z')),
      Value::date({-365243219162}),
      Value::time({86399999999999, -43200}),
      Value::local_time({1}),
      Value::local_date_time({-1, 999999999}),
      Value::date_time({1700000000, 5, fixed_zone(3600)}),
      Value::duration({-14, 3, -86400, 999999999}),
      Value::period(period),
      Value::stage({4020, Stage::Scheme::Cen}),
      Value::stage({6060, Stage::Scheme::Iso}),
      Value::list({}),
  };
  if (const auto zone = find_zone("Europe/Stockholm"))
    values.push_back(Value::date_time({1700000000, 5, *zone}));
  values.push_back(Value::list({values[2], values[8], values[13]}));
  return values;
}

}  // namespace normgraph::store
