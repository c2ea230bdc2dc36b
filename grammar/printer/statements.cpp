#include <algorithm>
#include <array>

#include "grammar/printer/printer.hpp"
#include "grammar/x3/scan.hpp"

namespace normgraph::printer {
namespace {

bool is_plain_word(std::string_view word) {
  const char* const last = word.data() + word.size();
  const char* p = syntax::scan_name(word.data(), last);
  // GROUP is an option only before BY.
  const bool option = syntax::is_option_word(word) && !syntax::equals_word(word, "GROUP");
  if (p == word.data() || option) return false;
  while (last - p >= 2 && *p == '-' && syntax::scan_name(p + 1, last) != p + 1)
    p = syntax::scan_name(p + 1, last);
  return p == last;
}

bool is_plain_words(std::string_view words) {
  for (;;) {
    const std::size_t blank = words.find(' ');
    if (!is_plain_word(words.substr(0, blank))) return false;
    if (blank == std::string_view::npos) return true;
    words.remove_prefix(blank + 1);
  }
}

/// One or two plain words, as nouns are read.
bool is_plain_noun(std::string_view words) {
  const std::size_t blank = words.find(' ');
  if (!is_plain_words(words)) return false;
  if (blank == std::string_view::npos) return true;
  const std::string_view second = words.substr(blank + 1);
  return second.find(' ') == std::string_view::npos && !syntax::resembles_option_word(second);
}

bool is_plain_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || syntax::is_digit(c) ||
           std::string_view("_-./:+").find(c) != std::string_view::npos;
  });
}

}  // namespace

void Printer::statement(const ast::Statement& statement) {
  if (statement.explain == ast::ExplainMode::Explain) put("EXPLAIN ");
  if (statement.explain == ast::ExplainMode::Profile) put("PROFILE ");
  if (statement.time.as_of) put("AS OF " + statement.time.as_of->text + " ");
  if (statement.time.known_by) put("KNOWN BY " + statement.time.known_by->text + " ");
  assumptions(statement.time.assume);
  std::visit([this](const auto& node) { statement_of(node); }, statement.node);
  if (statement.format) {
    put(" FORMAT ");
    name(statement.format->text);
  }
  if (statement.into) {
    put(" INTO ");
    string(*statement.into);
  }
}

void Printer::phase(const std::string& text) {
  const bool bare = syntax::is_digit(text[0]) || is_plain_word(text);
  bare ? put(text) : string(text);
}

void Printer::assumptions(const std::vector<ast::Assumption>& assumed) {
  if (assumed.empty()) return;
  put("ASSUME ");
  for (std::size_t i = 0; i < assumed.size(); ++i) {
    if (i > 0) put(", ");
    const ast::Assumption& each = assumed[i];
    if (!each.of) {
      put("DURATIONS");
      continue;
    }
    reference(*each.of);
    if (each.delayed_by) {
      put(" DELAYED BY " + each.delayed_by->text);
    } else {
      put(" AT ");
      phase(each.phase);
      put(" FROM " + each.on->text);
    }
  }
  put(" ");
}

void Printer::statement_of(const ast::Query& whole) { query(whole, "\n"); }

// ---- what statements speak of ----

void Printer::noun(const std::string& words) {
  if (is_plain_noun(words)) {
    put(words);
  } else {
    put(in_backticks(words));
  }
}

void Printer::free_name(const std::string& text) {
  if (syntax::is_option_word(text)) {
    put(in_backticks(text));
  } else {
    name(text);
  }
}

void Printer::reference(const ast::Reference& reference) {
  using Kind = ast::Reference::Kind;
  switch (reference.kind) {
    case Kind::Noun:
      return put(reference.noun + " " + reference.text);
    case Kind::Word:
      return noun(reference.text);
    case Kind::Quoted:
      return string(reference.text);
    case Kind::Key:
      put("@");
      return is_plain_key(reference.text) ? put(reference.text) : string(reference.text);
    case Kind::Parameter:
      put("$");
      return name(reference.text);
    case Kind::Designation:
    case Kind::Request:
    case Kind::WorkingGroup:
      return put(reference.text);
  }
}

void Printer::selection(const ast::Selection& selection) {
  using Kind = ast::Selection::Kind;
  switch (selection.kind) {
    case Kind::Single:
      reference(selection.reference);
      break;
    case Kind::Range:
      put(selection.noun.text + " " + selection.from + ".." + selection.to);
      break;
    case Kind::Plural:
      noun(selection.noun.text);
      break;
    case Kind::Pattern:
      if (selection.path) {
        path(*selection.path);
      } else if (selection.node) {
        node(*selection.node);
      }
      break;
  }
  reference_option(" OF ", selection.of);
  option(" WHERE ", selection.where);
}

void Printer::selection_option(std::string_view word, const std::optional<ast::Selection>& given) {
  if (!given) return;
  put(word);
  selection(*given);
}

void Printer::reference_option(std::string_view word, const std::optional<ast::Reference>& given) {
  if (!given) return;
  put(word);
  reference(*given);
}

void Printer::period_option(std::string_view word, const std::optional<ast::PeriodLiteral>& given) {
  if (!given) return;
  put(word);
  put(given->text);
}

