// Functions that give a part of a text. Of a column of texts the parts lie in these.

#include <array>

#include "graph/query/expression/rows.hpp"
#include "graph/query/functions/arguments.hpp"
#include "graph/query/functions/unicode.hpp"

namespace normgraph::query {
namespace {

using Counts = std::span<const std::size_t>;

struct Trim {
  static constexpr std::string_view name = "trim";
  static std::string_view of(std::string_view text, Counts) { return trim_left(trim_right(text)); }
};
struct TrimLeft {
  static constexpr std::string_view name = "ltrim";
  static std::string_view of(std::string_view text, Counts) { return trim_left(text); }
};
struct TrimRight {
  static constexpr std::string_view name = "rtrim";
  static std::string_view of(std::string_view text, Counts) { return trim_right(text); }
};
struct Left {
  static constexpr std::string_view name = "left";
  static std::string_view of(std::string_view text, Counts counts) {
    return text.substr(0, character_offset(text, counts[0]));
  }
};
struct Right {
  static constexpr std::string_view name = "right";
  static std::string_view of(std::string_view text, Counts counts) {
    const std::size_t length = character_count(text);
    return text.substr(counts[0] >= length ? 0 : character_offset(text, length - counts[0]));
  }
};
struct Substring {
  static constexpr std::string_view name = "substring";
  static std::string_view of(std::string_view text, Counts counts) {
    text.remove_prefix(character_offset(text, counts[0]));
    return counts.size() > 1 ? text.substr(0, character_offset(text, counts[1])) : text;
  }
};

template <class Part>
Value part_of(Arguments arguments, Context&) {
  const std::string& text = text_argument(Part::name, arguments[0]);
  std::array<std::size_t, 2> counts{};
  for (std::size_t i = 1; i < arguments.size(); ++i)
    counts[i - 1] = count_argument(Part::name, arguments[i]);
  return Value::string(Part::of(text, Counts(counts.data(), arguments.size() - 1)));
}

template <class Part>
Vector part_of_rows(std::span<const Vector* const> arguments, const Selection& rows,
                    Context& context) {
  Vector result(Vector::Kind::String, arguments[0]->size());
  std::vector<Value> values(arguments.size());
  for_each_row(rows, [&](std::uint32_t row) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      values[i] = arguments[i]->value(row);
      if (values[i].is_null()) return;
    }
    result.set(row, part_of<Part>(values, context));
  });
  return result;
}

template <class Part>
Vector part_of_column(std::span<const Vector* const> arguments, const Selection& rows,
                      Context& context) {
  const Vector& texts = *arguments[0];
  bool plain = texts.kind() == Vector::Kind::String;
  for (const Vector* count : arguments.subspan(1))
    plain = plain && count->kind() == Vector::Kind::Integer && !count->has_nulls();
  if (!plain) return part_of_rows<Part>(arguments, rows, context);
  Vector result(Vector::Kind::String, texts.size());
  std::array<std::size_t, 2> counts{};
  const Counts given(counts.data(), arguments.size() - 1);
  for_each_row(rows, [&](std::uint32_t row) {
    if (texts.is_null(row)) return;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const Vector& count = *arguments[i + 1];
      counts[i] = count_argument(Part::name, Value::integer(count.integers()[count.at(row)]));
    }
    result.strings()[row] = Part::of(texts.strings()[texts.at(row)], given);
    result.clear_null(row);
  });
  result.keep_of(texts);
  return result;
}

template <class Part>
constexpr FunctionInfo entry(std::string_view name, std::uint8_t least, std::uint8_t most) {
  FunctionInfo info;
  info.name = name;
  info.min_arguments = least;
  info.max_arguments = most;
  info.result = StaticType::String;
  info.scalar = part_of<Part>;
  info.vectorised = part_of_column<Part>;
  return info;
}

constexpr FunctionInfo part_of_text_table[] = {
    entry<Trim>("trim", 1, 1),          entry<Trim>("btrim", 1, 1), entry<TrimLeft>("ltrim", 1, 1),
    entry<TrimRight>("rtrim", 1, 1),    entry<Left>("left", 2, 2),  entry<Right>("right", 2, 2),
    entry<Substring>("substring", 2, 3)};

}  // namespace

std::span<const FunctionInfo> part_of_text_functions() { return part_of_text_table; }

}  // namespace normgraph::query
