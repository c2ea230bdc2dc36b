#include "loaders/csv/column_types.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "grammar/error.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph::loaders {

namespace {

constexpr std::array<std::pair<std::string_view, ColumnType>, 13> words = {
    {{"boolean", ColumnType::Boolean},
     {"bool", ColumnType::Boolean},
     {"int", ColumnType::Integer},
     {"integer", ColumnType::Integer},
     {"long", ColumnType::Integer},
     {"short", ColumnType::Integer},
     {"byte", ColumnType::Integer},
     {"float", ColumnType::Float},
     {"double", ColumnType::Float},
     {"date", ColumnType::Date},
     {"string", ColumnType::Text},
     {"char", ColumnType::Text},
     {"text", ColumnType::Text}}};

template <class Number>
std::optional<Number> number(std::string_view field) {
  Number value{};
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

bool looks_like_date(std::string_view field) {
  if (field.size() != 10 || field[4] != '-' || field[7] != '-') return false;
  for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
    if (field[i] < '0' || field[i] > '9') return false;
  return true;
}

std::optional<Value> read_date(std::string_view field) {
  if (!looks_like_date(field)) return std::nullopt;
  try {
    return Value::date(parse_date(field));
  } catch (const Error&) {
    return std::nullopt;  // 2026-02-30
  }
}

}  // namespace

std::optional<ColumnType> column_type(std::string_view word) {
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const auto& [name, type] : words)
    if (name == lower) return type;
  return std::nullopt;
}

std::string_view column_type_name(ColumnType type) {
  constexpr std::array<std::string_view, 5> names = {"true or false", "an integer", "a number",
                                                     "a date such as 2026-08-02", "a text"};
  return names[static_cast<std::size_t>(type)];
}

std::optional<Value> read_field(std::string_view field, ColumnType type) {
  switch (type) {
    case ColumnType::Boolean:
      if (field == "true") return Value::boolean(true);
      if (field == "false") return Value::boolean(false);
      return std::nullopt;
    case ColumnType::Integer:
      if (const auto value = number<std::int64_t>(field)) return Value::integer(*value);
      return std::nullopt;
    case ColumnType::Float:
      if (const auto value = number<double>(field)) return Value::real(*value);
      return std::nullopt;
    case ColumnType::Date:
      return read_date(field);
    case ColumnType::Text:
      return Value::string(field);
  }
  return std::nullopt;
}

void TypeGuess::see(std::string_view field) {
  if (type_ == ColumnType::Text && seen_) return;
  // The first field says where to begin: a number is no date. Later ones only widen.
  if (!seen_) {
    seen_ = true;
    for (const ColumnType type :
         {ColumnType::Boolean, ColumnType::Integer, ColumnType::Float, ColumnType::Date})
      if (read_field(field, type)) {
        type_ = type;
        return;
      }
    type_ = ColumnType::Text;
    return;
  }
  if (read_field(field, type_)) return;
  type_ = type_ == ColumnType::Integer && read_field(field, ColumnType::Float) ? ColumnType::Float
                                                                               : ColumnType::Text;
}

}  // namespace normgraph::loaders