void Printer::group_by(const std::vector<ast::Name>& names) {
  if (names.empty()) return;
  put(" GROUP BY ");
  list(names, ", ", [this](const ast::Name& grouping) {
    put(is_plain_words(grouping.text) && grouping.text.find('-') == std::string::npos
            ? grouping.text
            : in_backticks(grouping.text));
  });
}

// ---- domain statements ----

void Printer::statement_of(const ast::Show& show) {
  put("SHOW ");
  switch (show.what) {
    case ast::Show::What::Selection:
      return selection(show.selection);
    case ast::Show::What::Schema:
      return put("SCHEMA");
    case ast::Show::What::Statements:
      return put("STATEMENTS");
    case ast::Show::What::Indexes:
      return put("INDEXES");
  }
}

void Printer::statement_of(const ast::Describe& describe) {
  put("DESCRIBE ");
  reference(describe.reference);
  reference_option(" OF ", describe.of);
}

void Printer::statement_of(const ast::Gaps& gaps) {
  put("GAPS");
  selection_option(" IN ", gaps.in);
  if (gaps.along) {
    put(" ALONG ");
    free_name(gaps.along->text);
  }
  if (!gaps.at_least.empty()) {
    put(" AT LEAST ");
    phase(gaps.at_least);
  }
  period_option(" DUE ", gaps.due);
}

void Printer::statement_of(const ast::Timeline& timeline) {
  put("TIMELINE");
  selection_option(" OF ", timeline.of);
  period_option(" FROM ", timeline.from);
  period_option(" TO ", timeline.to);
  if (timeline.next) put(" NEXT " + timeline.next->text);
  group_by(timeline.group_by);
}

void Printer::statement_of(const ast::Coverage& coverage) {
  put("COVERAGE");
  selection_option(" OF ", coverage.of);
  group_by(coverage.group_by);
}

void Printer::statement_of(const ast::Trace& trace) {
  put("TRACE ");
  reference(trace.from);
  reference_option(" OF ", trace.from_of);
  put(" TO ");
  reference(trace.to);
  reference_option(" OF ", trace.to_of);
  if (!trace.via.empty()) put(" VIA ");
  list(trace.via, ", ", [this](const ast::Name& type) { name(type.text); });
  if (trace.all) put(" ALL");
}

void Printer::statement_of(const ast::Impact& impact) {
  put("IMPACT OF ");
  reference(impact.of);
  reference_option(" OF ", impact.within);
  if (impact.delayed_by) put(" DELAYED BY " + impact.delayed_by->text);
}

void Printer::statement_of(const ast::Changes& changes) {
  put("CHANGES");
  selection_option(" OF ", changes.of);
  put(" SINCE " + changes.since.text);
  period_option(" UNTIL ", changes.until);
}

void Printer::statement_of(const ast::Briefing& briefing) {
  put("BRIEFING");
  if (briefing.name) {
    put(" ");
    free_name(briefing.name->text);
  }
  selection_option(" OF ", briefing.of);
  period_option(" SINCE ", briefing.since);
  period_option(" UNTIL ", briefing.until);
}

void Printer::statement_of(const ast::Search& search) {
  put("SEARCH ");
  string(search.words);
  selection_option(" IN ", search.in);
}

void Printer::statement_of(const ast::Check& check) {
  put("CHECK ");
  string(check.name);
  put(" { ");
  query(*check.query, " ");
  put(" }");
}

void Printer::statement_of(const ast::Define& define) {
  put("DEFINE ");
  free_name(define.name.text);
  if (!define.parameters.empty()) {
    put("(");
    list(define.parameters, ", ", [this](const auto& parameter) {
      put("$");
      name(parameter.first.text);
      option(" = ", parameter.second);
    });
    put(")");
  }
  put(" AS ");
  if (define.body) {
    statement(*define.body);
  } else {
    put(define.body_text);
  }
}

void Printer::statement_of(const ast::DefineChain& chain) {
  put("DEFINE CHAIN ");
  free_name(chain.name.text);
  put(" AS PATTERN ");
  path(*chain.pattern);
}

void Printer::statement_of(const ast::Run& run) {
  put("RUN ");
  free_name(run.name.text);
  if (!run.arguments.empty()) arguments(run.arguments);
}

void Printer::statement_of(const ast::Load& load) {
  put("LOAD ");
  string(load.path);
  if (!load.options.empty()) put(" WITH ");
  list(load.options, ", ", [this](const auto& entry) {
    name(entry.first.text);
    option(" = ", entry.second);
  });
}

void Printer::statement_of(const ast::Export& exported) {
  put("EXPORT");
  selection_option(" ", exported.selection);
}

// ---- administration ----

void Printer::statement_of(const ast::CreateIndex& index) {
  put(index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX");
  if (index.name) {
    put(" ");
    variable(index.name->text);
  }
  if (index.if_not_exists) put(" IF NOT EXISTS");
  put(" FOR (n:");
  name(index.label.text);
  put(") ON (n.");
  name(index.property.text);
  put(")");
}

void Printer::statement_of(const ast::DropIndex& index) {
  put("DROP INDEX ");
  variable(index.name.text);
  if (index.if_exists) put(" IF EXISTS");
}

void Printer::statement_of(const ast::TransactionControl& control) {
  constexpr std::array words = {"BEGIN", "COMMIT", "ROLLBACK"};
  put(words[static_cast<std::size_t>(control)]);
}

}  // namespace normgraph::printer
