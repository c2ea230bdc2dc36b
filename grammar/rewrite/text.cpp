#include "grammar/rewrite/text.hpp"

#include <algorithm>
#include <array>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"

namespace normgraph::rewriting {

std::string resolve_call(const std::string& text, Span place,
                         std::vector<WrittenReference>& references) {
  references.push_back({text, place});
  return "norm.resolve(" + print_string(text) + ")";
}

std::string resolve_call(const ast::Reference& reference,
                         std::vector<WrittenReference>& references) {
  // What a parameter means is not known before the statement runs.
  if (reference.kind == ast::Reference::Kind::Parameter)
    return "norm.resolve(" + print(reference) + ")";
  return resolve_call(print(reference), reference.span, references);
}

std::string period_call(const ast::PeriodLiteral& literal) {
  if (literal.text.starts_with('$')) return "period(" + literal.text + ")";
  return "period(" + print_string(literal.text) + ")";
}

std::string display_name(const std::string& variable, const Vocabulary& vocabulary) {
  constexpr std::array names{"designation", "reference", "title", "term", "name"};
  std::string result = "coalesce(";
  for (const char* name : names) {
    const auto has = [&](const Vocabulary::Label& label) {
      return std::find(label.properties.begin(), label.properties.end(), name) !=
             label.properties.end();
    };
    const auto& labels = vocabulary.labels();
    if (std::any_of(labels.begin(), labels.end(), has)) result += variable + "." + name + ", ";
  }
  return result + variable + ".key)";
}

std::vector<std::string> listed_names(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",\n"), list.size());
    std::string_view name = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty() && !name.starts_with("//")) names.emplace_back(name);
  }
  return names;
}

std::string filled(const std::string& rule, const Locals& locals, const Vocabulary& vocabulary) {
  constexpr std::size_t longest = 1u << 20;  // rules that name each other would never end
  std::string text = rule;
  for (std::size_t open; (open = text.find("{{")) != std::string::npos;) {
    const std::size_t close = text.find("}}", open);
    if (close == std::string::npos) break;
    const std::string name = text.substr(open + 2, close - open - 2);
    const auto local = std::find_if(locals.begin(), locals.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    const std::string* value =
        local != locals.end() ? &local->second : vocabulary.find_definition(name);
    if (!value || text.size() > longest)
      throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                  "a rule of this graph speaks of {{" + name + "}}, which " +
                      (value ? "speaks of itself" : "is not defined"))
          .hint("the rules lie in the definitions of the data (docs/data-model.md)");
    text.replace(open, close + 2 - open, *value);
  }
  return text;
}

ast::Query parse_query(const std::string& text) {
  try {
    ast::Statement statement = parse_statement(text);
    return std::get<ast::Query>(std::move(statement.node));
  } catch (Error& error) {
    error.has_span = false;  // it would be a place in the rewriting, which nobody wrote
    error.hints.insert(error.hints.begin(), "this is about a rule or a chain of the data");
    throw;
  }
}

void throw_not_available(const std::string& what, Span place) {
  throw Error(ErrorKind::Semantic, "NG2900", "SyntaxError", "NotAvailable",
              what + " is part of the language, but this version does not answer it yet")
      .at(place);
}

}  // namespace normgraph::rewriting
