#include "interaction/meta_change.h"

#include "base/limits/acts.h"
#include "interaction/operation.h"
#include "interaction/put_for_service.h"
#include "json/read.h"

#include <array>

namespace helselos::interaction {

namespace {

constexpr std::array<std::string_view, 3> elements{"profile", "security", "tag"};

// http://hl7.org/fhir/R4/resource-operation-meta-add.html: version and display do not count.
bool is_the_same(json::Value left, json::Value right)
{
    if (left.is_string() || right.is_string())
        return left.text() == right.text();
    return left["system"].text() == right["system"].text() && left["code"].text() == right["code"].text();
}

bool contains(json::Value list, json::Value wanted)
{
    for (const auto each : list.elements())
        if (is_the_same(each, wanted))
            return true;
    return false;
}

bool add_to(json::Document& document, json::Value list, json::Value given)
{
    bool is_changed = false;
    for (const auto each : given.elements()) {
        if (contains(list, each))
            continue;
        document.push(list, document.copy(each));
        is_changed = true;
    }
    return is_changed;
}

json::Value without(json::Document& document, json::Value list, json::Value given)
{
    auto kept = document.make_array();
    for (const auto each : list.elements())
        if (!contains(given, each))
            document.push(kept, document.copy(each));
    return kept;
}

// One of the three lists. Whether anything changed.
bool change_list(json::Document& document, json::Value meta, std::string_view name, const MetaChange& change)
{
    const auto given = change.meta[name];
    auto list = document.make_array();
    if (meta[name].exists())
        list = document.copy(meta[name]);
    const auto before = list.size();
    if (change.way == MetaChange::Way::add)
        add_to(document, list, given);
    else
        list = without(document, list, given);
    if (list.size() == before)
        return false;
    if (list.size() == 0)
        document.remove(meta, name);
    else
        document.set(meta, name, list);
    return true;
}

Result<access::Version> current_for_caller(access::Writing& writing, const access::Key& key)
{
    auto current = TRY(writing.show(key));
    if (!current)
        return Error{Kind::not_found, "no such resource"};
    if (current->act == access::Act::remove)
        return Error{Kind::gone, "the resource was deleted"};
    return *std::move(current);
}

Result<access::Version> put_meta(
    access::Writing& writing, const Hall& hall, const access::Key& key, const MetaChange& change)
{
    auto shown = TRY(current_for_caller(writing, key));
    // As it is kept: what is masked to the caller must not be written back masked.
    const auto kept = TRY(writing.read(key));
    const auto before = TRY(json::read(kept->body));
    auto [after, is_changed] = TRY(with_meta(before.root(), change));
    if (!is_changed)
        return shown;
    const access::Told told{change.way == MetaChange::Way::add ? "$meta-add" : "$meta-delete", {}};
    return put_changed(writing, hall, key, std::move(after), told);
}

}  // namespace

Result<MetaChange> meta_change(json::Value parameters, MetaChange::Way way)
{
    if (parameters["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "the body is not Parameters", "resourceType"};
    const MetaChange change{way, parameter(parameters, "meta")["valueMeta"]};
    std::size_t given = 0;
    for (const auto name : elements)
        given += change.meta[name].size();
    if (given == 0)
        return Error{Kind::invalid, "meta gives no profile, label or tag", "Parameters.parameter"};
    if (given > limits::meta_given_max)
        return Error{Kind::too_large, "meta gives too many profiles, labels and tags", "Parameters.parameter"};
    return change;
}

Result<std::pair<json::Document, bool>> with_meta(json::Value resource, const MetaChange& change)
{
    if (resource["meta"]["_profile"].exists() && change.meta["profile"].exists())
        return Error{Kind::unsupported, "its profiles have extensions: they are changed by an update"};
    json::Document document;
    document.set_root(document.copy(resource));
    if (!document.root()["meta"].exists())
        document.set(document.root(), "meta", document.make_object());
    bool is_changed = false;
    for (const auto name : elements)
        is_changed |= change_list(document, document.root()["meta"], name, change);
    return std::pair(std::move(document), is_changed);
}

Result<access::Version> change_meta(
    access::Session& session, const Hall& hall, const access::Key& key, const MetaChange& change)
{
    access::Version version;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        version = TRY(put_meta(writing, hall, key, change));
        return {};
    }));
    return version;
}

}  // namespace helselos::interaction
