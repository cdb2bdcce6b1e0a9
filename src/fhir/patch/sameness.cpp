#include "fhir/patch/sameness.h"

#include "json/write.h"

#include <algorithm>
#include <vector>

namespace helselos::fhir {

namespace {

void append(json::Value value, std::string& out);

void append_object(json::Value object, std::string& out)
{
    std::vector<const json::Member*> members;
    for (const auto& member : object.members())
        members.push_back(&member);
    std::ranges::sort(members, {}, &json::Member::key);
    out += '{';
    for (const auto* member : members) {
        json::write_string(member->key, out);
        out += ':';
        append(member->value(), out);
        out += ',';
    }
    out += '}';
}

void append(json::Value value, std::string& out)
{
    if (value.is_object())
        return append_object(value, out);
    if (!value.is_array())
        return json::write(value, out);
    out += '[';
    for (const auto element : value.elements()) {
        append(element, out);
        out += ',';
    }
    out += ']';
}

}  // namespace

std::string canonical_text(json::Value value)
{
    std::string text;
    append(value, text);
    return text;
}

}  // namespace helselos::fhir
