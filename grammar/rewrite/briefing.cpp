// BRIEFING: a document. Its template lies in the data: Markdown with statements (briefing_template
// .hpp). The rewriting fills the placeholders in and rewrites each statement; what the words of the
// document are goes along with the presentation.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "grammar/briefing_template.hpp"
#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

constexpr const char* usual_name = "standard";
constexpr const char* scope_name = "things in scope";

struct Chosen {
  std::string name;
  const std::string* text;
};

Chosen choose(const std::optional<ast::Name>& wanted, const Vocabulary& vocabulary) {
  const std::vector<std::string> names = vocabulary.briefing_names();
  if (names.empty())
    throw Error(ErrorKind::Reference, "NG4016", "SyntaxError", "UnknownBriefing",
                "this graph holds no template of a briefing")
        .hint("load data with one (docs/briefings.md)");
  const std::string name = wanted ? wanted->text : names.size() == 1 ? names[0] : usual_name;
  if (const std::string* text = vocabulary.find_briefing(name)) return {name, text};
  Error error(ErrorKind::Reference, "NG4016", "SyntaxError", "UnknownBriefing",
              "there is no briefing " + name);
  for (const std::string& near : nearest_names(name, names))
    error.hints.push_back("did you mean " + near + "?");
  std::string all;
  for (const std::string& known : names) all += (all.empty() ? "" : ", ") + known;
  error.hints.push_back("briefings in this graph: " + all);
  if (wanted) throw std::move(error).at(wanted->span);
  throw error;
}

/// `days` before a day such as "2026-11-22".
std::string days_before(const std::string& day, int days) {
  int year = 0;
  unsigned month = 0, date = 0;
  std::from_chars(day.data(), day.data() + 4, year);
  std::from_chars(day.data() + 5, day.data() + 7, month);
  std::from_chars(day.data() + 8, day.data() + 10, date);
  using namespace std::chrono;
  const year_month_day earlier{
      sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{date}} -
      std::chrono::days{days}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(earlier.year()),
                     static_cast<unsigned>(earlier.month()), static_cast<unsigned>(earlier.day()));
}

/// Where changes begin, and why there.
struct Since {
  std::string day, reason;
};

Since since_of(const ast::Briefing& briefing, const Chosen& chosen, const std::string& about,
               const Vocabulary& vocabulary) {
  if (briefing.since) return {briefing.since->text, "as asked for"};
  const std::string previous = vocabulary.previous_briefing(recorded_name(chosen.name, about));
  if (!previous.empty()) return {previous, "the day of the previous briefing of this name"};
  const int days_back = parse_briefing_template(*chosen.text).days_back;
  return {
      days_before(vocabulary.today(), days_back),
      fmt::format("the last {} days, as no earlier briefing of this name is on record", days_back)};
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
    text.replace(at, from.size(), to);
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// What the document is narrowed to; without a selection all texts are empty.
struct Narrowed {
  std::string selection;  // as it was written
  std::string count;      // a query: how many things that are
  std::string scope;      // a query: the keys of what the document is about
  std::vector<WrittenReference> references;
};

/// What belongs to the selected things the rule "briefing.scope" of the data says.
Narrowed narrowed(const ast::Briefing& briefing, const Vocabulary& vocabulary) {
  if (!briefing.of) return {};
  SelectedThings things = select(*briefing.of, vocabulary);
  const std::string* rule = vocabulary.find_definition("briefing.scope");
  // CALL hides the names of the selection from the query around it, and those of the query from it.
  return {.selection = print(*briefing.of),
          .count = things.clauses + "RETURN count(DISTINCT thing) AS selected",
          .scope = "CALL {\n" + things.clauses + (rule ? filled(*rule, {}, vocabulary) : "") +
                   "\nRETURN DISTINCT thing.key AS in_scope } RETURN in_scope",
          .references = std::move(things.references)};
}

/// `{d in scope}` becomes a condition, which without a selection always holds.
void replace_conditions(std::string& text, const std::string& scope) {
  constexpr std::string_view ending = " in scope}";
  for (std::size_t end = 0; (end = text.find(ending, end)) != text.npos;) {
    std::size_t begin = end;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    if (begin == 0 || begin == end || text[begin - 1] != '{') {
      end += ending.size();
      continue;
    }
    const std::string condition =
        scope.empty() ? "true" : text.substr(begin, end - begin) + ".key IN " + scope;
    text.replace(begin - 1, end + ending.size() - begin + 1, condition);
    end = begin - 1 + condition.size();
  }
}

/// The template with its placeholders filled in. Its head then says which it is, and of what.
std::string filled_in(const ast::Briefing& briefing, const Chosen& chosen, const Narrowed& to,
                      const Vocabulary& vocabulary) {
  std::string about = to.selection;
  std::replace(about.begin(), about.end(), '\n', ' ');  // the head has it on one line
  const Since since = since_of(briefing, chosen, about, vocabulary);
  const std::string& selection = to.selection;
  std::string text = *chosen.text;
  if (text.starts_with("---")) {  // the head was read
    const std::size_t end = text.find("\n---");
    text.erase(0, std::min(text.find('\n', end + 4), text.size() - 1) + 1);
  }
  // The scope is asked for once a document: the queries have it as a parameter.
  const std::string scope = briefing.of ? fmt::format("$`{}`", scope_name) : "";
  replace_conditions(text, scope);
  replace_all(text, "{scope}", briefing.of ? scope : "null");
  replace_all(text, "{of}", briefing.of ? "OF " + selection : "");
  replace_all(text, "{in}", briefing.of ? "IN " + selection : "");
  replace_all(text, "{selection}", briefing.of ? selection : "everything");
  replace_all(text, "{since}", "SINCE " + since.day);
  replace_all(text, "{until}", briefing.until ? "UNTIL " + briefing.until->text : "");
  replace_all(text, "{first day}", since.day);
  replace_all(text, "{last day}", briefing.until ? briefing.until->text : vocabulary.today());
  replace_all(text, "{why since}", since.reason);
  return "---\nname: " + chosen.name + "\nabout: " + about + "\n---\n" + text;
}

/// `$days` becomes the value that the call, or else the definition, gives it.
std::string with_value(const std::string& text, const std::string& parameter,
                       const std::string& value) {
  const std::string name = "$" + parameter;
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if (end < text.size() && is_word(text[end])) continue;
    out += text.substr(done, at - done) + value;
    done = end;
  }
  return out + text.substr(done);
}

