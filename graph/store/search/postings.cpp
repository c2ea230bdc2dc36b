#include "graph/store/search/postings.hpp"

#include <algorithm>
#include <cstring>

#include "graph/store/errors.hpp"

namespace normgraph::store {

namespace {

constexpr std::size_t table_entry = 16;  // bytes: last node, bound (2), end of the block's data
constexpr std::size_t part_entry = 20;   // bytes: first, last, size, bound (2)
constexpr std::size_t head_fields = 8;   // bytes: documents, parts
constexpr std::size_t block_fields = 5;  // bytes: first node, widths
constexpr std::size_t least_block_bytes = block_fields + 1;

std::uint32_t read32(Bytes bytes, std::size_t offset) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + offset, sizeof(value));
  return value;
}
void append32(std::string& out, std::uint32_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// Widths of packed numbers, by their code: 0, 1, 2 or 4 bytes.
constexpr unsigned width_of_code(unsigned code) { return code == 3 ? 4 : code; }
constexpr unsigned code_for(std::uint32_t most) {
  return most == 0 ? 0 : most < 0x100 ? 1 : most < 0x10000 ? 2 : 3;
}
void append_packed(std::string& out, std::uint32_t value, unsigned width) {
  out.append(reinterpret_cast<const char*>(&value), width);
}

void append_varint(std::string& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}
std::uint32_t read_varint(Bytes& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    if (bytes.empty()) corrupt("positions end too early");
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) {
      if (value > UINT32_MAX) break;
      return static_cast<std::uint32_t>(value);
    }
  }
  corrupt("a position is too large");
}

template <class T>
void add_differences(const char* data, std::uint32_t size, std::uint64_t node, NodeId* out) {
  for (std::uint32_t i = 1; i < size; ++i) {
    T difference = 0;
    std::memcpy(&difference, data + (i - 1) * sizeof(T), sizeof(T));
    node += std::uint64_t{difference} + 1;
    out[i] = static_cast<NodeId>(node);
  }
}

/// The nodes from the first one and what is between them, less one.
void unpack_nodes(const char* data, unsigned width, std::uint32_t size, NodeId first, NodeId* out) {
  out[0] = first;
  switch (width) {
    case 1:
      return add_differences<std::uint8_t>(data, size, first, out);
    case 2:
      return add_differences<std::uint16_t>(data, size, first, out);
    case 4:
      return add_differences<std::uint32_t>(data, size, first, out);
    default:
      for (std::uint32_t i = 1; i < size; ++i) out[i] = first + i;
  }
}

}  // namespace

// ---- reading ----

std::uint32_t DecodedBlock::number(const char* data, unsigned width, std::uint32_t i) {
  std::uint32_t value = 0;
  switch (width) {
    case 1:
      return static_cast<unsigned char>(data[i]);
    case 2:
      std::memcpy(&value, data + std::size_t{i} * 2, 2);
      return value;
    case 4:
      std::memcpy(&value, data + std::size_t{i} * 4, 4);
      return value;
    default:
      return 0;
  }
}

namespace {

/// Appends so many positions of one node.
void read_positions(Bytes& bytes, std::uint32_t count, std::vector<std::uint32_t>& out) {
  std::uint64_t position = 0;
  for (std::uint32_t n = 0; n < count; ++n) {
    position += std::uint64_t{read_varint(bytes)} + (n > 0 ? 1 : 0);
    if (position > UINT32_MAX) corrupt("a position is too large");
    out.push_back(static_cast<std::uint32_t>(position));
  }
}

}  // namespace

void DecodedBlock::positions(std::uint32_t i, std::vector<std::uint32_t>& out) {
  if (i < rest_at_) {
    rest_ = positions_;
    rest_at_ = 0;
  }
  if (count_width_ == 0 && positions_.size() == size) {  // one byte each
    rest_ = positions_.substr(i);
    rest_at_ = i;
  }
  for (; rest_at_ < i; ++rest_at_)
    for (std::uint32_t n = count(rest_at_); n > 0; --n) read_varint(rest_);
  read_positions(rest_, count(i), out);
  ++rest_at_;
}

