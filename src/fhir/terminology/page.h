// One page of an expansion, as $expand shows it (http://hl7.org/fhir/R4/valueset-operation-expand.html).
#pragma once

#include "fhir/terminology/compose.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

struct ExpandRequest {
    std::string_view filter = {};    // Words, each the beginning of a word of the display or code; "" lets all pass.
    std::string_view language = {};  // "nb"; displays come in it where a designation has it.
    std::size_t offset = 0;
    std::size_t count = static_cast<std::size_t>(-1);
    bool is_active_only = false;
    std::vector<std::string_view> excluded_systems = {};
};

struct ExpandedCode {
    std::string_view system;
    std::string_view code;
    std::string display;               // In the language asked for, else the one of the definition.
    const CodeIndex* index = nullptr;  // Of the system, where it is here,
    Place place = 0;                   // and knows the code.
};

struct ExpandedPage {
    bool is_complete = true;
    std::vector<std::string> gaps;    // Why not.
    std::size_t total = 0;            // Of what passed the filter.
    std::vector<ExpandedCode> codes;  // With a filter the best match first, else in the order of the set.
};

// The words of a filter, for Effort::words: views into `folded_filter`.
std::vector<std::string_view> wanted_words(std::string_view folded_filter);

// Views are those of the expansion's codes.
ExpandedPage page_of(const Expansion& expansion, const Source& source, const ExpandRequest& request);

// A definition, expanded for this request only.
ExpandedPage expanded_page(json::Value value_set, const Source& source, const ExpandRequest& request);

// The first designation in a language, or the display. Empty when there is neither.
std::string display_in(const CodeIndex& index, Place place, std::string_view language);

// "nb" is spoken where "nb-NO" is asked for, and the other way round.
bool is_language(std::string_view has, std::string_view wanted);

}  // namespace helselos::fhir::terminology
