#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/files.hpp"

// LMDB behind three small classes. Its own header is included by lmdb.cpp alone. Every failure is
// an Error{Storage}. Keys and values are bytes; views of them live as long as their transaction.

struct MDB_env;
struct MDB_txn;
struct MDB_cursor;

namespace normgraph::store {

using Bytes = std::string_view;

struct EnvironmentOptions {
  std::string path = {};  // ignored with memory
  bool memory = false;
  bool read_only = false;
};

/// One open file of LMDB, or one in memory. Thread-safe. A file is opened once a process: use
/// EnvironmentHandle.
class Environment {
 public:
  explicit Environment(const EnvironmentOptions& options);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  const EnvironmentOptions& options() const { return options_; }
  /// The number of the last commit, by whichever process.
  std::uint64_t last_transaction() const;
  /// Throws when the file was removed or replaced since it was opened.
  void check_file_is_there() const;
  /// Writes the newest snapshot into an open file, without free pages.
  void copy_to(int descriptor) const;

 private:
  friend class ReadTransaction;
  friend class WriteTransaction;
  friend class Cursor;
  void open_file();
  void check_length() const;
  void try_open(const std::string& path, unsigned flags);
  MDB_txn* take_reader();
  void give_back(MDB_txn* reader) noexcept;

  EnvironmentOptions options_;
  MDB_env* env_ = nullptr;
  std::uint32_t database_ = 0;
  std::optional<FileIdentity> identity_;
  std::mutex
      mutex_;  // guards readers_ and active_; without LMDB's lock, also beginning and committing
  std::vector<MDB_txn*> readers_;      // reset, ready to be renewed
  std::vector<std::uint64_t> active_;  // in memory: transaction numbers of open readers
};

/// Counts the users of one Environment a file within the process; the last one closes it.
class EnvironmentHandle {
 public:
  explicit EnvironmentHandle(const EnvironmentOptions& options);
  ~EnvironmentHandle();
  EnvironmentHandle(const EnvironmentHandle&) = delete;
  EnvironmentHandle& operator=(const EnvironmentHandle&) = delete;
  Environment& operator*() const { return *environment_; }
  Environment* operator->() const { return environment_; }

 private:
  Environment* environment_ = nullptr;
  std::unique_ptr<Environment> own_;  // in memory: not shared
};

/// A snapshot of the file.
class ReadTransaction {
 public:
  explicit ReadTransaction(Environment& environment);
  ~ReadTransaction();
  /// Lets go of the snapshot until renew(), which takes the newest one.
  void rest() noexcept;
  void renew();
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;

  std::uint64_t id() const { return id_; }
  std::optional<Bytes> get(Bytes key) const;
  Environment& environment() const { return environment_; }

 private:
  friend class Cursor;
  Environment& environment_;
  MDB_txn* transaction_;
  std::uint64_t id_ = 0;
};

/// The only writer. Dropped without commit it changes nothing.
class WriteTransaction {
 public:
  explicit WriteTransaction(Environment& environment);
  ~WriteTransaction();
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;

  std::uint64_t id() const;
  std::optional<Bytes> get(Bytes key) const;
  /// Writes a record: the first 8 bytes of `record` are left free for its hash.
  void put(Bytes key, std::string& record);
  /// False: there was no such key.
  bool remove(Bytes key);
  /// Throws on a full disk and the like; then nothing has changed.
  void commit();

 private:
  Environment& environment_;
  MDB_txn* transaction_ = nullptr;
};

/// Walks over keys in order of their bytes.
class Cursor {
 public:
  explicit Cursor(const ReadTransaction& transaction);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  // Each returns false at the end.
  bool first();
  /// The first key that is not below `key`.
  bool seek(Bytes key);
  /// The last key that is not above `key`.
  bool seek_last(Bytes key);
  bool next();
  bool previous();
  Bytes key() const { return key_; }
  Bytes value() const { return value_; }

 private:
  bool move(int operation);
  MDB_cursor* cursor_ = nullptr;
  Bytes key_, value_;
};

/// The hash that begins every record: of its key, and of the bytes behind the hash.
std::uint64_t record_hash(Bytes key, Bytes body);
/// The bytes of a record behind its hash. Debug builds check the hash.
Bytes record_body(Bytes key, Bytes record);
/// Whether the hash of a record is right.
bool record_is_sound(Bytes key, Bytes record);

constexpr std::size_t record_hash_size = 8;

}  // namespace normgraph::store
