// A person as an example: as few answers as will do, and in words.
#pragma once

#include "services/triage/content.h"

#include <functional>
#include <span>
#include <string>

namespace helselos::triage::proof {

// Takes away answers as long as `still_so`: yes-no findings become no, numbers and choices not
// known, as in cases; then an age and a sex people think of, where any will do.
Answers shrunk(std::span<const Finding> findings, std::span<const FindingIndex> asked, Answers person,
    const std::function<bool(const Answers&)>& still_so);

// "kvinne, 34 år; Feber: ja; Stiv nakke: vet ikke; ellers nei". In bokmål, for editors.
std::string in_words(std::span<const Finding> findings, std::span<const FindingIndex> asked, const Answers& person);

// "Feber: ja", "34 år".
std::string in_words(const Finding& finding, const Answer& answer);

// As a case gives it: "{age-years: 34, sex: female, fever: yes}".
std::string as_given(std::span<const Finding> findings, std::span<const FindingIndex> asked, const Answers& person);

}  // namespace helselos::triage::proof
