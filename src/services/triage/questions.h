// The questions of the content as an interview puts them, made once for each language: an interview gives
// all questions so far back at every step.
#pragma once

#include "services/triage/content.h"
#include "json/value.h"

#include <array>
#include <mutex>
#include <vector>

namespace helselos::triage {

// Any thread may ask. Must not outlive the content.
class Questions {
public:
    explicit Questions(const Content& content) : m_content(content) {}

    // An item of a Questionnaire, alive as long as this.
    json::Value item(FindingIndex finding, Language language, Speaks speaks) const;

private:
    // As they are put to one kind of person in one language, from the first time somebody speaks it.
    struct Spoken {
        std::once_flag made;
        json::Document document;
        std::vector<json::Value> items;
    };

    void make(Spoken& spoken, Language language, Speaks speaks) const;

    const Content& m_content;
    mutable std::array<std::array<Spoken, 2>, languages_count> m_spoken;
};

}  // namespace helselos::triage
