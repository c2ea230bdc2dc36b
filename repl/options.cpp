#include "repl/options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "grammar/error.hpp"
#include "grammar/print.hpp"
#include "graph/value/json.hpp"

namespace normgraph::repl {

namespace {

/// A number from 0 up, without its unit.
template <class Number>
CLI::Validator amount_of(const std::string& unit, const std::string& example) {
  return {[unit, example](std::string& text) {
            Number number = 0;
            const bool good = CLI::detail::lexical_cast(text, number) && number >= 0;
            return good ? std::string()
                        : "`" + text + "` is not a number of " + unit + ", such as " + example;
          },
          ""};
}

/// What the user typed cannot be understood; ends with exit status 2.
struct UsageError {
  std::string message, hint;
};

constexpr const char* description =
    "Normgraph: the standards behind a regulation as a graph, with a query language.\n"
    "Without a command and without statements it opens a shell.";

constexpr const char* examples =
    "Examples:\n"
    "  normgraph                                        the shell\n"
    "  normgraph -c 'gaps in articles 8..15'            one statement\n"
    "  normgraph -c 'show deadlines' --format csv       rows for other programs\n"
    "  normgraph -f analysis.nql -o rows.json           a script, its rows in a file\n"
    "  normgraph briefing -o briefing.html              the state of play as a page\n"
    "  normgraph --db my.db load nodes.jsonl            fill a graph of your own\n"
    "  normgraph export -o graph.jsonl                  all of it, to load elsewhere\n"
    "  normgraph backup monday.db                       the graph's file, whoever uses it\n"
    "\n"
    "Exit status: 0 done, 1 a statement failed, 2 wrong usage, 3 bad data, 4 a CHECK failed,\n"
    "130 interrupted.";

/// The option values as text, before they are understood.
struct RawOptions {
  std::vector<std::string> statements, files, parameters;
  std::string format, today, as_of, known_by, color = "auto", error_format = "text";
  std::string briefing, of, since;
  std::vector<std::string> selection;
  std::int64_t memory_limit_mb = -1;  // not given
  bool machine_protocol = false, overwrite = false;
};

struct Parser {
  CLI::App app{description, "normgraph"};
  RawOptions raw;
  Options options;
  CLI::Option* statement_option = nullptr;
  CLI::Option* file_option = nullptr;
  CLI::App *load = nullptr, *check = nullptr, *lint = nullptr, *verify = nullptr;
  CLI::App *backup = nullptr, *compact = nullptr, *mcp = nullptr;
  CLI::App *briefing = nullptr, *exporting = nullptr;

  Parser() {
    app.footer(examples);
    app.set_version_flag("--version", "normgraph " NORMGRAPH_VERSION);
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.allow_extras();
    app.fallthrough();
    add_statement_options();
    add_graph_options();
    add_output_options();
    add_commands();
  }

  void add_statement_options() {
    statement_option = app.add_option("-c,--command", raw.statements,
                                      "Run statements (separated by ;), then exit; repeatable")
                           ->type_name("STATEMENT")
                           ->allow_extra_args(false);
    file_option =
        app.add_option("-f,--file", raw.files, "Run a script (- is standard input); repeatable")
            ->type_name("FILE")
            ->allow_extra_args(false);
    app.add_option("--param", raw.parameters, "A parameter: NAME=JSON or NAME=text; repeatable")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    app.add_flag("--keep-going", options.keep_going, "In scripts, go on after an error");
    app.add_flag("--jsonl", raw.machine_protocol, "The machine protocol on standard input/output");
  }

  void add_graph_options() {
    app.add_option("--db", options.database, "The graph's file (default: your own graph)")
        ->type_name("PATH");
    app.add_flag("--memory", options.memory, "A private empty graph, gone at exit");
    app.add_flag("--read-only", options.read_only, "Refuse statements that change the graph");
    app.add_option("--today", raw.today, "The day that counts as today (default: the clock's)")
        ->type_name("DATE")
        ->envname("NORMGRAPH_TODAY");
    app.add_option("--as-of", raw.as_of, "Read the graph as it stood on a day (AS OF)")
        ->type_name("DATE");
    app.add_option("--known-by", raw.known_by, "Read what was public by a day (KNOWN BY)")
        ->type_name("DATE");
    app.add_flag("--assume", options.assume,
                 "Let durations count that no source gives; answers mark what rests on them");
    app.add_option("--timeout", options.timeout_seconds, "End a statement after this time")
        ->type_name("SECONDS")
        ->check(amount_of<double>("seconds", "0.5"));
    app.add_option("--memory-limit", raw.memory_limit_mb,
                   "End a statement that needs more (default: half of this machine's; 0: none)")
        ->type_name("MB")
        ->check(amount_of<std::int64_t>("MB", "512"));
  }

