#include "graph/store/lmdb.hpp"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

#include "graph/store/errors.hpp"

namespace normgraph::store {

namespace {

#if defined(__SANITIZE_THREAD__)
#define NORMGRAPH_SMALL_MAP 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define NORMGRAPH_SMALL_MAP 1
#endif
#endif
// The map is address space, not memory: reserved so large that it never has to grow in use.
#ifdef NORMGRAPH_SMALL_MAP
constexpr std::size_t map_size = std::size_t{64} << 30;
#else
constexpr std::size_t map_size = std::size_t{1} << 40;
#endif
constexpr std::size_t least_map_size = std::size_t{1} << 28;
constexpr unsigned reader_slots = 510;

[[noreturn]] void fail(int code, const std::string& doing) {
  switch (code) {
    case MDB_MAP_FULL:
      throw storage_error("NG5005", "DiskFull",
                          "cannot " + doing + ": the address space for the file is used up");
    case MDB_READERS_FULL:
      throw storage_error("NG5012", "TooManyReaders",
                          "cannot " + doing + ": too many transactions read this graph at once",
                          "close some of the programs that use it");
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_PANIC:
      corrupt(std::string("LMDB reports ") + mdb_strerror(code));
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
      throw storage_error("NG5002", "NotAGraph", "cannot " + doing + ": not a graph file");
    default:
      if (code > 0) throw system_error(code, doing);
      throw storage_error("NG5010", "InputOutput", "cannot " + doing + ": " + mdb_strerror(code));
  }
}

void check(int code, const char* doing) {
  if (code != MDB_SUCCESS) fail(code, doing);
}

MDB_val to_val(Bytes bytes) {
  return {bytes.size(), const_cast<char*>(bytes.data())};  // NOLINT: LMDB's C interface
}

Bytes to_bytes(const MDB_val& value) {
  return {static_cast<const char*>(value.mv_data), value.mv_size};
}

/// A file without a name, which LMDB opens by its number.
class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("normgraph", MFD_CLOEXEC)) {
    if (file_ < 0) throw system_error(errno, "make a graph in memory");
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

}  // namespace

std::uint64_t record_hash(Bytes key, Bytes body) {
  return XXH3_64bits_withSeed(body.data(), body.size(), XXH3_64bits(key.data(), key.size()));
}

bool record_is_sound(Bytes key, Bytes record) {
  if (record.size() < record_hash_size) return false;
  std::uint64_t stored = 0;
  std::memcpy(&stored, record.data(), sizeof(stored));
  return stored == record_hash(key, record.substr(record_hash_size));
}

Bytes record_body(Bytes key, Bytes record) {
#ifndef NDEBUG
  if (!record_is_sound(key, record)) corrupt("a record does not agree with its hash");
#else
  static_cast<void>(key);
  if (record.size() < record_hash_size) corrupt("a record is too short");
#endif
  return record.substr(record_hash_size);
}

// ---- Environment ----

Environment::Environment(const EnvironmentOptions& options) : options_(options) {
  try {
    if (options_.memory) {
      const MemoryFile file;
      try_open(file.path(), MDB_NOSUBDIR | MDB_NOTLS | MDB_NOLOCK | MDB_NOSYNC);
    } else {
      open_file();
    }
  } catch (...) {  // a constructor that throws has no destructor
    if (env_) mdb_env_close(env_);
    throw;
  }
}

Environment::~Environment() {
  for (MDB_txn* reader : readers_) mdb_txn_abort(reader);
  if (env_) mdb_env_close(env_);
}

void Environment::open_file() {
  const unsigned flags = MDB_NOSUBDIR | MDB_NOTLS;
  if (!options_.read_only) {
    try_open(options_.path, flags);
  } else {
    // Whoever may not write into the folder cannot make or change the lock file either.
    const bool lockable = ::access((options_.path + "-lock").c_str(), W_OK) == 0;
    try_open(options_.path, flags | MDB_RDONLY | (lockable ? 0u : MDB_NOLOCK));
  }
  identity_ = identity_of(options_.path);
  check_length();
  int dead = 0;
  mdb_reader_check(env_, &dead);
}

void Environment::try_open(const std::string& path, unsigned flags) {
  for (std::size_t size = map_size;; size /= 2) {
    check(mdb_env_create(&env_), "use LMDB");
    mdb_env_set_mapsize(env_, size);
    mdb_env_set_maxreaders(env_, reader_slots);
    const int code = mdb_env_open(env_, path.c_str(), flags, 0666);
    if (code == MDB_SUCCESS) break;
    mdb_env_close(env_);
    env_ = nullptr;
    // A machine without the address space says ENOMEM, valgrind EINVAL.
    if ((code != ENOMEM && code != EINVAL) || size <= least_map_size)
      fail(code, "open '" + options_.path + "'");
  }
  MDB_txn* transaction = nullptr;
  check(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &transaction), "read the graph");
  MDB_dbi database = 0;
  const int code = mdb_dbi_open(transaction, nullptr, 0, &database);
  mdb_txn_abort(transaction);
  check(code, "read the graph");
  database_ = database;
}

