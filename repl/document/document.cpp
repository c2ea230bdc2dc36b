#include "repl/document/document.hpp"

#include <algorithm>

#include "repl/render/cell_text.hpp"

namespace normgraph::repl {

SourceNumbers::SourceNumbers(const Document& document) {
  const bool listed =
      std::any_of(document.passages.begin(), document.passages.end(),
                  [](const Passage& passage) { return passage.kind == Passage::Kind::Sources; });
  if (!listed) return;
  for (const Passage& passage : document.passages) {
    if (passage.kind == Passage::Kind::Sources) continue;
    for (std::size_t column = 0; column < passage.table.columns.size(); ++column) {
      if (passage.table.columns[column] != "sources") continue;
      for (const std::vector<Value>& row : passage.table.rows) {
        if (row[column].type() != Type::List) continue;
        for (const Value& key : row[column].as_list())
          if (number_of(plain_text(key)) == 0) keys_.push_back(plain_text(key));
      }
    }
  }
}

std::size_t SourceNumbers::number_of(const std::string& key) const {
  const auto found = std::find(keys_.begin(), keys_.end(), key);
  return found == keys_.end() ? 0 : static_cast<std::size_t>(found - keys_.begin()) + 1;
}

Condensed condense(const Table& table) {
  constexpr std::size_t longest_said_once = 60;
  Condensed result{.table = {.name = table.name, .columns = {}, .rows = {}}, .said_once = ""};
  result.table.rows.resize(table.rows.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string first = table.rows.empty() ? "" : plain_text(table.rows[0][i]);
    const auto same = [&](const std::vector<Value>& row) { return plain_text(row[i]) == first; };
    const auto null = [&](const std::vector<Value>& row) {
      return row[i].is_null() || plain_text(row[i]).empty();
    };
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(), null);
    const bool constant = table.rows.size() > 2 && first.size() <= longest_said_once &&
                          std::all_of(table.rows.begin(), table.rows.end(), same);
    // The first column names the row, and sources are linked.
    if (i > 0 && !table.rows.empty() && (empty || (constant && table.columns[i] != "sources"))) {
      if (!empty)
        result.said_once += (result.said_once.empty() ? "In all rows: " : "; ") +
                            spoken_name(table.columns[i]) + " " + first;
      continue;
    }
    result.table.columns.push_back(table.columns[i]);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      result.table.rows[r].push_back(table.rows[r][i]);
  }
  if (!result.said_once.empty()) result.said_once += '.';
  return result;
}

namespace {

Value readable_value(const Value& value) {
  const auto null = [](const Value& item) { return item.is_null(); };
  if (value.type() != Type::List ||
      std::none_of(value.as_list().begin(), value.as_list().end(), null))
    return value;
  List items = value.as_list();
  std::replace_if(items.begin(), items.end(), null, Value::string("not known"));
  return Value::list(std::move(items));
}

}  // namespace

Table readable(const Table& table, const std::vector<std::string>& names) {
  Table result{.name = table.name, .columns = {}, .rows = {}};
  result.rows.resize(table.rows.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0 && std::find(names.begin(), names.end(), table.columns[i]) != names.end()) continue;
    result.columns.push_back(table.columns[i]);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
      result.rows[r].push_back(readable_value(table.rows[r][i]));
  }
  return result;
}

std::string spoken_name(const std::string& column) {
  std::string name = column;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace normgraph::repl
