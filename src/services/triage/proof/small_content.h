// A whole content on one screen, for tests that plant a fault in it. Used by tests only.
#pragma once

#include "services/triage/content.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace helselos::triage::proof {

class SmallContent {
public:
    // What a test writes itself; the rest is sound.
    std::string findings;  // More of them, by "  name: {...}" lines.
    std::string rules;     // Of the protocol "cough".
    std::string selfcare = "not short-of-breath";
    std::string more;                           // More keys of "cough".
    std::map<std::string, std::string> others;  // The rules of other protocols, by name.
    std::string differences;                    // The whole file; none when empty.
    std::string cases;

    static std::string words(std::string_view text) { return "{nb: " + std::string(text) + ", nn: x, en: x}"; }

    static std::string yes_no(std::string_view name, std::string_view more_keys = "")
    {
        return "  " + std::string(name) + ": {question: " + words(name) + ", present: " + words(name)
            + ", absent: " + words("ikke " + std::string(name)) + std::string(more_keys) + "}\n";
    }

    static std::string rule(std::string_view name, std::string_view level, std::string_view when)
    {
        return "  - {id: " + std::string(name) + ", level: " + std::string(level) + ", when: " + std::string(when)
            + ", reason: " + words(name) + ", evidence: [S]}\n";
    }

    // Written below the test's own folder, which is made anew.
    std::filesystem::path write() const
    {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        const auto folder = std::filesystem::path(testing::TempDir())
            / ("small-" + std::string(test->test_suite_name()) + "-" + test->name() + "-"
                + std::to_string(++written()));
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder / "findings");
        std::filesystem::create_directories(folder / "protocols");
        const auto put = [&](const char* file, const std::string& text) { std::ofstream(folder / file) << text; };
        put("findings/all.yaml",
            "findings:\n" + number("age-years", 0, 120, ", decimals: 4") + sex() + yes_no("short-of-breath")
                + yes_no("choking") + yes_no("bleeding") + findings);
        put("sources.yaml", "sources: {S: {title: S, year: 2026}}\n");
        put("levels.yaml", levels());
        put("red-screen.yaml",
            "child-wording-when: age-years < 12\nabout: {id: about, title: " + words("hvem")
                + ", findings: [age-years, sex]}\nscreen: {id: red-screen, title: " + words("nå")
                + ", findings: [choking, bleeding]}\nrules:\n" + rule("red-choking", "emergency", "choking")
                + rule("red-bleeding", "emergency", "bleeding"));
        put("general-rules.yaml", "rules: []\n");
        put("protocols/cough.yaml", protocol("cough", rules, selfcare, more));
        for (const auto& [name, other] : others)
            put(("protocols/" + name + ".yaml").c_str(), protocol(name, other, "not short-of-breath", ""));
        if (!differences.empty())
            put("differences.yaml", differences);
        put("protocols/cough.cases.yaml", "complaint: cough\ncases:\n" + cases);
        return folder;
    }

    Content read() const { return read(write()); }

    static Content read(const std::filesystem::path& folder)
    {
        auto reading = read_content(folder);
        for (const auto& problem : reading.problems)
            ADD_FAILURE() << to_text(problem);
        return std::move(reading.content);
    }

    static std::string number(std::string_view name, int min, int max, std::string_view more_keys = "")
    {
        return "  " + std::string(name) + ": {kind: number, min: " + std::to_string(min)
            + ", max: " + std::to_string(max) + ", question: " + words(name)
            + ", statement: " + words("\"" + std::string(name) + " {value}\"") + std::string(more_keys) + "}\n";
    }

private:
    static int& written()
    {
        static int count = 0;
        return count;
    }

    static std::string sex()
    {
        return "  sex: {kind: choice, question: " + words("kjønn") + ", statement: " + words("\"kjønn {value}\"")
            + ", choices: {female: " + words("kvinne") + ", male: " + words("mann") + "}}\n";
    }

    static std::string levels()
    {
        std::string text = "levels:\n";
        for (const auto* level : {"emergency", "urgent", "routine", "selfcare"}) {
            text += "  " + std::string(level) + ":\n    name: " + words(level) + "\n    headline: " + words(level)
                + "\n    advice: {where: [" + words("her") + "]}\n";
            if (level == std::string_view("selfcare"))
                continue;
            text += "    reason-if-unknown: " + words("usikkert") + "\n";
            if (level != std::string_view("routine"))
                text += "    if-noticed: " + words("\"{value}\"") + "\n";
            text += level == std::string_view("emergency") ? "    if-unknown: urgent within 1 h\n"
                : level == std::string_view("urgent")      ? "    if-unknown: routine within 1 d\n"
                                                           : "    if-unknown: routine within 3 d\n";
        }
        return text;
    }

    static std::string protocol(
        const std::string& name, const std::string& rules, const std::string& selfcare, const std::string& more)
    {
        return "complaint: " + name + "\nversion: 0.1.0\ndate: 2026-11-22\nreview: draft\nauthor: A\nreviewers: []\n"
            + "title: " + words(name) + "\nsynonyms: {nb: [x], nn: [x], en: [x]}\nrules:\n" + rules
            + "general-rules: {use: []}\nselfcare: {when: " + selfcare + ", reason: " + words("rolig")
            + ", evidence: [S]}\notherwise: {level: routine within 3 d, reason: " + words("ellers")
            + ", evidence: [S]}\nadvice: {selfcare: {self-care: [" + words("hvile") + "]}}\n" + more;
    }
};

}  // namespace helselos::triage::proof
