#include <unistd.h>

#include "graph/store/commit.hpp"
#include "graph/store/errors.hpp"
#include "graph/store/files.hpp"
#include "graph/store/transaction.hpp"
#include "graph/store/verify.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

namespace {

/// Throws when the records are not those of a graph of this format.
void check_format(const ReadTransaction& transaction, const std::string& path) {
  const std::string key = record_key(RecordKind::Format);
  const auto record = transaction.get(key);
  if (!record)
    throw storage_error("NG5002", "NotAGraph", "'" + path + "' is an LMDB file, but not a graph",
                        "give the path of a graph, or of a file that does not exist yet");
  RecordReader in(*record);
  if (in.get_bytes(format_magic.size()) != format_magic)
    throw storage_error("NG5002", "NotAGraph", "'" + path + "' is not a graph file");
  const auto version = in.get<std::uint32_t>();
  const std::string release(in.get_text());
  if (version == format_version) return;
  throw storage_error("NG5003", "OtherFormat",
                      "'" + path + "' has format " + std::to_string(version) +
                          ", written by release " + release + "; this release (" +
                          NORMGRAPH_VERSION + ") reads format " + std::to_string(format_version),
                      "export it with release " + release + ", then load that here");
}

class GraphStore final : public Store {
 public:
  explicit GraphStore(const StoreOptions& options)
      : options_(options),
        lock_(options.memory ? std::string() : options.path + "-writer"),
        users_(users_lock(options)),
        environment_({options.path, options.memory, options.read_only}) {
    make_when_new();
    const ReadTransaction transaction(*environment_);
    check_format(transaction, options.path);
  }

  std::unique_ptr<Transaction> begin_read() override { return begin({}); }

  std::unique_ptr<Transaction> begin_write(Cancelled cancelled, void* argument) override {
    if (options_.read_only)
      throw storage_error("NG5004", "ReadOnly", "the graph is open for reading only",
                          "open it without --read-only");
    environment_->check_file_is_there();
    return begin(lock_.acquire(cancelled, argument));
  }

  std::uint64_t version() const override { return environment_->last_transaction(); }
  const StoreOptions& options() const override { return options_; }

  std::vector<std::string> verify() override {
    return verify_snapshot(Snapshot(*environment_, mutex_, tables_));
  }

 private:
  std::unique_ptr<Transaction> begin(WriterLock::Holder holder) {
    return std::make_unique<StoreTransaction>(*environment_, mutex_, tables_, std::move(holder));
  }

  bool is_empty() const {
    const ReadTransaction transaction(*environment_);
    return !Cursor(transaction).first();
  }

  /// Of several processes that open a new file at once, one makes the graph.
  void make_when_new() {
    if (!is_empty()) return;
    if (options_.read_only)
      throw storage_error("NG5002", "NotAGraph", "'" + options_.path + "' is not a graph file");
    const WriterLock::Holder holder = lock_.acquire(nullptr, nullptr);
    if (is_empty()) write_new_graph(*environment_);
  }

  /// Held shared from before the file is opened until it is closed: who rebuilds it needs it alone.
  static FileLock users_lock(const StoreOptions& options) {
    const std::string path = options.path + "-users";
    if (options.memory || (options.read_only && ::access(path.c_str(), W_OK) != 0)) return {};
    FileLock users(path);
    if (!users.try_shared())
      throw storage_error("NG5008", "Busy",
                          "'" + options.path + "' is being rebuilt by another program",
                          "wait until it is done");
    return users;
  }

  StoreOptions options_;
  WriterLock lock_;
  FileLock users_;
  EnvironmentHandle environment_;
  std::mutex mutex_;  // guards tables_
  std::shared_ptr<SegmentTables> tables_;
};

}  // namespace

std::unique_ptr<Store> open_store(const StoreOptions& options) {
  if (!options.memory) check_graph_path(options.path, options.read_only);
  return std::make_unique<GraphStore>(options);
}

}  // namespace normgraph::store
