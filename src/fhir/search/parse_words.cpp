#include "fhir/search/parse_words.h"

#include "base/text.h"
#include "fhir/search/all_of.h"
#include "fhir/search/parse_value.h"
#include "fhir/search/words.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

struct Piece {
    std::string_view text;
    bool is_quoted = false;
};

class WordParser {
public:
    WordParser(const Asking& asking, Words::In in, const std::string& parameter)
        : m_asking(asking), m_in(in), m_parameter(parameter)
    {}

    Result<void> take(std::string_view text);
    Clause finish() && { return any_of(std::move(m_groups)); }

private:
    Result<std::vector<Piece>> pieces_of(std::string_view text) const;
    Result<std::vector<Words::Word>> words_in(const Piece& piece);
    Result<void> take_piece(const Piece& piece);
    Result<void> close_group();
    Words words(std::vector<Words::Word> list) const { return {m_in, m_parameter, std::move(list)}; }
    Error invalid(std::string_view why) const
    {
        return {Kind::invalid, fmt::format("the value of search parameter {} {}", m_asking.name, why)};
    }

    const Asking& m_asking;
    Words::In m_in;
    const std::string& m_parameter;
    std::vector<Clause> m_groups;
    std::vector<Words::Word> m_wanted;
    std::vector<Clause> m_unwanted;
    bool m_is_negated = false;
    std::size_t m_count = 0;
};

Result<std::vector<Piece>> WordParser::pieces_of(std::string_view text) const
{
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < text.size();) {
        if (is_space(text[i])) {
            ++i;
        } else if (text[i] == '"') {
            const auto end = text.find('"', i + 1);
            if (end == std::string_view::npos)
                return invalid("has a quote that does not end");
            pieces.push_back({text.substr(i + 1, end - i - 1), true});
            i = end + 1;
        } else {
            const auto end = std::min(text.find_first_of(" \t\r\n\"", i), text.size());
            pieces.push_back({text.substr(i, end - i), false});
            i = end;
        }
    }
    return pieces;
}

Result<std::vector<Words::Word>> WordParser::words_in(const Piece& piece)
{
    auto text = piece.text;
    const bool is_start = text.ends_with('*');
    if (is_start)
        text.remove_suffix(1);
    if (text.find_first_of("*()") != std::string_view::npos)
        return not_supported(m_asking.name, "parentheses, and a * but at the end of a word, are not supported");
    std::vector<Words::Word> words;
    for (auto& word : words_of(text))
        words.push_back({std::move(word), false});
    if (is_start && !words.empty())
        words.back().is_start = true;
    if (piece.is_quoted && words.size() > 1)
        return not_supported(m_asking.name, "words that must stand together are not supported");
    m_count += words.size();
    if (m_count > limits::search_words_max)
        return Error{Kind::too_large,
            fmt::format("search parameter {} has more than {} words", m_asking.name, limits::search_words_max)};
    return words;
}

Result<void> WordParser::take_piece(const Piece& piece)
{
    if (!piece.is_quoted && piece.text == "AND")
        return {};
    if (!piece.is_quoted && piece.text == "OR")
        return close_group();
    if (!piece.is_quoted && piece.text == "NOT") {
        m_is_negated = true;
        return {};
    }
    auto found = TRY(words_in(piece));
    if (found.empty())
        return {};
    if (std::exchange(m_is_negated, false))
        m_unwanted.emplace_back(words(std::move(found)));
    else
        m_wanted.insert(m_wanted.end(), found.begin(), found.end());
    return {};
}

Result<void> WordParser::close_group()
{
    if (m_is_negated || (m_wanted.empty() && m_unwanted.empty()))
        return invalid("has no word where one must be");
    std::vector<Clause> group;
    if (!m_wanted.empty())
        group.emplace_back(words(std::exchange(m_wanted, {})));
    if (!m_unwanted.empty())
        group.emplace_back(NoneOf{std::exchange(m_unwanted, {})});
    TRY(m_asking.spending.take_clauses(group.size()));
    m_groups.push_back(all_of(std::move(group)));
    return {};
}

Result<void> WordParser::take(std::string_view text)
{
    for (const auto& piece : TRY(pieces_of(text)))
        TRY(take_piece(piece));
    return close_group();
}

}  // namespace

Result<Clause> parse_words(const Asking& asking, Words::In in, const std::string& parameter, std::string_view value)
{
    WordParser parser(asking, in, parameter);
    for (const auto part : split_unescaped(value, ',')) {
        if (part.size() > limits::search_value_bytes_max)
            return Error{Kind::too_large,
                fmt::format("a value of search parameter {} is longer than {} bytes", asking.name,
                    limits::search_value_bytes_max)};
        TRY(parser.take(TRY(unescape(part))));
    }
    return std::move(parser).finish();
}

}  // namespace helselos::fhir::search
