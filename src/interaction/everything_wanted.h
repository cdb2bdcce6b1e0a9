// What is asked of $everything (http://hl7.org/fhir/R4/patient-operation-everything.html).
#pragma once

#include "interaction/operation.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

struct EverythingWanted {
    std::vector<std::string> types;  // Empty: all.
    std::string since;
    std::string start;
    std::string end;
    std::size_t count = 0;  // Of the patients' own on a page; within limits::search_page_max.
    std::string cursor;

    bool wants(std::string_view type) const;
};

// From the query or from Parameters. Errors: unsupported (a parameter or type that is not given out here), invalid.
Result<EverythingWanted> everything_wanted(const OperationRequest& request);

// The same question at `path`, from `cursor` on; from the first page when it is empty.
std::string everything_link(const std::string& path, const EverythingWanted& wanted, const std::string& cursor);

}  // namespace helselos::interaction
