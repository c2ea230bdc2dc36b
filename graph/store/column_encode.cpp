#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

#include "graph/store/column_segment.hpp"

// Chooses, each time a segment is written, the smallest layout for the values that it has.

namespace normgraph::store {

namespace {

using Cells = std::span<const PlacedCell>;

StoredType common_type(Cells cells) {
  const StoredType type = cells.front().cell.type;
  const bool same = std::ranges::all_of(cells, [&](auto& c) { return c.cell.type == type; });
  return same ? type : StoredType::Mixed;
}

/// Writes one segment. Positions without a value have a slot too, with zeros in it, unless so few
/// have one that they are listed.
class ColumnEncoder {
 public:
  ColumnEncoder(std::uint64_t start, std::uint32_t span, Cells cells) : cells_(cells) {
    header_.start = start;
    header_.span = span;
    header_.first = cells.front().position;
    header_.count = cells.back().position - header_.first + 1;
    header_.present = static_cast<std::uint32_t>(cells.size());
    header_.type = common_type(cells);
    if (header_.present == header_.count)
      header_.presence = ColumnPresence::All;
    else if (header_.present < header_.count / 8)
      header_.presence = ColumnPresence::List;
    else
      header_.presence = ColumnPresence::Bitmap;
  }

  RecordWriter encode() {
    if (is_number(header_.type)) {
      encode_numbers();
    } else if (header_.type == StoredType::String) {
      if (!encode_dictionary() && !encode_fixed()) encode_text();
    } else if (header_.type == StoredType::Mixed) {
      encode_tagged();
    } else if (!encode_fixed()) {
      encode_text();
    }
    return std::move(out_);
  }

 private:
  std::uint32_t slots() const {
    return header_.presence == ColumnPresence::List ? header_.present : header_.count;
  }
  std::size_t slot_of(std::size_t index) const {
    return header_.presence == ColumnPresence::List ? index
                                                    : cells_[index].position - header_.first;
  }

  void put_head() {
    out_.put(header_);
    if (header_.presence == ColumnPresence::Bitmap) {
      std::vector<std::uint64_t> bitmap((header_.count + 63) / 64);
      for (const PlacedCell& placed : cells_) {
        const std::uint32_t position = placed.position - header_.first;
        bitmap[position / 64] |= std::uint64_t{1} << (position % 64);
      }
      out_.put_array<std::uint64_t>(bitmap);
    } else if (header_.presence == ColumnPresence::List) {
      std::vector<std::uint16_t> positions;
      for (const PlacedCell& placed : cells_)
        positions.push_back(static_cast<std::uint16_t>(placed.position - header_.first));
      out_.put_array<std::uint16_t>(positions);
    }
  }

  // ---- numbers ----

  void find_bounds() {
    if (header_.type == StoredType::Float) return find_float_bounds();
    header_.minimum = INT64_MAX;
    header_.maximum = INT64_MIN;
    for (const PlacedCell& placed : cells_) {
      const auto number = static_cast<std::int64_t>(placed.cell.number);
      header_.minimum = std::min(header_.minimum, number);
      header_.maximum = std::max(header_.maximum, number);
    }
    header_.has_bounds = 1;
    header_.base = static_cast<std::uint64_t>(header_.minimum);
  }

  void find_float_bounds() {
    double least = INFINITY, most = -INFINITY;
    for (const PlacedCell& placed : cells_) {
      const double v = std::bit_cast<double>(placed.cell.number);
      if (std::isnan(v)) return;
      least = std::min(least, v);
      most = std::max(most, v);
    }
    header_.minimum = std::bit_cast<std::int64_t>(least);
    header_.maximum = std::bit_cast<std::int64_t>(most);
    header_.has_bounds = 1;
  }

  std::uint8_t number_width() const {
    if (header_.type == StoredType::Float) return 8;
    const std::uint64_t range = static_cast<std::uint64_t>(header_.maximum) - header_.base;
    if (range == 0) return 0;
    if (range <= UINT8_MAX) return 1;
    if (range <= UINT16_MAX) return 2;
    return range <= UINT32_MAX ? 4 : 8;
  }

  template <class T>
  void put_numbers() {
    std::vector<T> values(slots());
    for (std::size_t i = 0; i < cells_.size(); ++i)
      values[slot_of(i)] = static_cast<T>(cells_[i].cell.number - header_.base);
    out_.put_array<T>(values);
  }

