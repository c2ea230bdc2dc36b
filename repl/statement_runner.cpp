#include "repl/statement_runner.hpp"

#include <chrono>
#include <cstdio>

#include "grammar/parse.hpp"
#include "graph/recorded_briefings.hpp"
#include "repl/document/briefing.hpp"
#include "repl/interrupt.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

/// "created 2 nodes, set 3 properties"; empty when nothing changed.
std::string change_text(const query::UpdateCounts& counts) {
  std::string text;
  const auto add = [&text](const char* verb, std::int64_t count, const char* singular,
                           const char* plural) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text +=
        std::string(verb) + ' ' + std::to_string(count) + ' ' + (count == 1 ? singular : plural);
  };
  add("created", counts.nodes_created, "node", "nodes");
  add("created", counts.relationships_created, "relationship", "relationships");
  add("set", counts.properties_set, "property", "properties");
  add("added", counts.labels_added, "label", "labels");
  add("removed", counts.labels_removed, "label", "labels");
  add("deleted", counts.nodes_deleted, "node", "nodes");
  add("deleted", counts.relationships_deleted, "relationship", "relationships");
  add("recorded", counts.claims_added, "claim", "claims");
  add("erased", counts.claims_removed, "claim", "claims");
  return text;
}

Format chosen_format(const Options& options) {
  if (options.format) return *options.format;
  // A device has no ending.
  const std::string name = options.output.substr(options.output.rfind('/') + 1);
  if (name.find('.') == std::string::npos) return Format::Table;
  return requested_format(std::nullopt, options.output, Format::Table);
}

}  // namespace

int exit_status_of(const Error& error) {
  return error.kind == ErrorKind::Data ? exit_bad_data : exit_failed;
}

StatementRunner::StatementRunner(Database& database, const Options& options,
                                 const Terminal& terminal)
    : database_(database),
      terminal_(terminal),
      quiet_(options.quiet),
      json_errors_(options.json_errors),
      keep_going_(options.keep_going),
      existing_(options.existing),
      format_(chosen_format(options)),
      parameters_(options.parameters),
      today_(options.today),
      session_(database.session()) {
  session_->options().today = options.today;
  session_->options().as_of = options.as_of;
  session_->options().known_by = options.known_by;
  session_->options().assume = options.assume;
  session_->options().timeout_seconds = options.timeout_seconds;
  session_->options().memory_limit = options.memory_limit;
  if (!options.output.empty()) file_ = std::make_unique<OutputFile>(options.output, existing_);
}

Style StatementRunner::style_for(Format format) {
  Style style{.width = file_ ? 0 : terminal_.width(),
              .color = !file_ && terminal_.output_color,
              .unicode = terminal_.unicode,
              .limits_short = "",
              .limits_full = ""};
  if (format == Format::Json || format == Format::JsonLines || format == Format::Csv) return style;
  if (!limits_) limits_ = limits_of(database_, today_);
  style.data_version = limits_->data_version;
  style.data_day = limits_->data_day;
  if (quiet_) return style;
  style.limits_short = limits_->brief;
  style.limits_full = limits_->full;
  return style;
}

