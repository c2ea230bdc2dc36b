// Errors of CALL that need a procedure to be there; cases as text have none.

#include <gtest/gtest.h>

#include "graph/database.hpp"

namespace normgraph::tests {
namespace {

class ProcedureErrors : public testing::Test {
 protected:
  ProcedureErrors() : database_({.path = "", .memory = true, .read_only = false}) {
    database_.define_procedure("test.city(name :: STRING?) :: (city :: STRING?, code :: INTEGER?)",
                               {"name", "city", "code"},
                               {{Value::string("ann"), Value::string("Oslo"), Value::integer(47)}});
  }

  std::string error_of(const std::string& statement) {
    try {
      database_.session()->run(statement);
      return "no error";
    } catch (const Error& error) {
      return error.error_class + "/" + error.detail + "/" + error.phase + " " +
             (error.hints.empty() ? "" : error.hints.front());
    }
  }

  Database database_;
};

TEST_F(ProcedureErrors, YieldStarStandsAloneOnly) {
  EXPECT_EQ(database_.session()->run("CALL test.city('ann') YIELD *").tables.at(0).rows.size(), 1u);
  EXPECT_EQ(error_of("CALL test.city('ann') YIELD * RETURN city"),
            "SyntaxError/UnexpectedSyntax/compile time write YIELD city, code");
}

TEST_F(ProcedureErrors, AColumnThatIsNotThere) {
  EXPECT_EQ(error_of("CALL test.city('ann') YIELD town RETURN town"),
            "SyntaxError/UndefinedVariable/compile time it yields city, code");
}

TEST_F(ProcedureErrors, ImplicitArgumentsNeedTheirParameters) {
  EXPECT_EQ(error_of("CALL test.city"),
            "ParameterMissing/MissingParameter/compile time on the command line: --param name=…");
}

}  // namespace
}  // namespace normgraph::tests
