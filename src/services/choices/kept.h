// Resources as the store has them.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "interaction/put_for_service.h"
#include "json/put_draft.h"
#include "json/value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::choices {

using interaction::put_changed;
using interaction::put_new;
using json::push_draft;
using json::put_draft;

// Somebody, and what they are called.
struct Named {
    std::string reference;
    std::string name = {};
};

// Error not_found when it is not there, or no longer.
Result<json::Document> current(access::Writing& writing, const access::Key& key);
Result<json::Document> current(access::Session& session, std::string_view reference);

// "Patient/4" as a key. Error not_found.
Result<access::Key> key_of(std::string_view reference);

// All that match, oldest first. Error too_costly over `count_max`: a part that looks whole would mislead.
Result<std::vector<json::Document>> find_all(access::Session& session, const interaction::Hall& hall,
    std::string_view type, std::string_view criteria, std::size_t count_max);
Result<std::vector<json::Document>> find_in(
    access::Writing& writing, const interaction::Hall& hall, std::string_view type, std::string_view criteria);

// A resource of the patients with this national identity number, found among all kinds of number; none, or more than
// one, give nothing.
Result<std::optional<json::Document>> patient_with_number(
    access::Session& session, const interaction::Hall& hall, std::string_view number);

// "Kari Sandvik", "Solvik legevakt"; empty when it has no name.
std::string name_of(json::Value resource);
// { "reference": "Patient/4", "display": "Kari Sandvik" }
json::Draft reference_to(const Named& named);

}  // namespace helselos::choices
