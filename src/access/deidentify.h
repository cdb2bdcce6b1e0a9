// Records for those who count and compare, and must not know whom they are of.
//
// A view is made by a table (deidentify.cpp): what the table does not name is not in it. No name, no identifier, no
// text anybody typed, no attachment. Codes stay when they are of a list or a known form; numbers when they are short;
// days are moved by a distance of the patient's own and told as the Monday of their week; ids are others, made with a
// key, the same wherever the same resource is named. Pure.
#pragma once

#include "json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::access {

class Deidentifier {
public:
    // Any secret that stays with the data; by another, ids and days are others.
    explicit Deidentifier(std::string secret) : m_secret(std::move(secret)) {}

    // None when resources of this type are not shown so. `patient` is "Patient/4", or empty when it is of none: then
    // no day is told.
    std::optional<json::Document> view_of(json::Value resource, std::string_view patient) const;

    // 32 letters that tell nothing of the id, and that nobody without the key gets from it.
    std::string pseudonym(std::string_view type, std::string_view id) const;
    // The Monday of the week, moved by the patient's own distance; empty when it is no whole day.
    std::string week_of(std::string_view date, std::string_view patient) const;

private:
    std::string m_secret;
};

bool is_shown_deidentified(std::string_view type);

// Search parameters that ask for what a view shows, and for nothing that tells one person from another.
bool is_deidentified_parameter(std::string_view parameter);

}  // namespace helselos::access
