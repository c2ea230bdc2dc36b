#pragma once

#include <memory>
#include <mutex>

#include "graph/store/commit.hpp"
#include "graph/store/overlay.hpp"
#include "graph/store/overlay_view.hpp"
#include "graph/store/overlay_writer.hpp"
#include "graph/store/view.hpp"
#include "graph/store/writer_lock.hpp"

namespace normgraph::store {

/// A transaction over one environment: snapshot, overlay, and, when it writes, the writer lock.
class StoreTransaction final : public Transaction {
 public:
  StoreTransaction(Environment& environment, std::mutex& mutex,
                   std::shared_ptr<SegmentTables>& newest, WriterLock::Holder holder)
      : environment_(environment),
        holder_(std::move(holder)),
        writing_(holder_.held()),
        mutex_(mutex),
        newest_(newest),
        snapshot_(environment, mutex, newest),
        overlay_(snapshot_),
        view_(overlay_),
        writer_(overlay_) {
    if (writing_) overlay_.push();
  }

  const GraphView& view() const override { return view_; }
  GraphWriter& writer() override;
  bool writing() const override { return writing_; }
  void begin_statement() override;
  void keep_statement() override;
  void undo_statement() override;
  bool enter_layer(std::optional<When> when, const FillLayer& fill) override;
  void leave_layer() override;
  void rest() noexcept override { snapshot_.rest(); }
  bool renew() override;
  std::uint64_t snapshot_number() const override { return snapshot_.transaction().id(); }
  void commit() override;

  // For bulk loads (bulk.cpp).
  const Overlay& overlay() const { return overlay_; }
  /// Records written into it become part of this transaction.
  std::unique_ptr<WriteTransaction> begin_records();
  /// Commits them with the names, indexes and metadata of the overlay.
  void commit_records(WriteTransaction& out, const Counts& counts, const FillCatalog& fill);

 private:
  bool enter_kept_layer(When when, bool& entered);
  void keep_layer(When when);
  Environment& environment_;
  WriterLock::Holder holder_;  // before the snapshot: nobody writes between the two
  bool writing_;
  bool committed_ = false;
  bool unchecked_ = false;  // something was written outside of statements
  std::mutex& mutex_;       // guards newest_
  std::shared_ptr<SegmentTables>& newest_;
  Snapshot snapshot_;
  Overlay overlay_;
  OverlayView view_;
  OverlayWriter writer_;
};

}  // namespace normgraph::store