void Environment::check_length() const {
  MDB_envinfo info{};
  MDB_stat stat{};
  struct stat file {};
  mdb_env_info(env_, &info);
  mdb_env_stat(env_, &stat);
  if (::stat(options_.path.c_str(), &file) != 0) return;
  const std::uint64_t needed = (std::uint64_t{info.me_last_pgno} + 1) * stat.ms_psize;
  // The first two pages alone are an empty file; later ones are written before they are counted.
  if (info.me_last_pgno > 1 && static_cast<std::uint64_t>(file.st_size) < needed)
    corrupt("'" + options_.path + "' is cut off after " + std::to_string(file.st_size) +
            " bytes of at least " + std::to_string(needed));
}

std::uint64_t Environment::last_transaction() const {
  MDB_envinfo info{};
  mdb_env_info(env_, &info);
  return info.me_last_txnid;
}

void Environment::check_file_is_there() const {
  if (options_.memory || identity_of(options_.path) == identity_) return;
  throw storage_error("NG5007", "FileVanished",
                      "the graph file '" + options_.path + "' was removed or replaced while open",
                      "open the graph again");
}

void Environment::copy_to(int descriptor) const {
  check(mdb_env_copyfd2(env_, descriptor, MDB_CP_COMPACT), "copy the graph");
}

MDB_txn* Environment::take_reader() {
  const std::lock_guard lock(mutex_);
  MDB_txn* reader = nullptr;
  if (readers_.empty()) {
    check(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &reader), "read the graph");
  } else {
    check(mdb_txn_renew(readers_.back()), "read the graph");
    reader = readers_.back();
    readers_.pop_back();
  }
  if (options_.memory) active_.push_back(mdb_txn_id(reader));
  return reader;
}

void Environment::give_back(MDB_txn* reader) noexcept {
  const std::lock_guard lock(mutex_);
  if (options_.memory) active_.erase(std::ranges::find(active_, mdb_txn_id(reader)));
  mdb_txn_reset(reader);
  readers_.push_back(reader);
}

// ---- EnvironmentHandle ----

namespace {

struct Registry {
  struct Entry {
    std::unique_ptr<Environment> environment;
    std::size_t users = 0;
  };
  std::mutex mutex;
  std::map<FileIdentity, Entry> entries;
  pid_t process = ::getpid();

  /// After a fork, what the parent opened is of no use here, and closing it would not be either.
  void forget_parents() {
    if (process == ::getpid()) return;
    process = ::getpid();
    for (auto& [identity, entry] : entries) static_cast<void>(entry.environment.release());
    entries.clear();
  }
};

Registry& registry() {
  static Registry instance;
  return instance;
}

}  // namespace

EnvironmentHandle::EnvironmentHandle(const EnvironmentOptions& options) {
  if (options.memory) {
    own_ = std::make_unique<Environment>(options);
    environment_ = own_.get();
    return;
  }
  Registry& shared = registry();
  const std::lock_guard lock(shared.mutex);
  shared.forget_parents();
  if (const auto identity = identity_of(options.path)) {
    const auto found = shared.entries.find(*identity);
    if (found != shared.entries.end()) {
      if (found->second.environment->options().read_only && !options.read_only)
        throw storage_error("NG5008", "Busy",
                            "'" + options.path + "' is open for reading only in this program",
                            "close it there first");
      ++found->second.users;
      environment_ = found->second.environment.get();
      return;
    }
  }
  auto opened = std::make_unique<Environment>(options);
  environment_ = opened.get();
  const auto identity = identity_of(options.path);
  if (!identity) throw system_error(ENOENT, "open '" + options.path + "'");
  shared.entries[*identity] = {std::move(opened), 1};
}