PostingSegment::PostingSegment(Bytes bytes) {
  if (bytes.size() < 2) corrupt("a list of words is too short");
  std::uint16_t size = 0;
  std::memcpy(&size, bytes.data(), sizeof(size));
  size_ = size;
  if (size_ == 0) corrupt("a list of words is empty");
  const std::size_t table = has_table() ? blocks() * table_entry : 0;
  if (bytes.size() < 2 + table + blocks() * least_block_bytes)
    corrupt("a list of words is too short");
  table_ = bytes.substr(2, table);
  data_ = bytes.substr(2 + table);
  std::uint32_t end = 0;
  for (std::size_t block = 0; has_table() && block < blocks(); ++block) {
    if (field(block, 3) <= end || (block > 0 && last(block) <= last(block - 1)))
      corrupt("the table of a list of words is out of order");
    end = field(block, 3);
  }
  if (has_table() && end != data_.size())
    corrupt("a list of words has another length than it says");
}

std::uint32_t PostingSegment::field(std::size_t block, std::size_t number) const {
  return read32(table_, block * table_entry + number * 4);
}

void PostingSegment::decode(std::size_t block, DecodedBlock& out) const {
  const std::size_t begin = has_table() && block > 0 ? field(block - 1, 3) : 0;
  const std::size_t end = has_table() ? field(block, 3) : data_.size();
  const Bytes bytes = data_.substr(begin, end - begin);
  out.size = static_cast<std::uint32_t>(std::min(posting_block, size_ - block * posting_block));
  if (bytes.size() < least_block_bytes) corrupt("a block of words is too short");
  const NodeId first = read32(bytes, 0);
  const auto widths = static_cast<unsigned char>(bytes[4]);
  if (widths > 15) corrupt("a block of words");
  const unsigned node_width = width_of_code(widths & 3u);
  out.count_width_ = width_of_code(widths >> 2);
  const std::size_t nodes = std::size_t{node_width} * (out.size - 1);
  const std::size_t counts = std::size_t{out.count_width_} * out.size;
  if (bytes.size() < block_fields + nodes + counts) corrupt("a block of words is too short");
  unpack_nodes(bytes.data() + block_fields, node_width, out.size, first, out.nodes.data());
  // Numbers that wrap round come out smaller.
  for (std::uint32_t i = 1; i < out.size; ++i)
    if (out.nodes[i] <= out.nodes[i - 1]) corrupt("a block of words is out of order");
  if (out.nodes[out.size - 1] == no_node || (has_table() && out.nodes[out.size - 1] != last(block)))
    corrupt("a block of words ends elsewhere than it says");
  out.counts_ = bytes.data() + block_fields + nodes;
  out.positions_ = out.rest_ = bytes.substr(block_fields + nodes + counts);
  out.rest_at_ = 0;
}

void PostingSegment::append_to(PostingList& list) const {
  DecodedBlock block;
  std::vector<std::uint32_t> positions;
  for (std::size_t b = 0; b < blocks(); ++b) {
    decode(b, block);
    if (!list.postings.empty() && block.nodes[0] <= list.postings.back().node)
      corrupt("blocks of words overlap");
    Bytes bytes = block.positions_;
    for (std::uint32_t i = 0; i < block.size; ++i) {
      positions.clear();
      read_positions(bytes, block.count(i), positions);
      list.add(block.nodes[i], positions);
    }
    if (!bytes.empty()) corrupt("a block of words is too long");
  }
}

// ---- writing ----

namespace {

struct EncodedBlock {
  NodeId first = no_node, last = no_node;
  std::uint32_t size = 0;
  PostingBound bound;
  std::string bytes;
};

using Postings = std::span<const PostingList::Posting>;

EncodedBlock encode_block(const PostingList& list, Postings postings, const LengthOf& length_of) {
  EncodedBlock block;
  block.first = postings.front().node;
  block.last = postings.back().node;
  block.size = static_cast<std::uint32_t>(postings.size());
  std::uint32_t most_difference = 0;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    block.bound.widen({postings[i].count, length_of(postings[i].node)});
    if (i > 0)
      most_difference = std::max(most_difference, postings[i].node - postings[i - 1].node - 1);
  }
  const unsigned nodes = code_for(most_difference), counts = code_for(block.bound.most - 1);
  append32(block.bytes, block.first);
  block.bytes += static_cast<char>(nodes | counts << 2);
  for (std::size_t i = 1; i < postings.size(); ++i)
    append_packed(block.bytes, postings[i].node - postings[i - 1].node - 1, width_of_code(nodes));
  for (const auto& posting : postings)
    append_packed(block.bytes, posting.count - 1, width_of_code(counts));
  for (const auto& posting : postings) {
    std::uint32_t before = 0;
    bool first = true;
    for (const std::uint32_t position : list.positions_of(posting)) {
      append_varint(block.bytes, first ? position : position - before - 1);
      before = position;
      first = false;
    }
  }
  return block;
}

