#include "graph/recorded_briefings.hpp"

#include <nlohmann/json.hpp>

#include "graph/store/view.hpp"
#include "graph/value/text.hpp"

namespace normgraph {

namespace {

constexpr const char* metadata_name = "recorded briefings";

}  // namespace

RecordedBriefings recorded_briefings(const store::GraphView& view) {
  const auto text = view.metadata(metadata_name);
  if (!text) return {};
  return nlohmann::json::parse(*text).get<RecordedBriefings>();
}

void record_briefing(Database& database, const std::string& name, Date day) {
  const std::unique_ptr<store::Transaction> writing = database.store().begin_write();
  RecordedBriefings recorded = recorded_briefings(writing->view());
  if (!recorded[name].insert(to_text(Value::date(day))).second) return;
  writing->begin_statement();
  writing->writer().set_metadata(metadata_name, nlohmann::json(recorded).dump());
  writing->keep_statement();
  writing->commit();
}

}  // namespace normgraph
