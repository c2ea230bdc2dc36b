#include "grammar/print.hpp"

#include <array>

#include "grammar/printer/printer.hpp"
#include "grammar/x3/scan.hpp"

namespace normgraph {
namespace printer {

// What all parts of the printer need: names and strings.

namespace {

bool is_plain_name(std::string_view name) {
  const char* const last = name.data() + name.size();
  return !name.empty() && syntax::scan_name(name.data(), last) == last;
}

}  // namespace

std::string in_backticks(std::string_view name) {
  std::string text = "`";
  for (const char c : name) text += c == '`' ? std::string("``") : std::string(1, c);
  return text + "`";
}

void Printer::name(const std::string& name) {
  put(is_plain_name(name) ? name : in_backticks(name));
}

void Printer::variable(const std::string& name) {
  put(is_plain_name(name) && !syntax::is_reserved(name) ? name : in_backticks(name));
}

void Printer::dotted_name(const std::string& name) {
  std::string_view rest = name;
  const bool qualified = rest.find('.') != std::string_view::npos;
  for (;;) {
    const std::size_t dot = rest.find('.');
    const std::string part(rest.substr(0, dot));
    const bool reserved =
        !qualified && syntax::is_reserved(part) && !syntax::equals_word(part, "EXISTS");
    put(is_plain_name(part) && !reserved ? part : in_backticks(part));
    if (dot == std::string_view::npos) return;
    put(".");
    rest.remove_prefix(dot + 1);
  }
}

void Printer::string(std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  put("'");
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\'':
        put("\\'");
        break;
      case '\\':
        put("\\\\");
        break;
      case '\n':
        put("\\n");
        break;
      case '\r':
        put("\\r");
        break;
      case '\t':
        put("\\t");
        break;
      case '\b':
        put("\\b");
        break;
      case '\f':
        put("\\f");
        break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          put("\\u00");
          text_ += digits[byte >> 4U];
          text_ += digits[byte & 15U];
        } else {
          text_ += c;
        }
    }
  }
  put("'");
}

}  // namespace printer

std::string print(const ast::Statement& statement) {
  printer::Printer printer;
  printer.statement(statement);
  return printer.take();
}

std::string print(const ast::Query& query) {
  printer::Printer printer;
  printer.query(query, "\n");
  return printer.take();
}

std::string print(const ast::Expression& expression) {
  printer::Printer printer;
  printer.expression(expression);
  return printer.take();
}

std::string print(const ast::PathPattern& pattern) {
  printer::Printer printer;
  printer.path(pattern);
  return printer.take();
}

std::string print(const ast::NodePattern& pattern) {
  printer::Printer printer;
  printer.node(pattern);
  return printer.take();
}

std::string print(const ast::Reference& reference) {
  printer::Printer printer;
  printer.reference(reference);
  return printer.take();
}

std::string print(const ast::Selection& selection) {
  printer::Printer printer;
  printer.selection(selection);
  return printer.take();
}

std::string print_string(std::string_view value) {
  printer::Printer printer;
  printer.string(value);
  return printer.take();
}

std::string print_variable(const std::string& name) {
  printer::Printer printer;
  printer.variable(name);
  return printer.take();
}

std::string print_name(const std::string& name) {
  printer::Printer printer;
  printer.name(name);
  return printer.take();
}

}  // namespace normgraph
