// The clinical content, read once and never changed: findings, levels, the red screen and
// the protocols. How it is written is told in docs/guides/editor/README.md.
#pragma once

#include "base/result.h"
#include "services/triage/condition.h"
#include "services/triage/wording.h"

#include <array>
#include <compare>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::triage {

enum class Level : std::uint8_t { selfcare, routine, urgent, emergency };
constexpr std::size_t levels_count = 4;

std::string_view code_of(Level level);
std::optional<Level> level_from_code(std::string_view code);

// A level with the time within which help is needed. More urgent is greater.
struct Outcome {
    Level level = Level::selfcare;
    std::uint32_t minutes = 0;  // 0 for emergency (now) and selfcare (no limit).

    bool operator==(const Outcome&) const = default;
    std::strong_ordering operator<=>(const Outcome& other) const
    {
        if (level != other.level)
            return level <=> other.level;
        return other.minutes <=> minutes;
    }
};

constexpr Outcome emergency{Level::emergency, 0};

// "urgent within 2 h".
std::string to_text(const Outcome& outcome);

// Where something is written, for problems found later.
struct Place {
    std::string file;
    unsigned line = 0;
};

struct Coding {
    std::string system;
    std::string code;
};

struct Choice {
    std::string id;
    Wording text;
};

// Where a number worries nobody, in millionths; both ends belong to it.
struct NormalRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

struct Finding {
    enum class Kind : std::uint8_t { yes_no, choice, number };
    // Which answer is the worrying one. Of numbers and choices: neither.
    enum class Worrying : std::uint8_t { yes, no, neither };

    std::string id;
    Kind kind = Kind::yes_no;
    Worrying worrying = Worrying::yes;
    bool red_flag = false;
    // "Don't know" counts as not noticed: nobody overlooks it, or it is measured by choice.
    bool unknown_passes = false;
    bool ask_last = false;  // Asked when nothing else is left to ask.
    Wording question;
    Wording help;
    Wording present;  // Of numbers and choices: the statement, with {value}.
    Wording absent;
    std::vector<std::string> said;  // How people say that it is present, in any language.
    std::vector<Coding> codings;
    std::vector<Choice> choices;
    std::int64_t min = 0;  // Of numbers, in millionths.
    std::int64_t max = 0;
    std::optional<NormalRange> normal;  // Of numbers that worry more the further they are from it.
    unsigned decimals = 0;
    std::string unit;  // UCUM.
    Wording unit_label;
    Condition applies_when;  // Empty: always.
    Place place;
};

struct Rule {
    std::string id;
    Outcome outcome;
    Outcome if_unknown;  // What the rule counts when it can be neither held nor ruled out.
    Condition when;
    Wording reason;
    Wording do_now;                     // The first thing to do when this rule decides.
    std::vector<std::string> evidence;  // Keys of sources.
    Place place;
};

enum class AdviceKind : std::uint8_t { now, where, self_care, avoid_medicine, safety_net, worse };
std::string_view code_of(AdviceKind kind);

struct Advice {
    AdviceKind kind = AdviceKind::now;
    Wording text;
    std::string phone;
};

// A medicine sold without prescription that a person with these answers should not take.
struct Medicine {
    std::string id;
    Wording text;
    Condition when;
    std::vector<std::string> complaints;  // In which it is told; empty: in all.
    std::vector<std::string> evidence;    // Keys of sources.
    Place place;
};

// Findings that are asked on one screen: yes-no findings, numbers, or those about the person.
struct Group {
    std::string id;
    Wording title;
    std::vector<FindingIndex> findings;
    Place place = {};
};

struct Source {
    std::string title;
    std::string year;
    bool was_read = false;
};

// A law of the proofs (proof/prove.h) that a protocol knowingly goes against for one finding.
struct Exception {
    enum class Law : std::uint8_t { worse_never_lowers, dont_know_never_lowers, no_gap };

    Law law = Law::worse_never_lowers;
    FindingIndex finding = 0;
    std::string reason;
    Place place;
};

struct LevelText {
    Wording name;
    Wording headline;
    Wording reason_if_unknown;
    Wording if_noticed;  // With {value}: what was not known but would make it this level.
    std::vector<Advice> advice;
};

struct Protocol {
    std::string id;  // The code of the complaint.
    std::string version;
    std::string date;
    std::string review;  // draft, reviewed or approved.
    Wording title;
    std::array<std::vector<std::string>, languages_count> synonyms;  // Everyday words.
    std::vector<Coding> codings;
    std::vector<FindingIndex> assumes;  // Present, because the complaint says so.
    std::vector<FindingIndex> opening;  // Asked as soon as no single answer brings an emergency.
    std::vector<Group> groups;
    std::vector<Rule> rules;             // The red screen's, the general ones and its own.
    std::vector<FindingIndex> findings;  // All that may be asked, in the editor's order.
    Wording selfcare_reason;
    std::vector<std::string> selfcare_evidence;
    std::array<Wording, levels_count> headline;  // Empty: what all protocols say at this level.
    std::array<std::vector<Advice>, levels_count> advice;
    std::vector<Exception> exceptions;
    Place place;

    const Group* group_of(FindingIndex finding) const;
    bool asks(FindingIndex finding) const;
    bool excepts(Exception::Law law, FindingIndex finding) const;
    const Wording& headline_or(Level level, const Wording& common) const;
    // "sore-throat 0.1.0 (2026-11-22)".
    std::string version_text() const;
};

struct Content {
    std::vector<Finding> findings;
    std::map<std::string, FindingIndex, std::less<>> finding_index;
    std::vector<Protocol> protocols;
    std::map<std::string, Source, std::less<>> sources;
    std::array<LevelText, levels_count> levels;
    std::vector<Medicine> medicines;  // Told with every level but emergency.
    Group about;                      // Who it is about: asked first.
    Group red_screen;                 // Asked next, whatever the complaint.
    Condition child_wording_when;
    std::string fingerprint;  // The same for the same files.

    const Protocol* protocol(std::string_view complaint) const;
    std::optional<FindingIndex> finding(std::string_view id) const;
    const Group* group(const Protocol& protocol, std::string_view id) const;
    Answers no_answers() const { return Answers(findings.size()); }
    Speaks speaks(const Answers& answers) const;
};

// What an editor has to mend: where, and in which words.
struct Problem {
    std::string file;
    unsigned line = 0;  // From 1; 0 for the whole file.
    std::string text;

    bool operator==(const Problem&) const = default;
};

// "protocols/sore-throat.yaml:31: ...".
std::string to_text(const Problem& problem);

struct Reading {
    Content content;
    std::vector<Problem> problems;  // All that were found, in order of file and line.
};

// Reads a folder of content. Whatever is wrong is a problem; nothing is skipped.
Reading read_content(const std::filesystem::path& folder);

// For programs that run on it: refuses content with any problem (Kind::invalid, one issue each).
Result<Content> load_content(const std::filesystem::path& folder);

}  // namespace helselos::triage