/// RUN in a briefing: the saved statement, its parameters as they are given.
ast::Statement saved(const ast::Run& call, const Vocabulary& vocabulary) {
  for (const Vocabulary::SavedStatement& statement : vocabulary.saved_statements()) {
    if (statement.name != call.name.text) continue;
    const ast::Statement definition = parse_statement(statement.text);
    const auto& define = std::get<ast::Define>(definition.node);
    std::string text = define.body_text;
    for (std::size_t i = 0; i < define.parameters.size(); ++i) {
      const auto& [name, usual] = define.parameters[i];
      const ast::Expression* value =
          i < call.arguments.size() ? call.arguments[i].get() : usual.get();
      if (value) text = with_value(text, name.text, print(*value));
    }
    return parse_statement(text);
  }
  throw Error(ErrorKind::Reference, "NG4015", "SyntaxError", "UnknownStatement",
              "there is no saved statement " + call.name.text);
}

Rewriting rewritten(ast::Statement statement, const Vocabulary& vocabulary) {
  if (const auto* call = std::get_if<ast::Run>(&statement.node))
    statement = saved(*call, vocabulary);
  if (statement.time.as_of || statement.time.known_by)
    throw Error(ErrorKind::Semantic, "NG2919", "SyntaxError", "InvalidBriefing",
                "AS OF and KNOWN BY stand before BRIEFING, not inside it");
  if (auto* query = std::get_if<ast::Query>(&statement.node)) {
    Rewriting rewriting;
    NamedQuery named;
    named.query = std::move(*query);
    rewriting.queries.push_back(std::move(named));
    return rewriting;
  }
  if (!is_domain_statement(statement) || std::holds_alternative<ast::Briefing>(statement.node))
    throw Error(ErrorKind::Semantic, "NG2919", "SyntaxError", "InvalidBriefing",
                "a briefing is made of queries and sentences that only read");
  return rewrite(statement, vocabulary);
}

/// What sentences say of their rows goes along, each thing once.
void merge(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const std::string& text : from)
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

/// Adds the queries of a block: named by its caption, which tells them apart.
void add_block(const BriefingBlock& block, const Vocabulary& vocabulary, Span place,
               Rewriting& briefing) {
  std::size_t number = 0;
  for (const ScriptPiece& piece : split_script(block.statements)) {
    Rewriting part = rewritten(parse_statement(piece.text), vocabulary);
    const std::string name =
        ++number == 1 ? block.text : block.text + " (" + std::to_string(number) + ")";
    merge(part.presentation.notes, briefing.presentation.notes);
    merge(part.presentation.details, briefing.presentation.details);
    const bool one = part.queries.size() == 1;
    for (NamedQuery& query : part.queries) {
      query.name = one || query.name.empty() ? name : name + ": " + query.name;
      query.written = nullptr;
      briefing.queries.push_back(std::move(query));
    }
    for (WrittenReference& reference : part.references)
      briefing.references.push_back({std::move(reference.text), place});
  }
}

}  // namespace

Rewriting rewrite_briefing(const ast::Statement& statement, const Vocabulary& vocabulary) {
  const auto& briefing = std::get<ast::Briefing>(statement.node);
  const Chosen chosen = choose(briefing.name, vocabulary);
  const Span place = briefing.of ? briefing.of->span : statement.span;
  const Narrowed to = narrowed(briefing, vocabulary);
  Rewriting rewriting;
  rewriting.references = to.references;
  std::string text;
  try {
    text = filled_in(briefing, chosen, to, vocabulary);
  } catch (Error& error) {
    error.has_span = false;
    throw std::move(error).hint("this is about the template of the briefing " + chosen.name);
  }
  const BriefingTemplate document = parse_briefing_template(text);
  for (const BriefingBlock& block : document.blocks) {
    if (block.kind != BriefingBlock::Kind::Statements) continue;
    try {
      add_block(block, vocabulary, place, rewriting);
    } catch (Error& error) {
      error.has_span = false;  // it would be a place in the template
      throw std::move(error).hint("this is about '" + block.text + "' in the briefing " +
                                  chosen.name);
    }
  }
  if (briefing.of) {
    rewriting.lists.push_back({scope_name, parse_query(to.scope)});
    rewriting.queries.push_back({"narrowed to", parse_query(to.count)});
  }
  rewriting.presentation.kind = Presentation::Kind::Briefing;
  rewriting.presentation.title = document.title;
  rewriting.presentation.limits = true;
  rewriting.presentation.document = std::move(text);
  return rewriting;
}

}  // namespace normgraph::rewriting