  void add_output_options() {
    app.add_option("--format", raw.format,
                   "table, json, jsonl, csv, markdown, html, svg, mermaid, or ics")
        ->type_name("NAME");
    app.add_option("-o,--output", options.output, "Write the rows to a file")->type_name("FILE");
    app.add_flag("--overwrite", raw.overwrite, "Replace files that exist (-o, INTO, backup)");
    app.add_option("--color", raw.color, "auto, always, or never")->type_name("WHEN");
    app.add_option("--error-format", raw.error_format, "text or json")->type_name("NAME");
    app.add_flag("--quiet", options.quiet, "No row counts, notes or progress");
  }

  void add_commands() {
    load = app.add_subcommand("load", "Load files or folders; all of a file or nothing");
    load->add_option("file", options.files, "What to load")->type_name("FILE")->required();
    check = app.add_subcommand("check", "Run scripts of CHECK statements, all of them");
    check->add_option("file", options.files, "A script")->type_name("FILE")->required();
    lint =
        app.add_subcommand("lint", "Run the checks that the data brings: sources, disputes, gaps");
    verify = app.add_subcommand("verify", "Check the graph's file");
    backup = app.add_subcommand("backup", "Copy the graph's file, also while others write to it");
    backup->add_option("to", options.files, "The new file")
        ->type_name("FILE")
        ->required()
        ->expected(1);
    compact = app.add_subcommand("compact", "Give back the space that changes left in the file");
    briefing = app.add_subcommand("briefing", "Write a briefing (with -o: into a file)");
    briefing->add_option("name", raw.briefing, "Which (default: the standard one)")
        ->type_name("NAME");
    briefing->add_option("--of", raw.of, "What it is about (default: everything)")
        ->type_name("SELECTION");
    briefing->add_option("--since", raw.since, "Where its changes begin (default: the last one)")
        ->type_name("DATE");
    exporting = app.add_subcommand(
        "export", "Write the graph, or a part of it, as jsonl, csv, dot, graphml or jsonld");
    exporting->add_option("selection", raw.selection, "Which things (default: all)")
        ->type_name("WORDS");
    mcp = app.add_subcommand("mcp", "A Model Context Protocol server on standard input/output");
    for (CLI::App* command : commands()) {
      command->fallthrough();
      command->allow_extras();
    }
  }

  std::vector<CLI::App*> commands() const {
    return {load, check, lint, verify, backup, compact, briefing, exporting, mcp};
  }
};

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const std::vector<std::string> near = nearest_names(word, candidates, 1);
  return near.empty() ? std::string() : "did you mean " + near.front() + "?";
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

void refuse_extras(const Parser& parser) {
  const std::vector<std::string> extras = parser.app.remaining(true);
  if (extras.empty()) return;
  const std::string& extra = extras.front();
  if (extra.size() > 1 && extra.front() == '-') {
    const std::string name = extra.substr(0, extra.find('='));
    throw UsageError{"unknown option " + name, did_you_mean(name, option_names(parser.app))};
  }
  const bool statement = extra.find(' ') != std::string::npos;
  std::vector<std::string> names;
  for (const CLI::App* command : parser.commands()) names.push_back(command->get_name());
  throw UsageError{statement ? "a statement goes behind -c: normgraph -c '" + extra + "'"
                             : "unknown command " + extra,
                   statement ? "" : did_you_mean(extra, names)};
}

template <class Choice>
Choice choose(const std::string& option, const std::string& word,
              const std::vector<std::pair<std::string, Choice>>& choices) {
  std::vector<std::string> names;
  std::string listed;
  for (const auto& [name, choice] : choices) {
    if (name == word) return choice;
    names.push_back(name);
    listed += (listed.empty() ? "" : ", ") + name;
  }
  const std::string near = did_you_mean(word, names);
  throw UsageError{option + " does not know '" + word + "' (it takes " + listed + ")", near};
}

Value parameter_value(const std::string& text) {
  try {
    return parse_json(text);
  } catch (const Error&) {
    return Value::string(text);  // not JSON: the text itself
  }
}

Map read_parameters(const std::vector<std::string>& texts) {
  Map parameters;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UsageError{"--param takes NAME=VALUE, not '" + text + "'", ""};
    const std::size_t name_start = text.front() == '$' ? 1 : 0;
    parameters.emplace_back(text.substr(name_start, equals - name_start),
                            parameter_value(text.substr(equals + 1)));
  }
  return Value::map(std::move(parameters)).as_map();
}

Date read_date(const std::string& option, const std::string& text) {
  try {
    return typed_value("$date", text).as_date();
  } catch (const Error&) {
    throw UsageError{option + " takes a date such as 2026-08-02, not '" + text + "'", ""};
  }
}

/// -c and -f in the order in which they were given.
std::vector<Script> scripts_in_order(const Parser& parser) {
  std::vector<Script> scripts;
  std::size_t statements = 0, files = 0;
  for (const CLI::Option* option : parser.app.parse_order()) {
    if (option == parser.statement_option)
      scripts.push_back({.is_file = false, .text = parser.raw.statements[statements++]});
    else if (option == parser.file_option)
      scripts.push_back({.is_file = true, .text = parser.raw.files[files++]});
  }
  return scripts;
}

std::int64_t half_of_memory() {
  return std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE) / 2;
}

