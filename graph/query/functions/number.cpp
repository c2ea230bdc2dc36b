#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

#include "graph/query/functions/arguments.hpp"
#include "graph/query/functions/rounding.hpp"

namespace normgraph::query {
namespace {

/// A function of one number, as the library has it.
template <double (*Function)(double)>
Value of_number(Arguments arguments, Context&) {
  if (!arguments[0].is_number())
    throw argument_value_error("this function", arguments[0], "a number");
  return Value::real(Function(arguments[0].as_number()));
}

double cotangent(double x) { return 1 / std::tan(x); }
double hyperbolic_cotangent(double x) { return 1 / std::tanh(x); }
double to_degrees(double x) { return x * 180 / std::numbers::pi; }
double to_radians(double x) { return x * std::numbers::pi / 180; }
double half_versed_sine(double x) { return (1 - std::cos(x)) / 2; }

Value absolute(Arguments arguments, Context&) {
  const Value& x = arguments[0];
  if (x.type() != Type::Integer) return Value::real(std::fabs(number_argument("abs", x)));
  if (x.as_integer() == INT64_MIN) throw integer_overflow("abs()");
  return Value::integer(std::abs(x.as_integer()));
}

Value sign(Arguments arguments, Context&) {
  const double x = number_argument("sign", arguments[0]);
  return Value::integer(x > 0 ? 1 : x < 0 ? -1 : 0);
}

/// Ties go towards positive infinity, unless a precision and a mode say otherwise.
Value round(Arguments arguments, Context&) {
  const double x = number_argument("round", arguments[0]);
  if (arguments.size() == 1) {
    const double down = std::floor(x);
    return Value::real(std::copysign(x - down >= 0.5 ? down + 1 : down, x));
  }
  const std::size_t places = count_argument("round", arguments[1]);
  RoundingMode mode = RoundingMode::HalfUp;
  if (arguments.size() > 2) {
    const std::string& name = text_argument("round", arguments[2]);
    const auto known = rounding_mode(name);
    if (!known) {
      throw argument_range_error(
          "round() knows the modes UP, DOWN, CEILING, FLOOR, HALF_UP, "
          "HALF_DOWN and HALF_EVEN, not '" +
          name + "'");
    }
    mode = *known;
  }
  constexpr std::size_t most_places = 400;  // more than any double has
  return Value::real(round_decimal(x, static_cast<int>(std::min(places, most_places)), mode));
}

Value arc_tangent_2(Arguments arguments, Context&) {
  return Value::real(
      std::atan2(number_argument("atan2", arguments[0]), number_argument("atan2", arguments[1])));
}

Value pi(Arguments, Context&) { return Value::real(std::numbers::pi); }
Value e(Arguments, Context&) { return Value::real(std::numbers::e); }

Value random(Arguments, Context&) {
  static thread_local std::mt19937_64 generator{std::random_device{}()};
  return Value::real(std::uniform_real_distribution<double>(0, 1)(generator));
}

Value is_nan(Arguments arguments, Context&) {
  return Value::boolean(std::isnan(number_argument("isNaN", arguments[0])));
}

/// Milliseconds since the epoch when the statement started.
Value timestamp(Arguments, Context& context) {
  return Value::integer(context.clock.seconds * 1000 + context.clock.nanoseconds / 1'000'000);
}

constexpr FunctionInfo float_function(std::string_view name, ScalarFunction scalar) {
  return {.name = name,
          .min_arguments = 1,
          .max_arguments = 1,
          .result = StaticType::Float,
          .scalar = scalar};
}

const FunctionInfo number_table[] = {
    {.name = "abs", .min_arguments = 1, .max_arguments = 1, .scalar = absolute},
    {.name = "sign",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Integer,
     .scalar = sign},
    {.name = "round",
     .min_arguments = 1,
     .max_arguments = 3,
     .result = StaticType::Float,
     .scalar = round},
    float_function("ceil", of_number<std::ceil>),
    float_function("ceiling", of_number<std::ceil>),
    float_function("floor", of_number<std::floor>),
    float_function("sqrt", of_number<std::sqrt>),
    float_function("exp", of_number<std::exp>),
    float_function("log", of_number<std::log>),
    float_function("ln", of_number<std::log>),
    float_function("log10", of_number<std::log10>),
    float_function("sin", of_number<std::sin>),
    float_function("cos", of_number<std::cos>),
    float_function("tan", of_number<std::tan>),
    float_function("cot", of_number<cotangent>),
    float_function("asin", of_number<std::asin>),
    float_function("acos", of_number<std::acos>),
    float_function("atan", of_number<std::atan>),
    float_function("sinh", of_number<std::sinh>),
    float_function("cosh", of_number<std::cosh>),
    float_function("tanh", of_number<std::tanh>),
    float_function("coth", of_number<hyperbolic_cotangent>),
    float_function("degrees", of_number<to_degrees>),
    float_function("radians", of_number<to_radians>),
    float_function("haversin", of_number<half_versed_sine>),
    {.name = "atan2",
     .min_arguments = 2,
     .max_arguments = 2,
     .result = StaticType::Float,
     .scalar = arc_tangent_2},
    {.name = "pi", .result = StaticType::Float, .scalar = pi},
    {.name = "e", .result = StaticType::Float, .scalar = e},
    {.name = "rand", .deterministic = false, .result = StaticType::Float, .scalar = random},
    {.name = "isNaN",
     .min_arguments = 1,
     .max_arguments = 1,
     .result = StaticType::Boolean,
     .scalar = is_nan},
    {.name = "timestamp", .result = StaticType::Integer, .scalar = timestamp},
};

}  // namespace

std::span<const FunctionInfo> number_functions() { return number_table; }

}  // namespace normgraph::query
