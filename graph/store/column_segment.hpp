#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/store/cell.hpp"
#include "graph/store/record.hpp"

namespace normgraph::store {

/// How the values of a segment are laid out, by its number in the file.
enum class ColumnEncoding : std::uint8_t {
  Numbers = 1,     // differences from a base in 0, 1, 2, 4 or 8 bytes
  Fixed = 2,       // bytes, as many in each
  Dictionary = 3,  // codes of 1, 2 or 4 bytes into the segment's sorted list of strings
  Text = 4,        // offsets and bytes
  Tagged = 5,      // offsets and bytes, each value with its type: for columns of mixed types
};
/// Which positions have a value.
enum class ColumnPresence : std::uint8_t { All = 0, Bitmap = 1, List = 2 };

/// The fixed beginning of a column segment, behind the hash.
struct ColumnHeader {
  std::uint64_t start = 0;     // the first id or ordinal of the range
  std::uint32_t span = 0;      // ids in the range, a power of two
  std::uint32_t first = 0;     // the first position covered, from start
  std::uint32_t count = 0;     // positions covered
  std::uint32_t present = 0;   // of these, with a value
  std::uint32_t distinct = 0;  // different values, 0: not counted
  StoredType type = StoredType::Mixed;
  ColumnEncoding encoding = ColumnEncoding::Numbers;
  ColumnPresence presence = ColumnPresence::All;
  std::uint8_t width = 0;       // bytes of a difference, value or code
  std::uint8_t has_bounds = 0;  // minimum and maximum are valid
  std::uint8_t unused[7] = {};
  std::uint64_t base = 0;                 // of Numbers
  std::int64_t minimum = 0, maximum = 0;  // numbers; for floats the bits
};
static_assert(sizeof(ColumnHeader) == 64);

/// One decoded column segment: views into its record. Immutable.
class ColumnSegment {
 public:
  /// No values, for any id.
  ColumnSegment() = default;
  /// Throws Error{Storage} when the record is not as the format says.
  explicit ColumnSegment(AlignedRecord record);

  const ColumnHeader& header() const { return header_; }
  bool covers(std::uint64_t id) const { return id - header_.start < header_.span; }
  /// The slot of an id's value; false: it has none.
  bool find(std::uint64_t id, std::uint32_t& slot) const {
    const std::uint64_t position = id - header_.start - header_.first;
    if (position >= header_.count) return false;
    slot = static_cast<std::uint32_t>(position);
    if (header_.presence == ColumnPresence::All) return true;
    if (header_.presence == ColumnPresence::Bitmap)
      return bitmap_[position / 64] >> (position % 64) & 1;
    return find_listed(slot);
  }
  /// Requires a Numbers encoding.
  std::uint64_t number(std::uint32_t slot) const {
    switch (header_.width) {
      case 0:
        return header_.base;
      case 1:
        return header_.base + at<std::uint8_t>(slot);
      case 2:
        return header_.base + at<std::uint16_t>(slot);
      case 4:
        return header_.base + at<std::uint32_t>(slot);
      default:
        return header_.base + at<std::uint64_t>(slot);
    }
  }
  /// Requires any other encoding.
  Bytes bytes(std::uint32_t slot) const;
  Cell cell(std::uint32_t slot) const;

  /// Calls `visit(position from start, slot)` for each value in order.
  template <class Visit>
  void for_each(Visit visit) const {
    if (header_.presence == ColumnPresence::List) {
      for (std::uint32_t slot = 0; slot < positions_.size(); ++slot)
        visit(header_.first + positions_[slot], slot);
      return;
    }
    for (std::uint32_t slot = 0; slot < header_.count; ++slot)
      if (header_.presence == ColumnPresence::All || (bitmap_[slot / 64] >> (slot % 64) & 1))
        visit(header_.first + slot, slot);
  }

  // Dictionary: for work on codes.
  std::uint32_t code(std::uint32_t slot) const {
    if (header_.width == 1) return at<std::uint8_t>(slot);
    if (header_.width == 2) return at<std::uint16_t>(slot);
    return at<std::uint32_t>(slot);
  }
  std::uint32_t dictionary_size() const { return header_.distinct; }
  /// Calls `visit` with the array of codes by slot, of unsigned integers of 1, 2 or 4 bytes.
  template <class Visit>
  void with_codes(Visit visit) const {
    visit_array(visit);
  }

  /// Numbers that are not all the same: calls `visit` with the array of differences from
  /// header().base by slot, of unsigned integers of 1, 2, 4 or 8 bytes.
  template <class Visit>
  void with_differences(Visit visit) const {
    header_.width == 8 ? visit(reinterpret_cast<const std::uint64_t*>(values_))
                       : visit_array(visit);
  }

  // Text and Fixed: the bytes of all values, one behind the other.
  bool has_text() const {
    return header_.encoding == ColumnEncoding::Text || header_.encoding == ColumnEncoding::Fixed;
  }
  Bytes all_text() const { return text_; }
  /// Where the slot's begin in all_text(); up to one above the last slot.
  std::size_t text_begin(std::size_t slot) const {
    return offsets_.empty() ? slot * header_.width : offsets_[slot];
  }

  Bytes dictionary(std::uint32_t code) const {
    return text_.substr(offsets_[code], offsets_[code + 1] - offsets_[code]);
  }

 private:
  template <class Visit>
  void visit_array(Visit visit) const {
    if (header_.width == 1)
      visit(reinterpret_cast<const std::uint8_t*>(values_));
    else if (header_.width == 2)
      visit(reinterpret_cast<const std::uint16_t*>(values_));
    else
      visit(reinterpret_cast<const std::uint32_t*>(values_));
  }
  template <class T>
  T at(std::uint32_t slot) const {
    return reinterpret_cast<const T*>(values_)[slot];
  }
  bool find_listed(std::uint32_t& slot) const;
  void read_presence(RecordReader& in);
  void read_values(RecordReader& in, std::uint32_t slots);
  void read_texts(RecordReader& in, std::uint32_t texts);
  void read_codes(RecordReader& in, std::uint32_t slots);

  AlignedRecord record_;
  ColumnHeader header_;
  std::span<const std::uint64_t> bitmap_;
  std::span<const std::uint16_t> positions_;
  const char* values_ = nullptr;
  std::span<const std::uint32_t> offsets_;
  Bytes text_;
};

/// A cell at a position counted from the start of its segment.
struct PlacedCell {
  std::uint32_t position;
  Cell cell;
};
/// Writes the segment of a range; `cells` are in order of position, at least one.
RecordWriter encode_column(std::uint64_t start, std::uint32_t span,
                           std::span<const PlacedCell> cells);

}  // namespace normgraph::store
