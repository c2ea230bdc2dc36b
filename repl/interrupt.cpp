#include "repl/interrupt.hpp"

#include <signal.h>

#include <atomic>

#include "graph/database.hpp"

namespace normgraph::repl {

namespace {

std::atomic<Session*> running{nullptr};
std::atomic<bool> pressed{false};
struct sigaction before;

void handle(int) {
  pressed = true;
  if (Session* session = running.load()) session->cancel();
}

}  // namespace

InterruptGuard::InterruptGuard(Session& session) {
  pressed = false;
  running = &session;
  struct sigaction action {};
  action.sa_handler = handle;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &before, nullptr);
  running = nullptr;
}

bool InterruptGuard::interrupted() const { return pressed; }
bool interrupt_pressed() { return pressed; }

}  // namespace normgraph::repl
