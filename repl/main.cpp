#include "repl/program.hpp"

int main(int argc, char** argv) { return normgraph::repl::run_program(argc, argv); }
