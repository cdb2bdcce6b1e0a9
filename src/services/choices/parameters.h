// What was sent with an operation, read strictly: of another type than said, it is refused and not passed over.
#pragma once

#include "interaction/operation.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::choices {

// Of all: invalid when there is no Parameters resource, or a part is of another type; with the path of the part.
// What is not there is an empty text.

// Without white space around it. Error too_large over so many letters.
Result<std::string> text_in(
    const interaction::OperationRequest& request, std::string_view name, std::size_t letters_max);
// Error invalid when it is not there or blank.
Result<std::string> needed_text(
    const interaction::OperationRequest& request, std::string_view name, std::size_t letters_max);
// Error invalid when it is none of those.
Result<std::string> code_in(
    const interaction::OperationRequest& request, std::string_view name, std::span<const std::string_view> allowed);
// Sorted, each once. Error invalid when one is none of those.
Result<std::vector<std::string>> codes_in(
    const interaction::OperationRequest& request, std::string_view name, std::span<const std::string_view> allowed);
Result<std::optional<bool>> truth_in(const interaction::OperationRequest& request, std::string_view name);
// A day: "2027-01-31".
Result<std::string> date_in(const interaction::OperationRequest& request, std::string_view name);
// A literal reference to a resource of the type; of any type when that is empty.
Result<std::string> reference_in(
    const interaction::OperationRequest& request, std::string_view name, std::string_view type);
Result<std::vector<std::string>> references_in(const interaction::OperationRequest& request, std::string_view name);

// The path of a part.
std::string at_part(std::string_view name);

// No more than so many bytes, not cut within a letter.
std::string cut_to(std::string text, std::size_t bytes_max);

}  // namespace helselos::choices
