import tempfile
import unittest
from pathlib import Path

import check_style
import cpp_text


class Rule(unittest.TestCase):
    """Each test plants breaches in a small tree and names the lines where they must be found."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def found(self, rule):
        return [f"{breach.file}:{breach.line}" for breach in rule(check_style.read_sources(self.root))]

    def found_in(self, rule, text, path="src/base/text.cpp"):
        self.write(path, text)
        return [int(place.split(":")[1]) for place in self.found(rule)]


class FunctionLength(Rule):
    def function_of(self, lines):
        body = "    work();\n" * (lines - 3)
        return f"void act()\n{{\n{body}}}\n"

    def test_sixty_lines_are_allowed(self):
        self.assertEqual(self.found_in(check_style.functions_are_short, self.function_of(60)), [])

    def test_sixty_one_are_refused(self):
        self.assertEqual(self.found_in(check_style.functions_are_short, "\n" + self.function_of(61)), [2])

    def test_a_long_class_of_short_functions_is_allowed(self):
        text = "class Act {\n" + "    void act() { work(); }\n" * 100 + "};\n"
        self.assertEqual(self.found_in(check_style.functions_are_short, text), [])

    def test_braces_in_comments_and_strings_do_not_count(self):
        text = 'void act()\n{\n    say("}"); // }\n    say(R"(})"); /* } */\n' + "    work();\n" * 60 + "}\n"
        self.assertEqual(self.found_in(check_style.functions_are_short, text), [1])

    def test_a_constructor_with_initialisers_is_one_function(self):
        text = "Act::Act(int a)\n    : m_a{a}\n    , m_b(2)\n{\n" + "    work();\n" * 60 + "}\n"
        self.assertEqual(self.found_in(check_style.functions_are_short, text), [1])

    def test_python_is_measured_too(self):
        text = "def act():\n" + "    work()\n" * 60
        self.assertEqual(self.found_in(check_style.functions_are_short, text, "tools/act.py"), [1])


class FunctionsFound(unittest.TestCase):
    def names(self, text):
        return [function.name for function in cpp_text.functions(text)]

    def test_what_is_a_function(self):
        self.assertEqual(self.names("int a() { return 1; }\nauto b() -> int\n{\n}\nint C::d() const noexcept { }\n"),
                         ["a", "b", "C::d"])

    def test_what_is_none(self):
        self.assertEqual(self.names("namespace a {\nclass B {\n};\nenum class C { d };\nconst int e[] = {1, 2};\n}\n"), [])

    def test_a_digit_separator_is_not_a_character(self):
        self.assertEqual(self.names("int a = 1'000;\nint b() { return 2'000; }\n"), ["b"])


class Calls(Rule):
    def test_each_refused_call_is_found(self):
        for call in ('std::regex r("a");', "atoi(text);", "std::stod(text);", "strtod(text, nullptr);", "std::isalpha(c);",
                     "tolower(c);", "std::chrono::system_clock::now();", "rand();", "std::random_device d;", "auto* p = new Act;",
                     "delete p;", "delete[] p;", "free(p);", "time(nullptr);"):
            with self.subTest(call):
                self.assertEqual(self.found_in(check_style.calls_are_allowed, "void f()\n{\n    " + call + "\n}\n"), [3])

    def test_what_only_looks_like_one_is_allowed(self):
        for line in ("Act(const Act&) = delete;", "new (place) Act;", "// atoi is refused", 'say("rand()");', "x.time(0);",
                     "base::to_lower(c);", "is_alpha(c);", "void operator delete(void*);", "seed_of_rand;", "renew(act);",
                     "return std::unique_ptr<Act>(new Act(1));", "m_act.reset(\n    new Act{1});"):
            with self.subTest(line):
                self.assertEqual(self.found_in(check_style.calls_are_allowed, line + "\n"), [])

    def test_the_one_clock_may_ask_the_time(self):
        self.assertEqual(self.found_in(check_style.calls_are_allowed, "auto t = system_clock::now();", "src/base/clock.cpp"), [])


class Files(Rule):
    def test_a_thousand_lines_are_allowed_and_one_more_is_refused(self):
        self.assertEqual(self.found_in(check_style.files_are_short, "x;\n" * 1000), [])
        self.assertEqual(self.found_in(check_style.files_are_short, "x;\n" * 1001), [1001])

    def test_a_name_that_says_nothing_is_refused(self):
        self.write("src/base/string_utils.cpp", "")
        self.write("src/services/common/act.cpp", "")
        self.write("src/base/utility_of_care.cpp", "")
        self.assertEqual(self.found(check_style.file_names_say_something),
                         ["src/base/string_utils.cpp:1", "src/services/common/act.cpp:1"])

    def test_a_header_without_its_guard_is_found(self):
        self.write("src/base/good.h", "// What it is.\n#pragma once\n")
        self.write("src/base/bad.h", "// #pragma once\n")
        self.assertEqual(self.found(check_style.headers_are_read_once), ["src/base/bad.h:1"])

    def test_a_reminder_is_found(self):
        self.assertEqual(self.found_in(check_style.nothing_is_left_for_later, "a;\n// TO" "DO: more\n"), [2])

    def test_an_invisible_character_is_found(self):
        self.assertEqual(self.found_in(check_style.sources_are_in_english_letters, "a;\nb\u202e;\nø;\n"), [2])

    def test_a_lock_that_names_a_host_is_found(self):
        self.write("web/package-lock.json", '{ "resolved": "http' 's://example.org/a.tgz" }')
        self.write("web/node_modules/a/package-lock.json", '{ "resolved": "http' 's://example.org/a.tgz" }')
        self.assertEqual([str(breach.file) for breach in check_style.locks_name_no_host(self.root)], ["web/package-lock.json"])


class Doors(Rule):
    def test_a_third_party_header_in_a_door_is_found(self):
        for include in ("<boost/json.hpp>", "<fmt/format.h>", "<sqlite3.h>", "<yaml-cpp/yaml.h>", "<openssl/evp.h>"):
            with self.subTest(include):
                self.assertEqual(self.found_in(check_style.doors_are_our_own, f"#pragma once\n#include {include}\n",
                                               "src/store/store.h"), [2])

    def test_the_standard_library_and_private_headers_are_allowed(self):
        self.write("src/store/store.h", "#include <string>\n#include <sys/types.h>\n")
        self.write("src/store/sqlite/statement.h", "#include <sqlite3.h>\n")
        self.write("src/store/open.cpp", "#include <sqlite3.h>\n")
        self.assertEqual(self.found(check_style.doors_are_our_own), [])


    def test_a_private_header_is_for_its_own_folder(self):
        self.write("src/store/sqlite/statement.cpp", '#include "store/sqlite/statement.h"\n')
        self.write("src/store/sqlite/search/sort.cpp", '#include "store/sqlite/statement.h"\n')
        self.write("src/app/house.cpp", '#include "store/sqlite/open.h"\n')
        self.write("src/store/open.cpp", '#include "store/sqlite/statement.h"\n')
        self.assertEqual(self.found(check_style.private_headers_stay_home), ["src/store/open.cpp:1"])


    def test_a_header_that_speaks_the_tests_language_is_for_tests(self):
        self.write("src/fhir/rows_in_words.h", "#include <gtest/gtest.h>\n#include <fmt/format.h>\n")
        self.write("src/fhir/rows_test.cpp", '#include "fhir/rows_in_words.h"\n#include <gtest/gtest.h>\n')
        self.write("src/fhir/rows.cpp", '#include "fhir/rows_in_words.h"\n')
        self.assertEqual(self.found(check_style.doors_are_our_own), [])
        self.assertEqual(self.found(check_style.private_headers_stay_home), ["src/fhir/rows.cpp:1"])


class BuiltBefore(Rule):
    def test_a_call_after_a_member_that_owns_something_is_found(self):
        text = ("Result<A> a()\n{\n    return A{name, TRY(b())};\n}\n"
                "Result<A> c()\n{\n    work();\n    return A{.name = name,\n        .at = at(TRY(b()))};\n}\n")
        self.assertEqual(self.found_in(check_style.what_is_built_before_is_not_leaked, text), [3, 9])

    def test_the_first_member_and_what_owns_nothing_are_fine(self):
        text = ("Result<A> a()\n{\n    return A{TRY(b()), name};\n}\n"
                "Result<A> c()\n{\n    return A{200, Kind::good, TRY(b())};\n}\n")
        self.assertEqual(self.found_in(check_style.what_is_built_before_is_not_leaked, text), [])

    def test_a_block_is_no_initialiser(self):
        text = ("Result<int> a()\n{\n    const auto f = [](int x, int y) -> Result<int> { return sum(x, TRY(b(y))); };\n"
                "    if (x) { auto z = f(1, 2); return TRY(z); } else { return f(x, TRY(b())); }\n}\n")
        self.assertEqual(self.found_in(check_style.what_is_built_before_is_not_leaked, text), [])


class NumbersOfCare(Rule):
    def test_a_double_in_a_service_needs_a_reason(self):
        text = "double dose;\n// floating point: a share of the screen.\ndouble share;\nfloat x; // floating point: same\n"
        self.assertEqual(self.found_in(check_style.numbers_of_care_are_exact, text, "src/services/triage/a.cpp"), [1])

    def test_outside_the_services_it_is_free(self):
        self.assertEqual(self.found_in(check_style.numbers_of_care_are_exact, "double a;\n", "src/server/http/a.cpp"), [])


class Format(Rule):
    def test_code_in_another_form_is_found(self):
        self.write(".clang-format", "BasedOnStyle: WebKit\n")
        self.write("src/base/a.cpp", "int a;\nint   b;\n")
        found = check_style.cpp_is_formatted(self.root, check_style.read_sources(self.root))
        self.assertEqual([breach.line for breach in found], [2])


if __name__ == "__main__":
    unittest.main()
