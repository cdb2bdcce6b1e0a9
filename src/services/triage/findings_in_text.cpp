#include "services/triage/findings_in_text.h"

#include "base/limits.h"
#include "services/triage/complaint_search.h"
#include "json/draft.h"

#include <algorithm>
#include <array>
#include <optional>

namespace helselos::triage {

namespace {

using json::Draft;

// Of a statement: longer ones are not how people speak.
constexpr std::size_t statement_words_max = 4;
constexpr std::size_t words_between_max = 1;  // "vondt litt i halsen" is still "vondt i halsen".
constexpr std::size_t negation_reach = 3;     // Words between "ikke" and what it denies.

struct Word {
    std::string folded;
    std::size_t from = 0;  // In the text, in bytes.
    std::size_t to = 0;
    bool ends_clause = false;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

bool denies(std::string_view word)
{
    return is_one_of(word,
        {"ikke", "ikkje", "ingen", "inga", "uten", "utan", "aldri", "no", "not", "without", "never", "dont", "doesnt",
            "isnt", "hasnt", "havent", "itte", "ikkj", "inte"});
}

bool begins_clause(std::string_view word)
{
    return is_one_of(word, {"men", "but", "og", "and", "sa", "so", "da"});
}

// What may stand between a finding and a denial of it: "feber har jeg ikke".
bool is_link(std::string_view word)
{
    return is_one_of(word,
        {"har", "er", "var", "hadde", "jeg", "eg", "je", "vi", "han", "hun", "ho", "det", "den", "barnet", "is", "has",
            "have", "he", "she", "i"});
}

// Letters and digits of any script; an apostrophe inside a word is dropped ("don't" is "dont").
bool is_word_byte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

std::string folded_word(std::string_view text)
{
    std::string kept;
    for (const char c : text)
        if (c != '\'')
            kept += c;
    auto folded_text = folded(kept);
    std::erase(folded_text, ' ');
    return folded_text;
}

std::vector<Word> words_of(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word_byte(text[at])) {
            if (!words.empty() && is_one_of(text.substr(at, 1), {".", ",", ";", "!", "?", "\n"}))
                words.back().ends_clause = true;
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && (is_word_byte(text[end]) || text[end] == '\''))
            ++end;
        words.push_back({folded_word(text.substr(at, end - at)), at, end});
        at = end;
    }
    return words;
}

// The same word, or one with an ending: "hosten", "oppkasta".
bool is_same_word(std::string_view said, std::string_view known)
{
    constexpr std::size_t stem_min = 4, ending_max = 3;
    if (said == known)
        return true;
    return known.size() >= stem_min && said.starts_with(known) && said.size() <= known.size() + ending_max;
}

// Where the last word of the phrase stands, when the phrase begins at `at`.
std::optional<std::size_t> phrase_end(
    const std::vector<Word>& words, std::size_t at, const std::vector<std::string>& phrase)
{
    std::size_t next = 0, between = 0;
    for (; at < words.size(); ++at) {
        if (is_same_word(words[at].folded, phrase[next])) {
            if (++next == phrase.size())
                return at;
            between = 0;
        } else if (next == 0 || ++between > words_between_max) {
            return std::nullopt;
        }
        if (words[at].ends_clause)
            return std::nullopt;
    }
    return std::nullopt;
}

bool is_denied_before(const std::vector<Word>& words, std::size_t at)
{
    for (std::size_t back = 1; back <= negation_reach && back <= at; ++back) {
        const auto& word = words[at - back];
        if (word.ends_clause || begins_clause(word.folded))
            return false;
        if (denies(word.folded))
            return true;
    }
    return false;
}

// "har ikke målt": a denial that is not of the phrase itself.
bool is_denied_within(
    const std::vector<Word>& words, std::size_t first, std::size_t last, const std::vector<std::string>& phrase)
{
    const auto denials_said = std::ranges::count_if(words.begin() + static_cast<std::ptrdiff_t>(first),
        words.begin() + static_cast<std::ptrdiff_t>(last) + 1, [](const Word& word) { return denies(word.folded); });
    return denials_said > std::ranges::count_if(phrase, [](const auto& word) { return denies(word); });
}

// "feber har jeg ikke": the denial ends the clause.
bool is_denied_after(const std::vector<Word>& words, std::size_t at)
{
    for (std::size_t step = 0; step <= negation_reach && at + step < words.size(); ++step) {
        const auto& word = words[at + step];
        const bool is_last
            = word.ends_clause || at + step + 1 == words.size() || begins_clause(words[at + step + 1].folded);
        if (step > 0 && denies(word.folded))
            return is_last;
        if ((step > 0 && !is_link(word.folded)) || word.ends_clause)
            return false;
    }
    return false;
}

std::vector<std::string> phrase_of(std::string_view text)
{
    std::vector<std::string> phrase;
    for (const auto& word : words_of(text))
        phrase.push_back(word.folded);
    return phrase;
}

// "Slapp eller blek" says two things, and "Ikke tørst" would be read as its own denial.
bool can_be_said(const std::vector<std::string>& phrase)
{
    return !phrase.empty() && phrase.size() <= statement_words_max && std::ranges::none_of(phrase, [](auto& word) {
        return is_one_of(word, {"eller", "or", "og", "and"}) || denies(word);
    });
}

Draft part(const char* name, const char* member, Draft value)
{
    return json::object({{"name", name}, {member, std::move(value)}});
}

}  // namespace

