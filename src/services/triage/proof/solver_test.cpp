#include "services/triage/proof/solver.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace helselos::triage::proof {

namespace {

TEST(Solver, finds_an_example_or_that_there_is_none)
{
    Formulas formulas;
    const auto fever = formulas.variable("fever: yes"), rash = formulas.variable("rash: yes");
    Solver solver(formulas);
    solver.watch({fever, rash});
    solver.require(formulas.implies(fever, rash));
    const auto possible = solver.ask(fever, "fever");
    ASSERT_TRUE(possible.ok()) << possible.error().reason;
    EXPECT_EQ(*possible, Verdict::possible);
    EXPECT_TRUE(solver.holds(fever));
    EXPECT_TRUE(solver.holds(rash));
    const auto never = solver.ask(formulas.both(fever, opposite(rash)), "fever without rash");
    ASSERT_TRUE(never.ok());
    EXPECT_EQ(*never, Verdict::never);
    EXPECT_EQ(solver.questions(), 2U);
}

TEST(Solver, forgets_a_question_before_the_next)
{
    Formulas formulas;
    const auto fever = formulas.variable("fever");
    Solver solver(formulas);
    EXPECT_EQ(*solver.ask(fever, "yes"), Verdict::possible);
    EXPECT_EQ(*solver.ask(opposite(fever), "no"), Verdict::possible);
}

TEST(Solver, keeps_a_record_that_can_be_asked_again)
{
    const auto path = std::filesystem::path(testing::TempDir()) / "solver-record.smt2";
    {
        Formulas formulas;
        Solver solver(formulas, path);
        EXPECT_EQ(*solver.ask(formulas.variable("fever"), "the first question"), Verdict::possible);
    }
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    EXPECT_NE(text.str().find("; the first question\n(declare-const |fever| Bool)"), std::string::npos) << text.str();
    EXPECT_NE(text.str().find("(check-sat)"), std::string::npos);
    std::filesystem::remove(path);
}

TEST(Solver, that_is_not_installed_is_told)
{
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", "/nowhere", 1);
    Formulas formulas;
    Solver solver(formulas);
    const auto answer = solver.ask(formulas.variable("fever"), "fever");
    ::setenv("PATH", path.c_str(), 1);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().reason, "the program z3 cannot be started; is the package z3 installed?");
}

}  // namespace

}  // namespace helselos::triage::proof
