#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace normgraph {

/// What was last read from a text, for texts that rarely change and that many calls need. Gives the
/// same object as long as the text is the same. Thread-safe.
template <class Parsed>
class LastParsed {
 public:
  /// `parse` makes a Parsed from a text.
  template <class Parse>
  std::shared_ptr<const Parsed> get(std::string_view text, Parse parse) {
    const std::scoped_lock lock(mutex_);
    if (!parsed_ || text_ != text) {
      parsed_ = std::make_shared<const Parsed>(parse(text));
      text_ = text;
    }
    return parsed_;
  }

 private:
  std::mutex mutex_;
  std::string text_;
  std::shared_ptr<const Parsed> parsed_;
};

}  // namespace normgraph
