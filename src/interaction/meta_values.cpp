#include "interaction/meta_values.h"

#include "base/limits/acts.h"
#include "fhir/search/query.h"
#include "json/read.h"

#include <map>
#include <utility>

namespace helselos::interaction {

namespace {

using namespace fhir::search;

// System and code; of a profile, nothing and its address.
using Identity = std::pair<std::string, std::string>;
using Values = std::map<Identity, std::string>;  // With the display.

struct MetaKind {
    const char* element;
    const char* parameter;
    fhir::SearchType type;
};

constexpr MetaKind profiles{"profile", "_profile", fhir::SearchType::uri};
constexpr MetaKind labels{"security", "_security", fhir::SearchType::token};
constexpr MetaKind tags{"tag", "_tag", fhir::SearchType::token};

void take(json::Value value, Values& values)
{
    if (value.is_string())
        values.try_emplace({"", std::string(value.text())});
    else
        values.try_emplace({std::string(value["system"].text()), std::string(value["code"].text())},
            std::string(value["display"].text()));
}

// A profile is kept to be found by with its version and without.
void add_known(const MetaKind& kind, const Identity& identity, std::vector<Value>& known)
{
    if (kind.type == fhir::SearchType::token) {
        known.emplace_back(TokenValue{identity.first, identity.second});
        return;
    }
    known.emplace_back(UriValue{identity.second});
    if (const auto bar = identity.second.find('|'); bar != std::string::npos)
        known.emplace_back(UriValue{identity.second.substr(0, bar)});
}

// What has a value that is none of these.
Criterion has_other(const MetaKind& kind, const Values& values)
{
    Criterion criterion{.parameter = kind.parameter, .type = kind.type};
    criterion.modifier = values.empty() ? Modifier::missing : Modifier::not_in;
    for (const auto& [identity, display] : values)
        add_known(kind, identity, criterion.any_of);
    return criterion;
}

Result<Values> values_of(access::Session& session, const std::vector<std::string>& types, const MetaKind& kind)
{
    Values values;
    Query query;
    query.types = types;
    query.count = limits::meta_read_at_once;
    for (;;) {
        query.all_of = {has_other(kind, values)};
        const auto found = TRY(session.search(query));
        const auto before = values.size();
        for (const auto& version : found.matches) {
            const auto resource = TRY(json::read(version.body));
            for (const auto value : resource.root()["meta"][kind.element].elements())
                take(value, values);
        }
        if (values.size() > limits::meta_values_max)
            return Error{Kind::too_large, "more profiles, labels and tags are in use than are told at once"};
        if (found.matches.size() < query.count)
            return values;
        if (values.size() == before)
            return Error{Kind::fault, "what is found by a tag does not bear it"};
    }
}

json::Draft told(const MetaKind& kind, const Values& values)
{
    auto list = json::array();
    for (const auto& [identity, display] : values) {
        if (kind.type == fhir::SearchType::uri) {
            list.push(identity.second);
            continue;
        }
        const auto or_absent = [](const std::string& text) { return text.empty() ? json::absent : json::Draft(text); };
        list.push(json::object({{"system", or_absent(identity.first)}, {"code", or_absent(identity.second)},
            {"display", or_absent(display)}}));
    }
    return json::unless_empty(std::move(list));
}

}  // namespace

Result<json::Draft> meta_values(access::Session& session, const std::vector<std::string>& types)
{
    auto meta = json::object({});
    for (const auto* kind : {&profiles, &labels, &tags})
        meta.set(kind->element, told(*kind, TRY(values_of(session, types, *kind))));
    return meta;
}

}  // namespace helselos::interaction