Command command_of(const Parser& parser) {
  if (parser.load->parsed()) return Command::Load;
  if (parser.check->parsed()) return Command::Check;
  if (parser.lint->parsed()) return Command::Lint;
  if (parser.verify->parsed()) return Command::Verify;
  if (parser.mcp->parsed()) return Command::Mcp;
  if (parser.backup->parsed()) return Command::Backup;
  if (parser.compact->parsed()) return Command::Compact;
  return parser.raw.machine_protocol ? Command::MachineProtocol : Command::Statements;
}

void refuse_contradictions(const Options& options) {
  if (options.memory && !options.database.empty())
    throw UsageError{"--memory and --db exclude each other", ""};
  if (options.memory && (options.command == Command::Backup || options.command == Command::Compact))
    throw UsageError{"a graph in memory has no file to copy", ""};
  if (options.memory && options.command == Command::Mcp)
    throw UsageError{"a new graph in memory has nothing to serve", "leave out --memory"};
  if (options.command != Command::Statements && !options.scripts.empty())
    throw UsageError{"-c and -f do not go with a command or --jsonl", ""};
}

std::vector<std::pair<std::string, Format>> formats() {
  std::vector<std::pair<std::string, Format>> choices;
  for (const std::string& name : format_names()) choices.emplace_back(name, *format_by_name(name));
  return choices;
}

/// `normgraph briefing weekly --since 2026-05` is the statement BRIEFING weekly SINCE 2026-05.
void add_briefing(const RawOptions& raw, Options& options) {
  if (!options.scripts.empty())
    throw UsageError{"briefing takes no -c or -f", "normgraph briefing NAME -o briefing.html"};
  std::string statement = "BRIEFING";
  if (!raw.briefing.empty()) statement += " " + print_name(raw.briefing);
  if (!raw.of.empty()) statement += " OF " + raw.of;
  if (!raw.since.empty()) statement += " SINCE " + raw.since;
  options.scripts.push_back({.is_file = false, .text = std::move(statement)});
}

/// `normgraph export articles 8..15 -o part.dot` is EXPORT articles 8..15 INTO 'part.dot'. Its
/// formats are its own.
void add_export(RawOptions& raw, Options& options) {
  if (!options.scripts.empty())
    throw UsageError{"export takes no -c or -f", "normgraph export -o graph.jsonl"};
  std::string statement = "EXPORT";
  for (const std::string& word : raw.selection) statement += " " + word;
  if (!raw.format.empty()) statement += " FORMAT " + print_name(raw.format);
  if (!options.output.empty()) statement += " INTO " + print_string(options.output);
  raw.format.clear();
  options.output.clear();
  options.scripts.push_back({.is_file = false, .text = std::move(statement)});
}

Options understand(Parser& parser) {
  refuse_extras(parser);
  Options& options = parser.options;
  const RawOptions& raw = parser.raw;
  options.command = command_of(parser);
  options.scripts = scripts_in_order(parser);
  if (parser.briefing->parsed()) add_briefing(raw, options);
  if (parser.exporting->parsed()) add_export(parser.raw, options);
  options.parameters = read_parameters(raw.parameters);
  if (raw.overwrite) options.existing = OutputFile::Existing::Replace;
  if (!raw.today.empty()) options.today = read_date("--today", raw.today);
  if (!raw.as_of.empty()) options.as_of = read_date("--as-of", raw.as_of);
  if (!raw.known_by.empty()) options.known_by = read_date("--known-by", raw.known_by);
  options.memory_limit =
      raw.memory_limit_mb < 0 ? half_of_memory() : raw.memory_limit_mb * 1'000'000;
  if (!raw.format.empty()) options.format = choose<Format>("--format", raw.format, formats());
  options.color = choose<ColorChoice>("--color", raw.color,
                                      {{"auto", ColorChoice::Auto},
                                       {"always", ColorChoice::Always},
                                       {"never", ColorChoice::Never}});
  options.json_errors =
      choose<bool>("--error-format", raw.error_format, {{"text", false}, {"json", true}});
  refuse_contradictions(options);
  return std::move(options);
}

int report(const UsageError& error) {
  std::fprintf(stderr, "error: %s\n", error.message.c_str());
  if (!error.hint.empty()) std::fprintf(stderr, "  hint: %s\n", error.hint.c_str());
  std::fprintf(stderr, "normgraph --help lists all options\n");
  return 2;
}

}  // namespace

std::variant<Options, int> parse_options(int argc, const char* const* argv) {
  Parser parser;
  try {
    parser.app.parse(argc, argv);
    return understand(parser);
  } catch (const CLI::Success& wanted) {  // help or version
    return parser.app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    return report({error.what(), ""});
  } catch (const UsageError& error) {
    return report(error);
  }
}

}  // namespace normgraph::repl
