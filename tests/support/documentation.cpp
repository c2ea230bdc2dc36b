#include "tests/support/documentation.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace normgraph::tests {

namespace {

namespace fs = std::filesystem;

bool begins_with(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

/// The first line at or behind `from` that closes a block.
std::size_t end_of_block(const std::vector<std::string>& lines, std::size_t from) {
  while (from < lines.size() && !begins_with(lines[from], "```")) ++from;
  return from;
}

std::string text_between(const std::vector<std::string>& lines, std::size_t begin,
                         std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += lines[i] + '\n';
  return text;
}

/// The ```text block right behind line `end` (blank lines between are allowed): its output.
void take_output(Example& example, const std::vector<std::string>& lines, std::size_t end) {
  std::size_t at = end + 1;
  while (at < lines.size() && lines[at].empty()) ++at;
  if (at >= lines.size() || lines[at] != "```text") return;
  const std::size_t close = end_of_block(lines, at + 1);
  example.has_output = true;
  example.output_begin = static_cast<int>(at + 1);
  example.output_end = static_cast<int>(close);
  example.output = text_between(lines, at + 1, close);
}

}  // namespace

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<Example> read_examples(const std::vector<std::string>& lines) {
  std::vector<Example> examples;
  GraphKind graph = GraphKind::Empty;
  int session = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (begins_with(lines[i], "<!-- graph: ")) {
      graph = lines[i].find("shipped") == std::string::npos ? GraphKind::Empty : GraphKind::Shipped;
      ++session;
    }
    if (!begins_with(lines[i], "```")) continue;
    const std::size_t end = end_of_block(lines, i + 1);
    if (lines[i] == "```nql" || lines[i] == "```console") {
      Example& example = examples.emplace_back();
      example.kind = lines[i] == "```nql" ? Example::Kind::Statements : Example::Kind::Console;
      example.line = static_cast<int>(i + 2);
      example.session = session;
      example.graph = graph;
      example.text = text_between(lines, i + 1, end);
      if (example.kind == Example::Kind::Statements) {
        take_output(example, lines, end);
      } else {
        example.has_output = true;
        example.output = example.text;
        example.output_begin = static_cast<int>(i + 1);
        example.output_end = static_cast<int>(end);
      }
    }
    i = end;
  }
  return examples;
}

std::string with_outputs(const std::vector<std::string>& lines,
                         const std::vector<Example>& examples,
                         const std::vector<std::string>& outputs) {
  std::string text;
  std::size_t at = 0;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (!examples[i].has_output) continue;
    text += text_between(lines, at, static_cast<std::size_t>(examples[i].output_begin));
    text += outputs[i];
    at = static_cast<std::size_t>(examples[i].output_end);
  }
  return text + text_between(lines, at, lines.size());
}

std::string statements_output(StatementBench& bench, const std::string& script) {
  std::string output;
  for (const StatementOutcome& outcome : bench.run_script(script)) {
    std::string part;
    for (const std::string& warning : outcome.answer.warnings) part += "warning: " + warning + '\n';
    part += outcome.output + outcome.error_text;
    if (!part.empty() && part.back() != '\n') part += '\n';
    if (!output.empty() && !part.empty()) output += '\n';
    output += part;
  }
  return output;
}

Console::Console() {
  std::string pattern = fs::temp_directory_path() / "normgraph-console-XXXXXX";
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  fs::create_symlink(NORMGRAPH_PROGRAM, folder_ + "/normgraph");
  fs::create_symlink(NORMGRAPH_PROGRAM, folder_ + "/run");
  run("normgraph -c 'RETURN 1'");  // the first start loads the data, and says so
}

Console::~Console() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Console::run(const std::string& command) const {
  const std::string line =
      "cd '" + folder_ + "' && env PATH=\"$PWD:$PATH\" HOME=\"$PWD/home\" " +
      "XDG_DATA_HOME= XDG_STATE_HOME= NORMGRAPH_DATA='" NORMGRAPH_SOURCE_DIR "/data' " +
      "NORMGRAPH_TODAY=2026-11-21 COLUMNS=100 NO_COLOR=1 LC_ALL=C.UTF-8 sh -c '" +
      [&command] {
        std::string quoted;
        for (const char c : command) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
        return quoted;
      }() +
      "' 2>&1 </dev/null";
  std::FILE* pipe = popen(line.c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string output;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe))
    output.append(buffer, count);
  pclose(pipe);
  return output;
}

std::string Console::run_block(const std::string& block) const {
  std::string result;
  std::istringstream lines(block);
  std::string command;
  for (std::string line; std::getline(lines, line);) {
    const bool continued = !command.empty();
    if (!continued && !begins_with(line, "$ ")) continue;  // old output
    result += line + '\n';
    command += continued ? line : line.substr(2);
    if (!line.empty() && line.back() == '\\') {
      command.back() = ' ';
      continue;
    }
    result += run(command);
    command.clear();
  }
  return result;
}

}  // namespace normgraph::tests
