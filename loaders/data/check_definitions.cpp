#include "loaders/data/check_definitions.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "grammar/briefing_template.hpp"
#include "grammar/error.hpp"
#include "grammar/parse.hpp"

namespace normgraph::loaders {

namespace {

/// The message with its first hint: "unexpected 'MTCH': expected MATCH (did you mean MATCH?)".
std::string in_words(const Error& error) {
  return error.hints.empty() ? error.message : error.message + " (" + error.hints.front() + ")";
}

std::optional<Error> error_of(const std::string& statement) {
  try {
    parse_statement(statement);
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

/// What stands around a piece of a query to make a whole one.
struct Frame {
  std::string_view before, after;
};
constexpr Frame frames[] = {
    {"MATCH (thing) ", ""},                 // clauses up to RETURN
    {"MATCH (thing) ", " RETURN 1"},        // clauses
    {"MATCH (thing) WHERE ", " RETURN 1"},  // a condition
    {"MATCH (thing) RETURN ", ""},          // columns
    {"MATCH (thing) WITH ", " RETURN 1"},   // columns that are used further on
};

/// Words such as the nouns of a timeline or the names of link types.
bool is_list_of_words(std::string_view text) {
  bool comment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with("//")) comment = true;
    if (text[i] == '\n') comment = false;
    const auto c = static_cast<unsigned char>(text[i]);
    if (!comment && !std::isalnum(c) && !std::isspace(c) && c != '_' && c != ',') return false;
  }
  return true;
}

/// Places for values, `{{delay}}`, are filled in later: a name of the same length stands for them.
std::string with_placeholders_as_names(std::string_view text) {
  std::string plain(text);
  for (std::size_t at = plain.find("{{"); at != std::string::npos; at = plain.find("{{", at)) {
    const std::size_t end = plain.find("}}", at);
    if (end == std::string::npos) break;
    std::fill(plain.begin() + static_cast<std::ptrdiff_t>(at),
              plain.begin() + static_cast<std::ptrdiff_t>(end) + 2, 'x');
  }
  return plain;
}

}  // namespace

void check_saved_statement(const std::string& name, std::string_view text, const std::string& file,
                           ProblemLog& log) {
  try {
    const ast::Statement statement = parse_statement(text);
    const auto* definition = std::get_if<ast::Define>(&statement.node);
    if (!definition || definition->name.text != name)
      log.error({file, 0}, "", "must hold one statement: DEFINE " + name + " AS …");
  } catch (const Error& error) {
    log.error({file, position_of(text, error.span.offset).line}, "", in_words(error));
  }
}

void check_lint(std::string_view text, const std::string& file, ProblemLog& log) {
  std::uint32_t offset = 0;
  try {
    for (const ScriptPiece& piece : split_script(text)) {
      offset = piece.offset;
      const ast::Statement statement = parse_statement(piece.text);
      if (!std::holds_alternative<ast::Check>(statement.node))
        log.error({file, position_of(text, offset).line}, "", "must hold nothing but CHECK");
    }
  } catch (const Error& error) {
    log.error({file, position_of(text, offset + error.span.offset).line}, "", in_words(error));
  }
}

void check_briefing(std::string_view text, const std::string& file, ProblemLog& log) {
  try {
    parse_briefing_template(text);
  } catch (const Error& error) {
    log.error({file, position_of(text, error.span.offset).line}, "", error.message);
  }
}

void check_rule(std::string_view text, const std::string& file, ProblemLog& log) {
  const std::string plain = with_placeholders_as_names(text);
  if (is_list_of_words(plain)) return;
  std::optional<Error> best;  // that of the frame that got furthest
  std::size_t furthest = 0;
  for (const Frame& frame : frames) {
    const std::optional<Error> error =
        error_of(std::string(frame.before) + plain + std::string(frame.after));
    if (!error) return;
    const std::size_t reached =
        std::max<std::size_t>(error->span.offset, frame.before.size()) - frame.before.size();
    if (best && reached <= furthest) continue;
    best = error;
    furthest = reached;
  }
  log.error(
      {file, position_of(text, static_cast<std::uint32_t>(std::min(furthest, text.size()))).line},
      "", in_words(*best));
}

void check_chain(std::string_view text, const Place& place, const std::string& field,
                 ProblemLog& log) {
  if (const auto error = error_of("MATCH " + std::string(text) + " RETURN 1"))
    log.error(place, field, "is not a pattern: " + in_words(*error));
}

std::uint32_t line_of_member(std::string_view json, std::string_view path) {
  std::size_t at = 0;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string name = "\"" + std::string(path.substr(0, dot)) + "\"";
    path.remove_prefix(std::min(dot + 1, path.size()));
    // A name counts where a colon follows: it is that of a member, and no value.
    for (at = json.find(name, at); at != std::string_view::npos; at = json.find(name, at)) {
      at += name.size();
      const std::size_t next = json.find_first_not_of(" \t\r\n", at);
      if (next != std::string_view::npos && json[next] == ':') break;
    }
    if (at == std::string_view::npos) return 0;
  }
  return position_of(json, static_cast<std::uint32_t>(at)).line;
}

}  // namespace normgraph::loaders
