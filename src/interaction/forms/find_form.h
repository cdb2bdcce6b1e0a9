// The Questionnaire behind a canonical address: what is stored here, as far as the caller may read it, then what
// packages brought.
#pragma once

#include "fhir/questionnaire/forms.h"
#include "interaction/criteria.h"
#include "interaction/hall.h"

#include <span>
#include <string_view>

namespace helselos::interaction {

struct FormSources {
    const Search& search;
    const Hall& hall;
    std::span<const json::Value> beside = {};  // Questionnaires of the same Bundle; they stand before all others.
};

// With "|version" that version only; without, the one that is active, of several the one changed last. Null when
// there is none, or none the caller may know of.
Result<fhir::questionnaire::FormDocument> find_form(const FormSources& sources, std::string_view canonical);

// The same for any type that has url and version; of packages only Questionnaires are known.
Result<fhir::questionnaire::FormDocument> find_definition(
    const FormSources& sources, std::string_view type, std::string_view canonical);

}  // namespace helselos::interaction