EncodedSegment join(std::span<const EncodedBlock> blocks) {
  EncodedSegment segment;
  segment.first = blocks.front().first;
  segment.last = blocks.back().last;
  for (const EncodedBlock& block : blocks) {
    segment.size += block.size;
    segment.bound.widen(block.bound);
  }
  const auto size = static_cast<std::uint16_t>(segment.size);
  segment.bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
  std::uint32_t end = 0;
  for (const EncodedBlock& block : blocks) {
    if (blocks.size() == 1) break;
    end += static_cast<std::uint32_t>(block.bytes.size());
    append32(segment.bytes, block.last);
    append32(segment.bytes, block.bound.most);
    append32(segment.bytes, block.bound.least);
    append32(segment.bytes, end);
  }
  for (const EncodedBlock& block : blocks) segment.bytes += block.bytes;
  return segment;
}

constexpr std::size_t most_blocks = UINT16_MAX / posting_block;

}  // namespace

std::vector<EncodedSegment> encode_postings(const PostingList& list, const LengthOf& length_of,
                                            bool at_end) {
  // Blocks are full except the last of a segment: cut the postings into segments first, by the size
  // that full blocks would have.
  std::vector<EncodedBlock> blocks;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < list.postings.size(); i += posting_block) {
    const std::size_t size = std::min(posting_block, list.postings.size() - i);
    blocks.push_back(encode_block(list, Postings(list.postings).subspan(i, size), length_of));
    bytes += blocks.back().bytes.size() + table_entry;
  }
  std::size_t target = posting_segment_bytes;
  if (!at_end && bytes > target) {
    const std::size_t parts = (bytes + target - 1) / target;
    target = std::min(target, bytes / parts + bytes / (4 * parts));
  }
  std::vector<EncodedSegment> segments;
  for (std::size_t i = 0; i < blocks.size();) {
    std::size_t end = i + 1, sum = blocks[i].bytes.size() + table_entry;
    while (end < blocks.size() && end - i < most_blocks &&
           sum + blocks[end].bytes.size() + table_entry <= target)
      sum += blocks[end++].bytes.size() + table_entry;
    segments.push_back(join(std::span(blocks).subspan(i, end - i)));
    i = end;
  }
  return segments;
}

// ---- heads ----

std::string encode_head(const TermHead& head) {
  std::string body;
  append32(body, head.documents);
  append32(body, static_cast<std::uint32_t>(head.parts.size()));
  for (const TermHead::Part& part : head.parts)
    for (const std::uint32_t field :
         {part.first, part.last, part.size, part.bound.most, part.bound.least})
      append32(body, field);
  body += head.inline_segment;
  return body;
}

TermHead decode_head(Bytes body) {
  if (body.size() < head_fields) corrupt("a word's record is too short");
  TermHead head;
  head.documents = read32(body, 0);
  const std::size_t parts = read32(body, 4);
  if (parts == 0) {
    head.inline_segment = body.substr(head_fields);
    if (PostingSegment(head.inline_segment).size() != head.documents)
      corrupt("a word is in another number of texts than its record says");
    return head;
  }
  if (body.size() != head_fields + std::uint64_t{parts} * part_entry)
    corrupt("a word's record has another length than it says");
  std::uint64_t documents = 0;
  head.parts.resize(parts);
  for (std::size_t i = 0; i < parts; ++i) {
    const std::size_t at = head_fields + i * part_entry;
    head.parts[i] = {read32(body, at),
                     read32(body, at + 4),
                     read32(body, at + 8),
                     {read32(body, at + 12), read32(body, at + 16)}};
    const TermHead::Part& part = head.parts[i];
    if (part.first > part.last || (i > 0 && part.first <= head.parts[i - 1].last))
      corrupt("a word's record is out of order");
    documents += part.size;
  }
  if (documents != head.documents)
    corrupt("a word is in another number of texts than its record says");
  return head;
}

}  // namespace normgraph::store
