#pragma once

namespace normgraph {
class Session;
}

namespace normgraph::repl {

/// While one exists, Ctrl-C cancels the session's running statement instead of ending the program.
/// One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(Session& session);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Whether Ctrl-C was pressed since the guard was made.
  bool interrupted() const;
};

/// Whether Ctrl-C was pressed since the last guard was made: for work that no session runs, such as
/// loading files.
bool interrupt_pressed();

}  // namespace normgraph::repl
