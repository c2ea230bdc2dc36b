#include "repl/render/cell_text.hpp"

#include "graph/value/text.hpp"

namespace normgraph::repl {

std::string cell_text(const Value& value) {
  return value.type() == Type::String ? value.as_string() : to_text(value);
}

std::string plain_text(const Value& value) {
  if (value.type() != Type::List) return cell_text(value);
  std::vector<std::string> items;
  std::string separator = ", ";
  for (const Value& item : value.as_list()) {
    items.push_back(plain_text(item));
    if (items.back().find(',') != std::string::npos) separator = "; ";
  }
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : separator) + item;
  return text;
}

}  // namespace normgraph::repl