int StatementRunner::run(std::string_view statement, const Place& place) {
  const auto start = std::chrono::steady_clock::now();
  try {
    Answer answer;
    {
      InterruptGuard guard(*session_);
      try {
        answer = session_->run(statement, parameters_);
      } catch (const Error&) {
        if (!guard.interrupted()) throw;
        // A terminal shows ^C where the cursor stood.
        std::fprintf(stderr, "%sinterrupted; the statement changed nothing\n",
                     terminal_.error ? "\n" : "");
        return exit_interrupted;
      }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    for (const std::string& warning : answer.warnings)
      std::fprintf(stderr, "warning: %s\n", printable(warning).c_str());
    show_answer(answer, std::string(statement));
    show_notes(answer, took.count());
    return judge(answer);
  } catch (const Error& error) {
    report(error, place);
    return exit_status_of(error);
  } catch (const std::bad_alloc&) {
    report(Error(ErrorKind::Limit, "NG6000", "LimitError", "OutOfMemory",
                 "there is not enough memory for this statement"),
           place);
    return exit_failed;
  }
}

int StatementRunner::run_script(std::string_view script, const std::string& file) {
  int status = exit_done;
  try {
    for (const ScriptPiece& piece : split_script(script)) {
      const int result = run(piece.text, {.whole = script, .offset = piece.offset, .file = file});
      if (status == exit_done) status = result;
      if (result == exit_interrupted || (result != exit_done && !keep_going_)) break;
    }
  } catch (const Error& error) {  // the script could not be cut into statements
    report(error, {.whole = script, .offset = 0, .file = file});
    if (status == exit_done) status = exit_status_of(error);
  }
  return status;
}

int StatementRunner::judge(const Answer& answer) {
  const std::optional<bool> holds = check_result(answer);
  if (!holds) return exit_done;
  ++(*holds ? checks_held_ : checks_failed_);
  return *holds ? exit_done : exit_check_failed;
}

std::string StatementRunner::check_summary() const {
  const std::size_t all = checks_held_ + checks_failed_;
  return std::to_string(all) + (all == 1 ? " check: " : " checks: ") +
         std::to_string(checks_held_) + (checks_held_ == 1 ? " holds, " : " hold, ") +
         std::to_string(checks_failed_) + (checks_failed_ == 1 ? " does not" : " do not");
}

void StatementRunner::show_answer(const Answer& answer, const std::string& statement) {
  if (answer.into) return write_into_file(answer, statement);
  const Format format = requested_format(answer.format, std::nullopt, format_);
  if (interactive_ || answer.format) {  // an answer of its own
    AnswerWriter writer(format, style_for(format));
    std::string text = writer.add(answer, statement);
    text += writer.finish();
    return write_rows(text);
  }
  if (!writer_) writer_ = std::make_unique<AnswerWriter>(format, style_for(format));
  write_rows(writer_->add(answer, statement));
  if (file_ && is_briefing(answer)) written_.emplace_back(answer, statement);
}

void StatementRunner::write_into_file(const Answer& answer, const std::string& statement) {
  const Format format = requested_format(answer.format, answer.into, format_);
  Style style = style_for(format);
  style.width = 0;
  style.color = false;
  AnswerWriter writer(format, std::move(style));
  std::string text = writer.add(answer, statement);
  text += writer.finish();
  OutputFile file(*answer.into, existing_);
  file.write(text);
  file.commit();
  if (is_briefing(answer)) record(answer, statement);
}

/// The next briefing of this name tells what changed since this one. One that looks back, or that
/// says what was known, is no report of today.
void StatementRunner::record(const Answer& answer, const std::string& statement) {
  const ast::TimeOptions time = parse_statement(statement).time;
  const SessionOptions& options = session_->options();
  if (time.as_of || time.known_by || options.as_of || options.known_by) return;
  const char* reason = database_.options().read_only ? "the graph is open for reading only"
                       : session_->in_transaction()  ? "a transaction is open"
                                                     : nullptr;
  if (!reason) return record_briefing(database_, briefing_name(answer), answer.today);
  if (!quiet_)
    std::fprintf(stderr,
                 "note: %s, so that this briefing is not recorded: the next one does not "
                 "know of it\n",
                 reason);
}

void StatementRunner::write_rows(const std::string& text) {
  if (text.empty()) return;
  if (file_)
    file_->write(text);
  else if (terminal_.output)
    show(terminal_, text);
  else
    write_output(text);
}

void StatementRunner::show_notes(const Answer& answer, double seconds) const {
  if (quiet_ || !terminal_.error) return;
  std::string note = change_text(answer.counts);
  std::size_t rows = 0;
  for (const Table& table : answer.tables) rows += table.rows.size();
  if (!answer.tables.empty() && !answer.is_plan) {
    if (!note.empty()) note += "; ";
    note += rows == 0 ? "no rows" : std::to_string(rows) + (rows == 1 ? " row" : " rows");
  }
  if (answer.into) note += " written to " + *answer.into;
  if (note.empty()) note = interactive_ ? "done" : "";
  if (note.empty()) return;
  if (interactive_) {
    char time[32];
    std::snprintf(time, sizeof time, seconds < 1 ? " (%.0f ms)" : " (%.1f s)",
                  seconds < 1 ? seconds * 1000 : seconds);
    note += time;
  }
  const char* faint = terminal_.error_color ? "\x1b[2m" : "";
  const char* plain = terminal_.error_color ? "\x1b[0m" : "";
  std::fprintf(stderr, "%s%s%s\n", faint, note.c_str(), plain);
}

void StatementRunner::report(const Error& error, const Place& place) const {
  if (json_errors_) {
    std::fprintf(stderr, "%s\n", error_json(error, place).c_str());
    return;
  }
  std::string text = error_text(error, place, terminal_.error_color);
  if (text.empty() || text.back() != '\n') text += '\n';
  std::fputs(text.c_str(), stderr);
}

void StatementRunner::finish(bool keep_file) {
  if (writer_) write_rows(writer_->finish());
  if (file_ && keep_file) {
    file_->commit();
    for (const auto& [answer, statement] : written_) record(answer, statement);
  }
  file_.reset();
}

}  // namespace normgraph::repl
