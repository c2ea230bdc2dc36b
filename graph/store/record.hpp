#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

#include "graph/store/errors.hpp"
#include "graph/store/lmdb.hpp"

// Building and reading the bytes of records (docs/file-format.md). Numbers are little-endian, as on
// every machine that the program is built for; arrays begin at multiples of 8 bytes.

namespace normgraph::store {

static_assert(std::endian::native == std::endian::little);

/// Builds a record behind its hash, which WriteTransaction::put fills in.
class RecordWriter {
 public:
  RecordWriter() : bytes_(record_hash_size, '\0') {}

  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(T value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value)); }
  template <class T>
  void put_array(std::span<const T> values) {
    align();
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    align();
  }
  void put_bytes(Bytes bytes) { bytes_.append(bytes); }
  /// A length of 4 bytes, then the bytes.
  void put_text(Bytes text) {
    put(static_cast<std::uint32_t>(text.size()));
    put_bytes(text);
  }
  void align() { bytes_.resize((bytes_.size() + 7) / 8 * 8); }
  void reserve(std::size_t size) { bytes_.reserve(size); }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads a record from its hash on. Every step is checked against the length: throws
/// Error{Storage}.
class RecordReader {
 public:
  explicit RecordReader(Bytes record, std::size_t offset = record_hash_size)
      : bytes_(record), position_(offset) {}

  template <class T>
  requires std::is_trivially_copyable_v<T> T get() {
    T value;
    std::memcpy(&value, take(sizeof(T)), sizeof(T));
    return value;
  }
  /// The record must lie at a multiple of 8 bytes (AlignedRecord).
  template <class T>
  std::span<const T> get_array(std::uint64_t count) {
    align();
    if (count > bytes_.size() / sizeof(T)) corrupt("a list is longer than its record");
    const auto* data = reinterpret_cast<const T*>(take(count * sizeof(T)));
    align();
    return {data, static_cast<std::size_t>(count)};
  }
  Bytes get_bytes(std::uint64_t size) { return {take(size), static_cast<std::size_t>(size)}; }
  Bytes get_text() { return get_bytes(get<std::uint32_t>()); }
  void align() { position_ = (position_ + 7) / 8 * 8; }
  bool at_end() const { return position_ >= bytes_.size(); }
  void expect_end() const {
    if (position_ != bytes_.size()) corrupt("a record has another length than it says");
  }

 private:
  const char* take(std::uint64_t size) {
    if (position_ > bytes_.size() || size > bytes_.size() - position_)
      corrupt("a record is too short");
    const char* at = bytes_.data() + position_;
    position_ += size;
    return at;
  }
  Bytes bytes_;
  std::size_t position_;
};

/// A record at an address that is a multiple of 8. Large values of LMDB have one; small ones can
/// lie at odd addresses and are copied.
class AlignedRecord {
 public:
  AlignedRecord() = default;
  explicit AlignedRecord(Bytes record) : bytes_(record) {
    if (reinterpret_cast<std::uintptr_t>(record.data()) % 8 == 0) return;
    copy_ = std::make_unique<std::uint64_t[]>((record.size() + 7) / 8);
    std::memcpy(copy_.get(), record.data(), record.size());
    bytes_ = {reinterpret_cast<const char*>(copy_.get()), record.size()};
  }
  Bytes bytes() const { return bytes_; }

 private:
  Bytes bytes_;
  std::unique_ptr<std::uint64_t[]> copy_;
};

}  // namespace normgraph::store
