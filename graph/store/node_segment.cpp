#include "graph/store/node_segment.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "graph/store/layout.hpp"

namespace normgraph::store {

namespace {

std::size_t words_for(std::uint32_t bits) { return (bits + 63) / 64; }

std::uint32_t count_bits(std::span<const std::uint64_t> words) {
  std::uint32_t count = 0;
  for (const std::uint64_t word : words) count += static_cast<std::uint32_t>(std::popcount(word));
  return count;
}

/// No bit may be set behind the last position: loops over bits trust it.
bool tail_is_clear(std::span<const std::uint64_t> words, std::uint32_t count) {
  return count % 64 == 0 || words.empty() || words.back() >> (count % 64) == 0;
}

}  // namespace

NodeSegment::NodeSegment(AlignedRecord record, std::size_t label_sets)
    : record_(std::move(record)) {
  RecordReader in(record_.bytes());
  header_ = in.get<NodeSegmentHeader>();
  if (header_.count == 0 || header_.count > node_range || header_.first % node_range != 0)
    corrupt("the head of a directory of nodes");
  const std::size_t words = words_for(header_.count);
  exists_ = in.get_array<std::uint64_t>(words);
  labels_ = in.get_array<LabelEntry>(header_.labels);
  bitmaps_ = in.get_array<std::uint64_t>(words * header_.labels);
  codes_ = in.get_array<char>(std::uint64_t{header_.count} * header_.width).data();
  in.expect_end();
  bool sound = count_bits(exists_) == header_.existing && tail_is_clear(exists_, header_.count);
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const auto bits = bitmaps_.subspan(i * words, words);
    sound = sound && count_bits(bits) == labels_[i].nodes && tail_is_clear(bits, header_.count);
  }
  if (!sound) corrupt("the bitmaps of a directory of nodes");
  check_codes(label_sets);
}

void NodeSegment::check_codes(std::size_t label_sets) const {
  const std::uint8_t width = header_.width;
  if (width != 0 && width != 1 && width != 2 && width != 4) corrupt("the width of label sets");
  for (std::uint32_t i = 0; i < header_.count; ++i) {
    const LabelSetCode code = label_set(header_.first + i);
    if (code != no_label_set && code >= label_sets) corrupt("a label set that is not known");
  }
}

std::span<const std::uint64_t> NodeSegment::having(LabelId label) const {
  const auto found = std::ranges::lower_bound(labels_, label, {}, &LabelEntry::label);
  if (found == labels_.end() || found->label != label) return {};
  const std::size_t words = words_for(header_.count);
  return bitmaps_.subspan(static_cast<std::size_t>(found - labels_.begin()) * words, words);
}

namespace {

template <class T>
void put_codes(RecordWriter& out, std::span<const LabelSetCode> codes) {
  std::vector<T> narrow(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i)
    narrow[i] = codes[i] == no_label_set ? T{0} : static_cast<T>(codes[i]);
  out.put_array<T>(narrow);
}

std::uint8_t code_width(std::span<const LabelSetCode> codes, LabelSetCode& base) {
  base = no_label_set;
  LabelSetCode highest = 0;
  bool same = true;
  for (const LabelSetCode code : codes) {
    if (code == no_label_set) continue;
    if (base == no_label_set) base = code;
    same = same && code == base;
    highest = std::max(highest, code);
  }
  if (same) return 0;
  if (highest <= UINT8_MAX) return 1;
  return highest <= UINT16_MAX ? 2 : 4;
}

}  // namespace

RecordWriter encode_nodes(NodeId first, std::span<const LabelSetCode> codes,
                          const std::vector<std::vector<LabelId>>& label_sets) {
  while (!codes.empty() && codes.back() == no_label_set) codes = codes.first(codes.size() - 1);
  NodeSegmentHeader header;
  header.first = first;
  header.count = static_cast<std::uint32_t>(codes.size());
  const std::size_t words = words_for(header.count);
  std::vector<std::uint64_t> exists(words);
  std::map<LabelId, std::vector<std::uint64_t>> bitmaps;
  for (std::uint32_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == no_label_set) continue;
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    exists[i / 64] |= bit;
    ++header.existing;
    for (const LabelId label : label_sets[codes[i]]) {
      auto& bitmap = bitmaps[label];
      bitmap.resize(words);
      bitmap[i / 64] |= bit;
    }
  }
  header.labels = static_cast<std::uint16_t>(bitmaps.size());
  header.width = code_width(codes, header.base);
  RecordWriter out;
  out.put(header);
  out.put_array<std::uint64_t>(exists);
  std::vector<LabelEntry> labels;
  for (const auto& [label, bitmap] : bitmaps) labels.push_back({label, 0, count_bits(bitmap)});
  out.put_array<LabelEntry>(labels);
  for (const auto& [label, bitmap] : bitmaps) out.put_array<std::uint64_t>(bitmap);
  if (header.width == 1) put_codes<std::uint8_t>(out, codes);
  if (header.width == 2) put_codes<std::uint16_t>(out, codes);
  if (header.width == 4) put_codes<std::uint32_t>(out, codes);
  return out;
}

ExistenceSegment::ExistenceSegment(AlignedRecord record) : record_(std::move(record)) {
  RecordReader in(record_.bytes());
  first_ = in.get<std::uint64_t>();
  count_ = in.get<std::uint32_t>();
  const bool all = in.get<std::uint32_t>() != 0;
  if (count_ > relationship_range || first_ % relationship_range != 0)
    corrupt("the head of a bitmap of relationships");
  if (!all) bits_ = in.get_array<std::uint64_t>(words_for(count_));
  in.expect_end();
}

RecordWriter encode_existence(std::uint64_t first, std::uint32_t count,
                              std::span<const std::uint64_t> bits) {
  RecordWriter out;
  out.put(first);
  out.put(count);
  const bool all = count_bits(bits) == count;
  out.put(std::uint32_t{all});
  if (!all) out.put_array<std::uint64_t>(bits.first(words_for(count)));
  return out;
}

}  // namespace normgraph::store