EnvironmentHandle::~EnvironmentHandle() {
  if (own_) return;
  Registry& shared = registry();
  const std::lock_guard lock(shared.mutex);
  const auto mine = std::ranges::find_if(shared.entries, [&](const auto& entry) {
    return entry.second.environment.get() == environment_;
  });
  if (mine != shared.entries.end() && --mine->second.users == 0) shared.entries.erase(mine);
}

// ---- ReadTransaction ----

ReadTransaction::ReadTransaction(Environment& environment)
    : environment_(environment), transaction_(environment.take_reader()) {
  id_ = mdb_txn_id(transaction_);
}

ReadTransaction::~ReadTransaction() { rest(); }

void ReadTransaction::rest() noexcept {
  if (transaction_) environment_.give_back(transaction_);
  transaction_ = nullptr;
}

void ReadTransaction::renew() {
  rest();
  transaction_ = environment_.take_reader();
  id_ = mdb_txn_id(transaction_);
}

namespace {

std::optional<Bytes> get_from(MDB_txn* transaction, MDB_dbi database, Bytes key) {
  MDB_val name = to_val(key), value{};
  const int code = mdb_get(transaction, database, &name, &value);
  if (code == MDB_NOTFOUND) return std::nullopt;
  check(code, "read the graph");
  return to_bytes(value);
}

}  // namespace

std::optional<Bytes> ReadTransaction::get(Bytes key) const {
  return get_from(transaction_, environment_.database_, key);
}

// ---- WriteTransaction ----

WriteTransaction::WriteTransaction(Environment& environment) : environment_(environment) {
  check(mdb_txn_begin(environment_.env_, nullptr, 0, &transaction_), "write the graph");
  if (!environment_.options_.memory) return;
  // Without LMDB's table of readers, pages of the snapshots two commits back are used again.
  const std::lock_guard lock(environment_.mutex_);
  for (const std::uint64_t reader : environment_.active_)
    if (reader + 2 < id()) {
      mdb_txn_abort(transaction_);
      throw storage_error("NG5008", "Busy", "an older transaction still reads this graph in memory",
                          "end that transaction, then run the statement again");
    }
}

WriteTransaction::~WriteTransaction() {
  if (transaction_) mdb_txn_abort(transaction_);
}

std::uint64_t WriteTransaction::id() const { return mdb_txn_id(transaction_); }

std::optional<Bytes> WriteTransaction::get(Bytes key) const {
  return get_from(transaction_, environment_.database_, key);
}

void WriteTransaction::put(Bytes key, std::string& record) {
  const std::uint64_t hash = record_hash(key, Bytes(record).substr(record_hash_size));
  std::memcpy(record.data(), &hash, sizeof(hash));
  MDB_val name = to_val(key), value = to_val(record);
  check(mdb_put(transaction_, environment_.database_, &name, &value, 0), "write the graph");
}

bool WriteTransaction::remove(Bytes key) {
  MDB_val name = to_val(key);
  const int code = mdb_del(transaction_, environment_.database_, &name, nullptr);
  if (code == MDB_NOTFOUND) return false;
  check(code, "write the graph");
  return true;
}

void WriteTransaction::commit() {
  MDB_txn* transaction = std::exchange(transaction_, nullptr);
  std::unique_lock lock(environment_.mutex_, std::defer_lock);
  if (environment_.options_.memory) lock.lock();
  int code = mdb_txn_commit(transaction);
  if (code == EIO && is_space_scarce(environment_.options_.path)) code = ENOSPC;
  check(code, "write the graph");
}

// ---- Cursor ----

Cursor::Cursor(const ReadTransaction& transaction) {
  check(mdb_cursor_open(transaction.transaction_, transaction.environment_.database_, &cursor_),
        "read the graph");
}

Cursor::~Cursor() { mdb_cursor_close(cursor_); }

bool Cursor::move(int operation) {
  MDB_val key = to_val(key_), value{};
  const int code = mdb_cursor_get(cursor_, &key, &value, static_cast<MDB_cursor_op>(operation));
  if (code == MDB_NOTFOUND) return false;
  check(code, "read the graph");
  key_ = to_bytes(key);
  value_ = to_bytes(value);
  return true;
}

bool Cursor::first() { return move(MDB_FIRST); }
bool Cursor::next() { return move(MDB_NEXT); }
bool Cursor::previous() { return move(MDB_PREV); }

bool Cursor::seek(Bytes key) {
  key_ = key;
  return move(MDB_SET_RANGE);
}

bool Cursor::seek_last(Bytes key) {
  if (!seek(key)) return move(MDB_LAST);
  return key_ == key || previous();
}

}  // namespace normgraph::store