TextReader::TextReader(const Content& content)
{
    for (std::size_t i = 0; i < content.findings.size(); ++i) {
        const auto& finding = content.findings[i];
        if (finding.kind != Finding::Kind::yes_no)
            continue;
        for (const auto& said : finding.said)
            m_said.push_back({static_cast<FindingIndex>(i), phrase_of(said)});
        for (const auto language : whole_languages)
            if (auto phrase = phrase_of(finding.present.written(language)); can_be_said(phrase))
                m_said.push_back({static_cast<FindingIndex>(i), std::move(phrase)});
    }
}

std::vector<Proposal> TextReader::read(std::string_view text) const
{
    text = text.substr(0, limits::triage_text_bytes_max);
    const auto words = words_of(text);
    std::vector<Proposal> proposals;
    std::vector<FindingIndex> unclear;
    for (std::size_t at = 0; at < words.size(); ++at)
        for (const auto& said : m_said) {
            const auto end = phrase_end(words, at, said.words);
            if (!end)
                continue;
            const bool is_denied = is_denied_before(words, at) || is_denied_within(words, at, *end, said.words)
                || is_denied_after(words, *end);
            const auto found = std::ranges::find(proposals, said.finding, &Proposal::finding);
            if (found == proposals.end())
                proposals.push_back({said.finding, is_denied,
                    std::string(text.substr(words[at].from, words[*end].to - words[at].from))});
            else if (found->is_denied != is_denied)
                unclear.push_back(said.finding);
        }
    std::erase_if(proposals,
        [&](const Proposal& proposal) { return std::ranges::find(unclear, proposal.finding) != unclear.end(); });
    return proposals;
}

Result<json::Document> findings_in_text(const Content& content, const TextReader& reader, json::Value parameters)
{
    std::string_view text, complaint, language;
    for (const auto parameter : parameters["parameter"].elements()) {
        if (parameter["name"].text() == "text")
            text = parameter["valueString"].text();
        if (parameter["name"].text() == "complaint")
            complaint = parameter["valueCode"].text();
        if (parameter["name"].text() == "language")
            language = parameter["valueCode"].text();
    }
    if (text.empty())
        return Error{Kind::invalid, "the parameter \"text\" (valueString) is missing", "Parameters.parameter"};
    const auto* protocol = content.protocol(complaint);
    if (protocol == nullptr && !complaint.empty())
        return Error{Kind::invalid, "there is no such complaint", "Parameters.parameter"};
    auto found = json::array();
    for (const auto& proposal : reader.read(text)) {
        if (protocol != nullptr && !protocol->asks(proposal.finding))
            continue;
        const auto& finding = content.findings[proposal.finding];
        found.push(json::object({{"name", "finding"},
            {"part",
                json::array({part("id", "valueCode", finding.id),
                    part("question", "valueString", finding.question.in(language_from(language))),
                    part("present", "valueBoolean", !proposal.is_denied),
                    part("words", "valueString", proposal.words)})}}));
    }
    auto answer = json::object({{"resourceType", "Parameters"}});
    answer.set("parameter", json::unless_empty(std::move(found)));
    return json::to_document(answer);
}

}  // namespace helselos::triage
