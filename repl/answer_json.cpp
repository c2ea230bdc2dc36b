#include "repl/answer_json.hpp"

#include "graph/value/json.hpp"

namespace normgraph::repl {

namespace {

void append_stats(std::string& out, const query::UpdateCounts& counts) {
  const auto add = [&out](const char* name, std::int64_t count) {
    out += name;
    out += std::to_string(count);
  };
  add(R"("stats":{"nodesCreated":)", counts.nodes_created);
  add(R"(,"nodesDeleted":)", counts.nodes_deleted);
  add(R"(,"relationshipsCreated":)", counts.relationships_created);
  add(R"(,"relationshipsDeleted":)", counts.relationships_deleted);
  add(R"(,"propertiesSet":)", counts.properties_set);
  add(R"(,"labelsAdded":)", counts.labels_added);
  add(R"(,"labelsRemoved":)", counts.labels_removed);
  if (counts.claims_added != 0) add(R"(,"claimsAdded":)", counts.claims_added);
  if (counts.claims_removed != 0) add(R"(,"claimsRemoved":)", counts.claims_removed);
  out += '}';
}

void append_strings(std::string& out, const std::vector<std::string>& texts) {
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i) out += ',';
    append_json_string(out, texts[i]);
  }
  out += ']';
}

void append_table(std::string& out, const Table& table) {
  out += R"("columns":)";
  append_strings(out, table.columns);
  out += R"(,"rows":[)";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    out += r ? ",[" : "[";
    for (std::size_t i = 0; i < table.rows[r].size(); ++i) {
      if (i) out += ',';
      append_json(out, table.rows[r][i]);
    }
    out += ']';
  }
  out += "],";
}

}  // namespace

void append_answer(std::string& out, const Answer& answer) {
  static const Table nothing;
  append_table(out, answer.tables.empty() ? nothing : answer.tables.front());
  if (answer.tables.size() > 1) {
    out += R"("tables":[)";
    for (std::size_t i = 0; i < answer.tables.size(); ++i) {
      out += i ? ",{" : "{";
      out += R"("name":)";
      append_json_string(out, answer.tables[i].name);
      out += ',';
      append_table(out, answer.tables[i]);
      out.back() = '}';
    }
    out += "],";
  }
  append_stats(out, answer.counts);
  out += R"(,"warnings":)";
  append_strings(out, answer.warnings);
}

}  // namespace normgraph::repl
