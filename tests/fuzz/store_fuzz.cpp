#include <cstddef>
#include <cstdint>
#include <string>

#include "grammar/error.hpp"
#include "graph/store/adjacency_segment.hpp"
#include "graph/store/catalog.hpp"
#include "graph/store/column_segment.hpp"
#include "graph/store/index_run.hpp"
#include "graph/store/node_segment.hpp"

// Any bytes as a record: decoding answers Error, or an object that can be read through.

namespace {

using namespace normgraph;
using namespace normgraph::store;

void read_nodes(Bytes record) {
  const NodeSegment segment{AlignedRecord(record), 5};
  for (NodeId i = 0; i < segment.header().count; ++i) segment.label_set(segment.header().first + i);
  for (LabelId label = 0; label < 5; ++label) segment.having(label);
}

void read_adjacency(Bytes record) {
  const AdjacencySegment segment{AlignedRecord(record)};
  if (segment.header().is_hub) return;
  std::uint64_t sum = 0;
  for (NodeId i = 0; i < segment.header().count; ++i) {
    const Neighbours list = segment.list(segment.header().first + i);
    for (std::size_t n = 0; n < list.size(); ++n) sum += list.nodes[n] + list.ordinal(n);
  }
  volatile std::uint64_t keep = sum;
  static_cast<void>(keep);
}

void read_column(Bytes record) {
  const ColumnSegment segment{AlignedRecord(record)};
  segment.for_each([&](std::uint32_t, std::uint32_t slot) { to_value(segment.cell(slot)); });
}

void read_existence(Bytes record) {
  const ExistenceSegment segment{AlignedRecord(record)};
  for (std::uint64_t i = 0; i < 100000; i += 7) segment.test(i);
}

void read_index_run(Bytes record) {
  IndexRun run(record);
  NodeId sum = 0;
  while (run.next()) sum += run.node();
  volatile NodeId keep = sum;
  static_cast<void>(keep);
}

void read_catalog(Bytes record) {
  Catalog catalog;
  decode_catalog(record, catalog);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  // The hash in front of a record is not the decoder's business: any eight bytes.
  const std::string record =
      std::string(8, '\0') + std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 8) {
      case 0:
        read_nodes(record);
        break;
      case 1:
        read_adjacency(record);
        break;
      case 2:
        read_column(record);
        break;
      case 3:
        read_existence(record);
        break;
      case 4:
        read_catalog(record);
        break;
      case 5:
        decode_counts(record);
        break;
      case 6:
        read_index_run(record);
        break;
      default:
        decode_hub_chunk(record);
    }
  } catch (const Error& error) {
    if (error.kind != ErrorKind::Storage) __builtin_trap();
  }
  return 0;
}
