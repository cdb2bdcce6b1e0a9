#include "store/sqlite/words/word_condition.h"

#include "store/sqlite/words/word_view.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Words;

TermKind kind_of(Words::In in)
{
    switch (in) {
    case Words::In::narrative: return TermKind::narrative;
    case Words::In::content: return TermKind::content;
    case Words::In::parameter: return TermKind::coded;
    }
    return TermKind::content;
}

void drive_by(const WordHits* hits, Condition& condition)
{
    condition.driver = Sql();
    condition.driver.add("SELECT resource FROM word_hits(?)", hits);
    condition.driver_is_ordered = true;
    condition.driver_is_single = true;
}

// The texts, when every test asks for one that can stand anywhere and is long enough to be looked up.
std::optional<std::vector<std::string>> texts_inside(const Wanted& wanted)
{
    std::vector<std::string> texts;
    for (const auto& each : wanted.any_of) {
        const auto* test = std::get_if<StringTest>(&each);
        if (test == nullptr || test->test != TextTest::contains || letters_on_end(test->folded).empty())
            return std::nullopt;
        texts.push_back(test->folded);
    }
    return texts.empty() ? std::nullopt : std::optional(std::move(texts));
}

}  // namespace

Result<Condition> words_condition(Inquiry& inquiry, const std::string& type, const Words& words)
{
    auto* const view = inquiry.moment().words;
    if (view == nullptr)
        return Error{Kind::unsupported, "this store keeps no index of words"};
    WordQuestion question{kind_of(words.in), words.parameter, resplit(words.words)};
    if (question.words.empty())
        return Error{Kind::invalid, "there is no word to search by"};
    const auto type_id = TRY(inquiry.moment().name(type));
    if (type_id == unheard_of)
        return impossible();
    const auto* hits = TRY(view->find(type, type_id, std::move(question)));
    if (hits->match.empty() && hits->found.empty())
        return impossible();
    Condition condition;
    drive_by(hits, condition);
    condition.check.add("EXISTS(SELECT 1 FROM word_hits(?) w WHERE w.resource=d.resource)", hits);
    return condition;
}

Result<void> drive_by_letters(const Inquiry& inquiry, Condition& condition)
{
    const auto& wanted = *condition.wanted;
    auto* const view = inquiry.moment().words;
    const auto texts = texts_inside(wanted);
    if (view == nullptr || !texts || wanted.is_negated || wanted.is_presence)
        return {};
    const auto name = TRY(inquiry.names().text(wanted.parameter));
    const auto type = TRY(inquiry.moment().name(std::string_view(name).substr(0, name.find('.'))));
    const auto hits = view->find_letters({type, wanted.parameter, name, *texts});
    if (!hits)
        return hits.error().kind == Kind::busy ? Result<void>() : hits.error();
    drive_by(*hits, condition);
    condition.driver_is_living = false;
    condition.driver_must_be_checked = true;
    return {};
}

}  // namespace helselos::store::sqlite
