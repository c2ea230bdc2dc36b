#include "loaders/rdf/turtle.hpp"

#include <serd-0/serd/serd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <memory>

namespace normgraph::loaders {

namespace {

/// The parser recurses into blank nodes and lists.
constexpr std::size_t deepest = 200;

std::string text_of(const SerdNode& node) {
  return {reinterpret_cast<const char*>(node.buf), node.n_bytes};
}

/// Where blank nodes and lists nest too deeply, the place; npos: nowhere. Brackets inside texts,
/// IRIs and comments do not count.
std::size_t too_deep(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (c == '#' || c == '<') {
      const std::size_t end = text.find_first_of(c == '#' ? "\n" : ">\n", i);
      if (end == text.npos) return text.npos;
      i = end;
    } else if (c == '"' || c == '\'') {
      const bool is_long = text.substr(i, 3) == std::string(3, c);
      const std::string quotes(is_long ? 3 : 1, c);
      for (i += quotes.size(); i < text.size() && text.substr(i, quotes.size()) != quotes; ++i)
        if (text[i] == '\\') ++i;
      i += quotes.size() - 1;
    } else if (c == '[' || c == '(') {
      if (++depth > deepest) return i;
    } else if ((c == ']' || c == ')') && depth > 0) {
      --depth;
    }
  }
  return text.npos;
}

std::uint32_t line_of(std::string_view text, std::size_t place) {
  return static_cast<std::uint32_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n') + 1);
}

class TurtleReader {
 public:
  TurtleReader(const std::string& file, const TripleSink& sink, ProblemLog& log)
      : file_(file), sink_(sink), log_(log), environment_(serd_env_new(nullptr)) {}
  ~TurtleReader() { serd_env_free(environment_); }
  TurtleReader(const TurtleReader&) = delete;
  TurtleReader& operator=(const TurtleReader&) = delete;

  void read(const std::string& text) {
    const std::unique_ptr<SerdReader, void (*)(SerdReader*)> reader(
        serd_reader_new(SERD_TURTLE, this, nullptr, on_base, on_prefix, on_triple, nullptr),
        serd_reader_free);
    serd_reader_set_strict(reader.get(), true);
    serd_reader_set_error_sink(reader.get(), on_error, this);
    const SerdStatus status =
        serd_reader_read_string(reader.get(), reinterpret_cast<const std::uint8_t*>(text.c_str()));
    if (thrown_) std::rethrow_exception(thrown_);
    if (status != SERD_SUCCESS && !log_.failed())
      log_.error({file_, 0}, "", "is not Turtle that can be read");
  }

 private:
  static TurtleReader& of(void* handle) { return *static_cast<TurtleReader*>(handle); }

  static SerdStatus on_base(void* handle, const SerdNode* iri) {
    return serd_env_set_base_uri(of(handle).environment_, iri);
  }
  static SerdStatus on_prefix(void* handle, const SerdNode* name, const SerdNode* iri) {
    return serd_env_set_prefix(of(handle).environment_, name, iri);
  }

  static SerdStatus on_error(void* handle, const SerdError* error) {
    std::array<char, 400> text{};
    std::vsnprintf(text.data(), text.size(), error->fmt, *error->args);
    std::string message = text.data();
    while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back())))
      message.pop_back();
    TurtleReader& self = of(handle);
    if (!self.log_.failed())  // what follows from the first mistake helps nobody
      self.log_.error({self.file_, error->line}, "",
                      "is not Turtle: " + message + ", column " + std::to_string(error->col));
    return SERD_SUCCESS;
  }

  /// No exception may pass through the parser, which is written in C.
  static SerdStatus on_triple(void* handle, SerdStatementFlags, const SerdNode*,
                              const SerdNode* subject, const SerdNode* predicate,
                              const SerdNode* object, const SerdNode* datatype,
                              const SerdNode* language) {
    TurtleReader& self = of(handle);
    try {
      Term of_object = self.term(*object);
      if (datatype && datatype->buf) of_object.datatype = self.term(*datatype).text;
      if (language && language->buf) of_object.language = text_of(*language);
      self.sink_(self.term(*subject), self.term(*predicate).text, std::move(of_object));
      return self.log_.failed() ? SERD_FAILURE : SERD_SUCCESS;
    } catch (...) {
      self.thrown_ = std::current_exception();
      return SERD_FAILURE;
    }
  }

  Term term(const SerdNode& node) {
    switch (node.type) {
      case SERD_BLANK:
        return {Term::Kind::Blank, text_of(node), {}, {}};
      case SERD_LITERAL:
        return {Term::Kind::Literal, text_of(node), {}, {}};
      default:
        return {Term::Kind::Iri, whole_iri(node), {}, {}};
    }
  }

  std::string whole_iri(const SerdNode& node) {
    if (node.type == SERD_URI && serd_uri_string_has_scheme(node.buf)) return text_of(node);
    SerdNode expanded = serd_env_expand_node(environment_, &node);
    const std::string iri = text_of(expanded.buf ? expanded : node);
    const bool known = expanded.buf && serd_uri_string_has_scheme(expanded.buf);
    serd_node_free(&expanded);
    if (!known && !log_.failed())
      log_.error({file_, 0}, iri,
                 node.type == SERD_CURIE ? "its prefix is not declared"
                                         : "is a relative IRI, and the file has no @base");
    return iri;
  }

  const std::string& file_;
  const TripleSink& sink_;
  ProblemLog& log_;
  SerdEnv* environment_;
  std::exception_ptr thrown_;
};

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() > word.size() && std::isspace(static_cast<unsigned char>(text[word.size()])) &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

}  // namespace

void read_turtle(const std::string& text, const std::string& file, const TripleSink& sink,
                 ProblemLog& log) {
  if (const std::size_t at = text.find('\0'); at != text.npos)
    return log.error({file, line_of(text, at)}, "", "has a zero byte, which no text has");
  if (const std::size_t at = too_deep(text); at != text.npos)
    return log.error({file, line_of(text, at)}, "",
                     "is nested more than " + std::to_string(deepest) + " deep");
  TurtleReader(file, sink, log).read(text);
}

bool looks_like_turtle(std::string_view text) {
  for (;;) {
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == text.npos) return false;
    text.remove_prefix(first);
    if (text[0] != '#') break;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  for (const std::string_view word : {"@prefix", "@base", "prefix", "base"})
    if (begins_with_word(text, word)) return true;
  if (text.starts_with("_:")) return true;
  // An IRI has a scheme with a name behind it; a tag of XML has neither slashes nor a second colon.
  const std::string_view iri = text.substr(0, text.find_first_of("> \t\r\n\""));
  return text[0] == '<' && iri.size() < text.size() && text[iri.size()] == '>' &&
         (iri.find("://") != iri.npos || iri.starts_with("<urn:"));
}

}  // namespace normgraph::loaders