  void encode_numbers() {
    header_.encoding = ColumnEncoding::Numbers;
    find_bounds();
    header_.width = number_width();
    put_head();
    switch (header_.width) {
      case 0:
        break;
      case 1:
        return put_numbers<std::uint8_t>();
      case 2:
        return put_numbers<std::uint16_t>();
      case 4:
        return put_numbers<std::uint32_t>();
      default:
        put_numbers<std::uint64_t>();
    }
  }

  // ---- bytes ----

  bool encode_fixed() {
    const std::size_t size = cells_.front().cell.bytes.size();
    const bool same =
        std::ranges::all_of(cells_, [&](auto& c) { return c.cell.bytes.size() == size; });
    if (!same || size == 0 || size > 64 || header_.type == StoredType::List) return false;
    header_.encoding = ColumnEncoding::Fixed;
    header_.width = static_cast<std::uint8_t>(size);
    put_head();
    std::string values(slots() * size, '\0');
    for (std::size_t i = 0; i < cells_.size(); ++i)
      cells_[i].cell.bytes.copy(values.data() + slot_of(i) * size, size);
    out_.put_array<char>(std::span(values.data(), values.size()));
    return true;
  }

  void put_texts(const std::vector<std::uint32_t>& offsets, const std::string& text) {
    out_.put_array<std::uint32_t>(offsets);
    out_.put_array<char>(std::span(text.data(), text.size()));
  }

  template <class GetBytes>
  void put_slot_texts(GetBytes get_bytes) {
    std::vector<std::uint32_t> offsets(std::size_t{slots()} + 1);
    std::string text;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::size_t slot = slot_of(i);
      while (filled <= slot) offsets[filled++] = static_cast<std::uint32_t>(text.size());
      get_bytes(text, cells_[i].cell);
      if (text.size() > UINT32_MAX)
        throw storage_error("NG6010", "TooLarge", "one stretch of a property is over 4 GB",
                            "store shorter texts");
    }
    while (filled < offsets.size()) offsets[filled++] = static_cast<std::uint32_t>(text.size());
    put_texts(offsets, text);
  }

  void encode_text() {
    header_.encoding = ColumnEncoding::Text;
    put_head();
    put_slot_texts([](std::string& text, const Cell& cell) { text.append(cell.bytes); });
  }

  void encode_tagged() {
    header_.encoding = ColumnEncoding::Tagged;
    put_head();
    put_slot_texts([](std::string& text, const Cell& cell) { append_tagged(text, cell); });
  }

  /// Worth it when values repeat: each string is then stored once, with a short code a value.
  bool encode_dictionary() {
    std::unordered_map<Bytes, std::uint32_t> codes;
    const std::size_t most = cells_.size() / 2;
    for (const PlacedCell& placed : cells_) {
      codes.emplace(placed.cell.bytes, 0);
      if (codes.size() > most) return false;
    }
    std::vector<Bytes> words;
    for (const auto& [word, code] : codes) words.push_back(word);
    std::ranges::sort(words);
    std::vector<std::uint32_t> offsets{0};
    std::string text;
    for (std::uint32_t code = 0; code < words.size(); ++code) {
      codes[words[code]] = code;
      text.append(words[code]);
      offsets.push_back(static_cast<std::uint32_t>(text.size()));
    }
    header_.encoding = ColumnEncoding::Dictionary;
    header_.distinct = static_cast<std::uint32_t>(words.size());
    header_.width = words.size() <= 256 ? 1 : 2;  // a range has 16,384 positions at most
    put_head();
    put_texts(offsets, text);
    header_.width == 1 ? put_codes<std::uint8_t>(codes) : put_codes<std::uint16_t>(codes);
    return true;
  }

  template <class T>
  void put_codes(const std::unordered_map<Bytes, std::uint32_t>& codes) {
    std::vector<T> values(slots());
    for (std::size_t i = 0; i < cells_.size(); ++i)
      values[slot_of(i)] = static_cast<T>(codes.find(cells_[i].cell.bytes)->second);
    out_.put_array<T>(values);
  }

  Cells cells_;
  ColumnHeader header_;
  RecordWriter out_;
};

}  // namespace

RecordWriter encode_column(std::uint64_t start, std::uint32_t span, Cells cells) {
  return ColumnEncoder(start, span, cells).encode();
}

}  // namespace normgraph::store
