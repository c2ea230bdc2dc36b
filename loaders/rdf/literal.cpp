#include "loaders/rdf/literal.hpp"

#include <charconv>
#include <limits>
#include <map>
#include <string_view>

#include "grammar/error.hpp"
#include "graph/value/period.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph::loaders {

namespace {

using Read = std::optional<Value> (*)(std::string_view);

std::optional<Value> text(std::string_view form) { return Value::string(form); }

std::optional<Value> boolean(std::string_view form) {
  if (form == "true" || form == "1") return Value::boolean(true);
  if (form == "false" || form == "0") return Value::boolean(false);
  return std::nullopt;
}

template <class Number>
std::optional<Number> number(std::string_view form) {
  if (form.starts_with('+')) form.remove_prefix(1);
  Number value{};
  const auto [end, error] = std::from_chars(form.data(), form.data() + form.size(), value);
  const bool whole = error == std::errc() && end == form.data() + form.size();
  return whole && !form.empty() ? std::optional(value) : std::nullopt;
}

std::optional<Value> integer(std::string_view form) {
  const auto value = number<std::int64_t>(form);
  return value ? std::optional(Value::integer(*value)) : std::nullopt;
}

std::optional<Value> real(std::string_view form) {
  using Limits = std::numeric_limits<double>;
  if (form == "INF" || form == "+INF") return Value::real(Limits::infinity());
  if (form == "-INF") return Value::real(-Limits::infinity());
  if (form == "NaN") return Value::real(Limits::quiet_NaN());
  // from_chars takes "inf" and "nan" as well, which XML Schema does not.
  if (form.find_first_not_of("+-.0123456789eE") != form.npos) return std::nullopt;
  const auto value = number<double>(form);
  return value ? std::optional(Value::real(*value)) : std::nullopt;
}

/// `Z`, `+01:00`: where it stands; the end of the text when there is none.
std::size_t offset_of(std::string_view form) {
  if (form.ends_with('Z')) return form.size() - 1;
  const bool has = form.size() > 6 &&
                   (form[form.size() - 6] == '+' || form[form.size() - 6] == '-') &&
                   form[form.size() - 3] == ':';
  return has ? form.size() - 6 : form.size();
}

/// Dates of this language have no offset.
std::optional<Value> date(std::string_view form) {
  return Value::date(parse_date(form.substr(0, offset_of(form))));
}
std::optional<Value> date_time(std::string_view form) {
  return offset_of(form) < form.size() ? Value::date_time(parse_date_time(form))
                                       : Value::local_date_time(parse_local_date_time(form));
}
std::optional<Value> time_of_day(std::string_view form) {
  return offset_of(form) < form.size() ? Value::time(parse_time(form))
                                       : Value::local_time(parse_local_time(form));
}
std::optional<Value> duration(std::string_view form) {
  return Value::duration(parse_duration(form));
}
std::optional<Value> period(std::string_view form) { return Value::period(parse_period(form)); }

Read reader_of(const std::string& datatype) {
  static constexpr std::string_view xsd = "http://www.w3.org/2001/XMLSchema#";
  static constexpr std::string_view edtf = "http://id.loc.gov/datatypes/edtf/";
  static const std::map<std::string_view, Read> readers{{"string", text},
                                                        {"normalizedString", text},
                                                        {"token", text},
                                                        {"anyURI", text},
                                                        {"language", text},
                                                        {"boolean", boolean},
                                                        {"decimal", real},
                                                        {"double", real},
                                                        {"float", real},
                                                        {"integer", integer},
                                                        {"long", integer},
                                                        {"int", integer},
                                                        {"short", integer},
                                                        {"byte", integer},
                                                        {"nonNegativeInteger", integer},
                                                        {"positiveInteger", integer},
                                                        {"nonPositiveInteger", integer},
                                                        {"negativeInteger", integer},
                                                        {"unsignedLong", integer},
                                                        {"unsignedInt", integer},
                                                        {"unsignedShort", integer},
                                                        {"unsignedByte", integer},
                                                        {"date", date},
                                                        {"dateTime", date_time},
                                                        {"dateTimeStamp", date_time},
                                                        {"time", time_of_day},
                                                        {"duration", duration},
                                                        {"dayTimeDuration", duration},
                                                        {"yearMonthDuration", duration},
                                                        {"gYear", period},
                                                        {"gYearMonth", period}};
  if (datatype.empty()) return text;
  if (datatype.starts_with(edtf)) return period;
  if (!datatype.starts_with(xsd)) return nullptr;
  const auto found = readers.find(std::string_view(datatype).substr(xsd.size()));
  return found == readers.end() ? nullptr : found->second;
}

}  // namespace

std::optional<Value> value_of(const Term& literal) {
  const Read read = reader_of(literal.datatype);
  if (!read) return std::nullopt;
  try {
    return read(literal.text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace normgraph::loaders
