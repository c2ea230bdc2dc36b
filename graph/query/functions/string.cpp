#include <array>
#include <cstdint>
#include <memory>
#include <random>

#include "graph/query/expression/rows.hpp"
#include "graph/query/functions/arguments.hpp"
#include "graph/query/functions/unicode.hpp"

namespace normgraph::query {
namespace {

Value upper(Arguments arguments, Context&) {
  return Value::string(to_upper(text_argument("toUpper", arguments[0])));
}
Value lower(Arguments arguments, Context&) {
  return Value::string(to_lower(text_argument("toLower", arguments[0])));
}
/// Of a column of strings: the answers lie one behind the other, in one buffer that they keep.
template <void (*append)(std::string_view, std::string&), ScalarFunction scalar>
Vector converted_column(std::span<const Vector* const> arguments, const Selection& rows,
                        Context& context) {
  const Vector& column = *arguments[0];
  Vector result(Vector::Kind::String, column.size());
  if (column.kind() != Vector::Kind::String || column.is_constant()) {
    for_each_row(rows, [&](std::uint32_t row) {
      const Value text = column.value(row);
      if (!text.is_null()) result.set(row, scalar(Arguments(&text, 1), context));
    });
    return result;
  }
  const auto bytes = std::make_shared<std::string>();
  std::vector<std::size_t> ends;
  for_each_row(rows, [&](std::uint32_t row) {
    if (!column.is_null(row)) append(column.strings()[row], *bytes);
    ends.push_back(bytes->size());
  });
  std::size_t begin = 0, i = 0;
  for_each_row(rows, [&](std::uint32_t row) {
    const std::size_t end = ends[i++];
    if (!column.is_null(row)) {
      result.strings()[row] = std::string_view(*bytes).substr(begin, end - begin);
      result.clear_null(row);
    }
    begin = end;
  });
  result.keep(bytes);
  return result;
}

Value replace(Arguments arguments, Context&) {
  const std::string& text = text_argument("replace", arguments[0]);
  const std::string& search = text_argument("replace", arguments[1]);
  const std::string& with = text_argument("replace", arguments[2]);
  if (search.empty()) return arguments[0];
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(search); at != text.npos; at = text.find(search, from)) {
    result.append(text, from, at - from).append(with);
    from = at + search.size();
    if (result.size() > max_string_bytes) {
      throw value_too_large("replace() would make more than " + std::to_string(max_string_bytes) +
                            " bytes");
    }
  }
  return Value::string(result.append(text, from));
}

List characters_of(std::string_view text) {
  List list;
  while (!text.empty()) {
    const std::size_t size = character_offset(text, 1);
    list.push_back(Value::string(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return list;
}

/// The first of the separators in the text: where, and how long it is.
std::pair<std::size_t, std::size_t> find_first(std::string_view text, std::size_t from,
                                               const std::vector<std::string_view>& separators) {
  std::pair<std::size_t, std::size_t> best{text.npos, 0};
  for (const std::string_view separator : separators) {
    const std::size_t at = text.find(separator, from);
    if (at < best.first) best = {at, separator.size()};
  }
  return best;
}

Value split(Arguments arguments, Context&) {
  const std::string& text = text_argument("split", arguments[0]);
  std::vector<std::string_view> separators;
  if (arguments[1].type() == Type::List) {
    for (const Value& each : arguments[1].as_list()) {
      if (each.is_null()) return {};
      separators.push_back(text_argument("split", each));
    }
  } else {
    separators.push_back(text_argument("split", arguments[1]));
  }
  for (const std::string_view separator : separators) {
    if (separator.empty()) return Value::list(characters_of(text));
  }
  List parts;
  std::size_t from = 0;
  for (;;) {
    const auto [at, size] = find_first(text, from, separators);
    parts.push_back(Value::string(std::string_view(text).substr(from, at - from)));
    if (at == text.npos) break;
    from = at + size;
  }
  return Value::list(std::move(parts));
}

Value char_length(Arguments arguments, Context&) {
  const std::size_t count = character_count(text_argument("char_length", arguments[0]));
  return Value::integer(static_cast<std::int64_t>(count));
}

Value normalize(Arguments arguments, Context&) {
  const std::string& text = text_argument("normalize", arguments[0]);
  const std::string form =
      arguments.size() > 1 ? text_argument("normalize", arguments[1]) : std::string("NFC");
  std::string result;
  if (!normalise(text, form, result)) {
    throw argument_range_error("normalize() knows the forms NFC, NFD, NFKC and NFKD, not '" + form +
                               "'");
  }
  return Value::string(std::move(result));
}

/// A random UUID (version 4).
Value random_uuid(Arguments, Context&) {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  std::array<std::uint64_t, 2> bits = {random(), random()};
  bits[0] = (bits[0] & ~0xF000ull) | 0x4000ull;
  bits[1] = (bits[1] & ~(0xC0ull << 56)) | (0x80ull << 56);
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    text += digits[(bits[i / 16] >> (60 - 4 * (i % 16))) & 0xF];
  }
  return Value::string(std::move(text));
}

constexpr StaticType text_type = StaticType::String;

const FunctionInfo string_table[] = {
    {.name = "toUpper",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = text_type,
     .scalar = upper,
     .vectorised = converted_column<append_upper, upper>},
    {.name = "upper",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = text_type,
     .scalar = upper,
     .vectorised = converted_column<append_upper, upper>},
    {.name = "toLower",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = text_type,
     .scalar = lower,
     .vectorised = converted_column<append_lower, lower>},
    {.name = "lower",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = text_type,
     .scalar = lower,
     .vectorised = converted_column<append_lower, lower>},
    {.name = "replace",
     .min_arguments = 3,
     .max_arguments = 3,
     .result = text_type,
     .scalar = replace},
    {.name = "split",
     .min_arguments = 2,
     .max_arguments = 2,
     .result = StaticType::List,
     .scalar = split,
     .element = text_type},
    {.name = "char_length",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = char_length},
    {.name = "character_length",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = char_length},
    {.name = "normalize",
     .min_arguments = 1,
     .max_arguments = 2,
     .result = text_type,
     .scalar = normalize},
    {.name = "randomUUID", .deterministic = false, .result = text_type, .scalar = random_uuid},
};

}  // namespace

std::span<const FunctionInfo> string_functions() { return string_table; }

}  // namespace normgraph::query
