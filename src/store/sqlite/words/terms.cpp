#include "store/sqlite/words/terms.h"

#include "base/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Words;
using fhir::search::WordSet;

constexpr std::size_t letters = 3;

void add_all(std::string_view start, const WordSet& words, std::string& terms)
{
    for (const auto& word : words)
        terms.append(start).append(word).append(1, ' ');
}

bool is_start_of_letter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

// Characters that would end a term; whoever asks gets a few candidates more.
char as_part_of_term(char c)
{
    const bool is_part = is_lower(c) || is_upper(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    return is_part ? c : '_';
}

void add_letters(std::string_view kept_rows, std::string& terms)
{
    WordSet found;
    KeptRows rows(kept_rows);
    while (const auto row = rows.next()) {
        if (row->kind != RowKind::string)
            continue;
        const auto start = term_start(TermKind::letters, row->parameter);
        for (const auto& each : letters_on_end(row->text))
            found.push_back(start + each);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    add_all("", found, terms);
}

std::string quoted(std::string_view start, std::string_view term)
{
    return fmt::format("\"{}{}\"", start, term);
}

}  // namespace

std::string term_start(TermKind kind, std::int64_t number)
{
    return fmt::format("{}{}_", static_cast<char>(kind), number);
}

Result<std::string> terms_of(std::string_view type_name, NameId type, const fhir::search::SaidWords& said,
    std::string_view kept_rows, const NumberOf& number_of)
{
    std::string terms;
    add_all(term_start(TermKind::narrative, type), said.narrative, terms);
    add_all(term_start(TermKind::content, type), said.content, terms);
    for (const auto& coded : said.coded) {
        const auto number = TRY(number_of(parameter_name(type_name, coded.parameter)));
        add_all(term_start(TermKind::coded, number), coded.words, terms);
    }
    add_letters(kept_rows, terms);
    return terms;
}

std::vector<std::string> letters_on_end(std::string_view folded)
{
    std::vector<std::string> found;
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < folded.size(); ++i)
        if (is_start_of_letter(folded[i]))
            starts.push_back(i);
    starts.push_back(folded.size());
    for (std::size_t i = 0; i + letters < starts.size(); ++i) {
        std::string each(folded.substr(starts[i], starts[i + letters] - starts[i]));
        std::ranges::transform(each, each.begin(), as_part_of_term);
        found.push_back(std::move(each));
    }
    return found;
}

std::vector<Words::Word> resplit(const std::vector<Words::Word>& words)
{
    std::vector<Words::Word> split;
    for (const auto& word : words) {
        auto parts = fhir::search::words_of(word.folded);
        for (std::size_t i = 0; i < parts.size(); ++i)
            split.push_back({std::move(parts[i]), word.is_start && i + 1 == parts.size()});
    }
    return split;
}

std::string match_of_words(std::string_view start, const std::vector<Words::Word>& words)
{
    std::string match;
    for (const auto& word : words) {
        match.append(match.empty() ? "" : " AND ").append(quoted(start, word.folded));
        if (word.is_start)
            match.append(" *");
    }
    return match;
}

std::string match_of_letters(std::string_view start, const std::vector<std::string>& each)
{
    std::string match;
    for (const auto& term : each)
        match.append(match.empty() ? "" : " AND ").append(quoted(start, term));
    return match;
}

bool holds_all(const WordSet& said, const std::vector<Words::Word>& words)
{
    return std::ranges::all_of(words, [&](const Words::Word& word) {
        return word.is_start ? fhir::search::holds_word_with_start(said, word.folded)
                             : fhir::search::holds_word(said, word.folded);
    });
}

}  // namespace helselos::store::sqlite
