#include "graph/store/index_run.hpp"

#include <algorithm>
#include <optional>

#include "graph/store/layout.hpp"

namespace normgraph::store {

std::string index_entry(std::string_view value, NodeId node) {
  std::string entry(value);
  append_big_endian(entry, node);
  return entry;
}

NodeId entry_node(std::string_view entry) {
  return read_big_endian<NodeId>(entry, entry.size() - sizeof(NodeId));
}

std::string_view entry_value(std::string_view entry) {
  return entry.substr(0, entry.size() - sizeof(NodeId));
}

// ---- one run ----

namespace {

std::uint8_t shared_bytes(std::string_view a, std::string_view b) {
  const std::size_t most = std::min({a.size(), b.size(), std::size_t{UINT8_MAX}});
  const auto differ = std::mismatch(a.begin(), a.begin() + most, b.begin()).first;
  return static_cast<std::uint8_t>(differ - a.begin());
}

}  // namespace

IndexRun::Packed IndexRun::read() {
  const auto shared = in_.get<std::uint8_t>();
  return {shared, in_.get_bytes(in_.get<std::uint16_t>())};
}

bool IndexRun::take(std::string_view before, const Packed& packed) {
  const auto& [shared, rest] = packed;
  if (shared > before.size() || shared + rest.size() < sizeof(NodeId)) corrupt("a run of an index");
  entry_.assign(before.substr(0, shared)).append(rest);
  return true;
}

bool IndexRun::next() { return !in_.at_end() && take(entry_, read()); }

bool IndexRun::seek(std::string_view wanted) {
  // An entry that shares more with the one before it, which is below `wanted`, than that one shares
  // with `wanted` is below it as well: most are passed over without a look at their bytes.
  std::size_t agreed = 0;
  while (!in_.at_end()) {
    const Packed packed = read();
    if (packed.shared > agreed) continue;
    const std::string_view open = wanted.substr(agreed);
    if (packed.shared < agreed || packed.rest >= open) return take(wanted, packed);
    agreed = std::min<std::size_t>(agreed + shared_bytes(open, packed.rest), UINT8_MAX);
  }
  return false;
}

namespace {

/// Nothing: they are too many for one run.
std::optional<RecordWriter> encode_run(std::span<const std::string> entries) {
  RecordWriter run;
  std::string_view before;
  for (const std::string_view entry : entries) {
    const std::uint8_t shared = shared_bytes(before, entry);
    run.put(shared);
    run.put(static_cast<std::uint16_t>(entry.size() - shared));
    run.put_bytes(entry.substr(shared));
    if (run.bytes().size() > index_run_bytes && entries.size() > 1) return std::nullopt;
    before = entry;
  }
  return run;
}

}  // namespace

void write_index_runs(std::uint16_t index, std::span<const std::string> entries,
                      const PutIndexRun& put) {
  if (entries.empty()) return;
  if (auto run = encode_run(entries))
    return put(index_prefix(index) + entries.front(), std::move(*run));
  const std::size_t middle = entries.size() / 2;
  write_index_runs(index, entries.first(middle), put);
  write_index_runs(index, entries.subspan(middle), put);
}

// ---- all runs of an index ----

IndexCursor::IndexCursor(const ReadTransaction& transaction, std::uint16_t index)
    : prefix_(index_prefix(index)), runs_(transaction) {}

bool IndexCursor::seek_run(std::string_view entry) {
  const std::string key = prefix_ + std::string(entry);
  if (runs_.seek_last(key) && in_index()) return true;
  return runs_.seek(prefix_) && in_index();  // below all entries
}

bool IndexCursor::next_run() { return runs_.next() && in_index(); }

void IndexCursor::open_run() {
  record_body(runs_.key(), runs_.value());
  run_ = IndexRun(runs_.value());
}

bool IndexCursor::first_of_next_run() {
  if (!next_run()) return false;
  open_run();
  return run_.next();
}

bool IndexCursor::seek(std::string_view entry) {
  if (!seek_run(entry)) return false;
  open_run();
  return run_.seek(entry) || first_of_next_run();
}

bool IndexCursor::next() { return run_.next() || first_of_next_run(); }

}  // namespace normgraph::store
