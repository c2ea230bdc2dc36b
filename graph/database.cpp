#include "graph/database.hpp"

#include "graph/database_state.hpp"

namespace normgraph {

namespace {

store::StoreOptions store_options(const DatabaseOptions& options) {
  return {.path = options.path, .memory = options.memory, .read_only = options.read_only};
}

}  // namespace

Database::Database(const DatabaseOptions& options) : state_(std::make_unique<State>()) {
  state_->options = options;
  state_->store = store::open_store(store_options(options));
}

Database::~Database() = default;

std::unique_ptr<Session> Database::session() {
  return std::unique_ptr<Session>(new Session(*this));
}

void Database::reset() {
  if (!state_->options.memory)
    throw Error(ErrorKind::Storage, "NG5100", "StorageError", "ResetOfFile",
                "reset empties only a graph in memory (--memory), never a file");
  state_->store = store::open_store(store_options(state_->options));
  state_->procedures = {};
  ++state_->generation;
}

void Database::define_procedure(const std::string& signature,
                                const std::vector<std::string>& columns,
                                const std::vector<std::vector<Value>>& rows) {
  state_->procedures.define(signature, columns, rows);
  ++state_->generation;
}

const DatabaseOptions& Database::options() const { return state_->options; }

store::Store& Database::store() { return *state_->store; }

void Database::on_load(LoadHook hook) { state_->load = std::move(hook); }
void Database::on_export(ExportHook hook) { state_->exporting = std::move(hook); }

}  // namespace normgraph
