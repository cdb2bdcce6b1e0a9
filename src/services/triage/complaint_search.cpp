#include "services/triage/complaint_search.h"

#include "base/limits.h"
#include "base/text.h"
#include "services/triage/addresses.h"
#include "services/triage/interview_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

namespace helselos::triage {

namespace {

// Latin-1 letters in UTF-8 begin with the byte C3; this is what the second byte stands for.
std::string_view folded_latin(unsigned char second)
{
    constexpr std::array<std::string_view, 32> letters{"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i",
        "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "ss"};
    return letters[second & 0x1FU];
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (const auto word : split(text, ' '))
        if (!word.empty())
            words.emplace_back(word);
    return words;
}

// Words that say nothing about what is wrong, in bokmål, nynorsk and English.
bool is_small_word(std::string_view word)
{
    constexpr std::string_view small
        = " i pa og jeg eg har er en et ei min mi mitt mine som det den de til av med ved the my a an in "
          "of have has is hos vi meg seg nar fra far blitt bli blir etter at for om kan ikke ikkje ingen "
          "noe noko veldig mye mykje litt helt heilt so sa ho han hun she he it m im and on to ";
    return small.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

void keep_telling_words(std::vector<std::string>& words)
{
    if (!std::ranges::all_of(words, is_small_word))
        std::erase_if(words, is_small_word);
}

// Whether at most `slips` letters are wrong, missing, added or swapped with their neighbour.
bool is_close(std::string_view left, std::string_view right, std::size_t slips)
{
    if (left.size() > right.size() + slips || right.size() > left.size() + slips)
        return false;
    std::vector<std::vector<std::size_t>> cost(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i)
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = std::min(
                {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[left.size()][right.size()] <= slips;
}

constexpr unsigned same_word = 6;

// How well a word of the filter fits a word of a phrase; 0: not at all.
unsigned fit(std::string_view asked, std::string_view word)
{
    constexpr std::size_t prefix_min = 2, slip_min = 4, two_slips_min = 8, first_part_min = 3;
    if (asked == word)
        return same_word;
    if (asked.size() >= prefix_min && word.starts_with(asked))
        return 4;
    // "halsen" for "hals", "brystsmerter" for "brystsmerte".
    if (word.size() >= slip_min && asked.starts_with(word))
        return 3;
    if (asked.size() < slip_min || asked.size() > limits::triage_search_word_max)
        return 0;
    const std::size_t slips = asked.size() >= two_slips_min ? 2 : 1;
    if (is_close(asked, word, slips))
        return 2;
    // "skogflått" for "flått".
    if (word.size() >= slip_min && asked.size() >= word.size() + first_part_min && asked.ends_with(word))
        return 2;
    return is_close(asked, word.substr(0, asked.size()), slips) ? 1 : 0;
}

// How well the words of a phrase are met by what was asked, from 0 to 1.
Points met(const Phrase& phrase, const std::vector<std::string>& asked)
{
    unsigned sum = 0;
    for (const auto& word : phrase.words) {
        unsigned best = 0;
        for (const auto& one : asked)
            best = std::max(best, fit(one, word));
        sum += best;
    }
    return phrase.words.empty() ? 0 : static_cast<Points>(sum) / static_cast<Points>(same_word * phrase.words.size());
}

json::Draft expansion_of(std::string_view value_set, json::Draft contains, std::size_t total, Instant now)
{
    return json::object({
        {"resourceType", "ValueSet"},
        {"url", value_set},
        {"status", "active"},
        {"expansion",
            json::object({{"timestamp", helselos::to_text(now)}, {"total", total},
                {"contains", json::unless_empty(std::move(contains))}})},
    });
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0xC3 && i + 1 < text.size())
            result += folded_latin(static_cast<unsigned char>(text[++i]));
        else if (byte < 0x80)
            result += is_letter(text[i]) || is_digit(text[i]) ? to_lower(text[i]) : ' ';
        else
            result += text[i];
    }
    return result;
}

void PhraseIndex::add(std::size_t entry, std::string_view phrase, bool is_title)
{
    auto words = words_of(folded(phrase));
    keep_telling_words(words);
    m_entries = std::max(m_entries, entry + 1);
    for (const auto& word : words)
        m_entries_with[word].insert(entry);
    m_phrases.push_back({entry, std::move(words), is_title});
}

// A word that few entries have tells more than one that many have ("vondt").
Points PhraseIndex::weight(const std::string& word) const
{
    const auto with = m_entries_with.find(word)->second.size();
    return std::log2(1 + static_cast<Points>(m_entries) / static_cast<Points>(with));
}

std::vector<std::size_t> PhraseIndex::find(std::string_view filter) const
{
    auto asked = words_of(folded(filter.substr(0, limits::triage_search_bytes_max)));
    std::erase_if(asked, is_small_word);
    // The best phrase of each entry, and for each word asked the best anywhere in the entry.
    std::map<std::size_t, Points> best;
    std::map<std::size_t, std::vector<Points>> anywhere;
    for (const auto& phrase : m_phrases) {
        auto& words = anywhere.try_emplace(phrase.entry, asked.size()).first->second;
        Points sum = 0;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            Points most = 0;
            for (const auto& word : phrase.words)
                if (const auto points = fit(asked[i], word); points > 0)
                    most = std::max(most, points * weight(word));
            words[i] = std::max(words[i], most);
            sum += most;
        }
        if (sum == 0 && !asked.empty())
            continue;
        const auto points = sum * (1 + met(phrase, asked)) / 2 + (phrase.is_title ? 1 : 0);
        best[phrase.entry] = std::max(best[phrase.entry], points);
    }
    std::vector<std::size_t> entries;
    for (auto& [entry, points] : best) {
        entries.push_back(entry);
        for (const auto word : anywhere[entry])
            points += word / 2;
    }
    std::ranges::stable_sort(entries, [&](auto left, auto right) { return best[left] > best[right]; });
    return entries;
}

Result<Terms> load_terms(const std::filesystem::path& file)
{
    std::ifstream lines(file);
    if (!lines)
        return Error{Kind::not_found, "the file of terms cannot be read"};
    Terms terms;
    std::set<std::string> codes;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        const auto tab = line.find('\t');
        if (tab == std::string::npos || tab == 0 || tab + 1 == line.size())
            return Error{Kind::invalid, fmt::format("line {} is not a code, a tab and a title", number)};
        if (!codes.insert(line.substr(0, tab)).second)
            return Error{Kind::invalid, fmt::format("the code in line {} stands twice", number)};
        terms.index.add(terms.terms.size(), line.substr(0, tab), true);
        terms.index.add(terms.terms.size(), line.substr(tab + 1), true);
        terms.terms.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return terms;
}

PhraseIndex complaint_index(const Content& content)
{
    PhraseIndex index;
    for (std::size_t i = 0; i < content.protocols.size(); ++i) {
        const auto& protocol = content.protocols[i];
        for (const auto language : whole_languages)
            index.add(i, protocol.title.written(language), true);
        for (const auto& synonyms : protocol.synonyms)
            for (const auto& synonym : synonyms)
                index.add(i, synonym, false);
    }
    return index;
}

json::Document expand_complaints(const Content& content, const PhraseIndex& index, std::string_view filter,
    Language language, std::size_t count_max, Instant now)
{
    const auto found = index.find(filter);
    auto contains = json::array();
    for (std::size_t i = 0; i < std::min(found.size(), count_max); ++i) {
        const auto& protocol = content.protocols[found[i]];
        contains.push(coding(complaint_system, protocol.id, protocol.title.in(language)));
    }
    return json::to_document(expansion_of(complaint_value_set, std::move(contains), found.size(), now));
}

json::Document expand_icpc_2(const Terms& terms, std::string_view filter, std::size_t count_max, Instant now)
{
    const auto found = terms.index.find(filter);
    auto contains = json::array();
    for (std::size_t i = 0; i < std::min(found.size(), count_max); ++i)
        contains.push(coding(icpc_2_system, terms.terms[found[i]].code, terms.terms[found[i]].title));
    return json::to_document(expansion_of(icpc_2_value_set, std::move(contains), found.size(), now));
}

}  // namespace helselos::triage
