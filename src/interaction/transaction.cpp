#include "interaction/transaction.h"

#include "access/machine_writes.h"
#include "base/limits.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "interaction/forms/judge_response.h"
#include "interaction/patch.h"
#include "interaction/prepare.h"
#include "interaction/remove.h"
#include "interaction/resolution.h"
#include "interaction/response_entry.h"
#include "interaction/search_type.h"
#include "interaction/update.h"

#include <algorithm>
#include <set>

namespace helselos::interaction {

namespace {

using Entries = std::vector<BundleEntry>;

Result<Entries> parse_entries(const Hall& hall, const BundleRequest& request)
{
    const auto listed = request.bundle.root()["entry"];
    if (listed.size() > limits::bundle_entries_max)
        return Error{Kind::too_large, "the Bundle has too many entries", "Bundle.entry"};
    Entries entries;
    for (std::size_t i = 0; i < listed.size(); ++i)
        entries.push_back(TRY(parse_entry(listed.at(i), i, hall.definitions)));
    std::ranges::stable_sort(entries, {}, &BundleEntry::verb);
    return entries;
}

std::string_view interaction_of(Verb verb)
{
    switch (verb) {
    case Verb::remove: return "delete";
    case Verb::post: return "create";
    case Verb::put:
    case Verb::patch: return "update";
    case Verb::get: break;
    }
    return "read";
}

Result<void> refuse_forbidden(const access::Session& session, const Entries& entries)
{
    for (const auto& entry : entries)
        if (entry.verb != Verb::get)
            TRY(session.may_write(entry.address.type, entry.address.id, interaction_of(entry.verb)));
    return {};
}

// One resource may be changed once (http://hl7.org/fhir/R4/http.html#trules).
Result<void> refuse_doubles(const Entries& entries, const Resolution& resolution)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& target = resolution.targets[i];
        if (entries[i].verb == Verb::get || target.exists || target.is_nothing)
            continue;
        if (!seen.insert(reference_of(target.key)).second)
            return Error{Kind::invalid, "the same resource is changed twice", entry_path(entries[i].index)};
    }
    return {};
}

// What is wrong with a resource inside the Bundle, with paths from the Bundle.
Error at_entry(Error error, std::size_t index)
{
    for (auto& issue : error.issues) {
        const auto dot = issue.element.find('.');
        const auto rest = dot == std::string::npos ? std::string() : issue.element.substr(dot);
        issue.element = entry_path(index) + ".resource" + rest;
    }
    return error;
}

Result<access::Draft> draft_of(
    const FormSources& forms, const BundleEntry& entry, json::Document resource, const std::string& id)
{
    const auto& hall = forms.hall;
    if (auto right = refuse_what_is_wrong(forms, resource.root()); !right)
        return at_entry(std::move(right).error(), entry.index);
    const auto act = entry.verb == Verb::post ? access::Act::create : access::Act::update;
    auto draft = prepare(hall, act, std::move(resource), id);
    if (!draft)
        return at_entry(std::move(draft).error(), entry.index);
    return draft;
}

struct Prepared {
    Resolution resolution;
    std::vector<access::Draft> drafts;                   // One for each entry; empty where nothing is put.
    std::vector<std::optional<json::Document>> patches;  // One for each entry.
};

// A form and the answers to it may come together.
std::vector<json::Value> definitions_in(const Entries& entries)
{
    std::vector<json::Value> all;
    for (const auto& entry : entries)
        if (const auto type = entry.resource["resourceType"].text(); type == "Questionnaire" || type == "ValueSet")
            all.push_back(entry.resource);
    return all;
}

Result<Prepared> prepare_all(
    const Hall& hall, const access::Caller& caller, const Entries& entries, Resolution resolution, const Search& search)
{
    TRY(refuse_doubles(entries, resolution));
    const auto beside = definitions_in(entries);
    Prepared prepared{std::move(resolution), {}, {}};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        const auto& target = prepared.resolution.targets[i];
        prepared.drafts.emplace_back();
        prepared.patches.emplace_back();
        if (!entry.resource.exists() || target.exists)
            continue;
        auto resource = rewrite(entry.resource, prepared.resolution.references);
        if (entry.verb == Verb::patch) {
            auto changes = patch_in_entry(resource.root());
            if (!changes)
                return at_entry(std::move(changes).error(), entry.index);
            prepared.patches.back() = *std::move(changes);
            continue;
        }
        if (entry.verb == Verb::post)
            resource.set(resource.root(), "id", target.key.id);
        access::tell_source(caller, resource);
        prepared.drafts.back() = TRY(draft_of({search, hall, beside}, entry, std::move(resource), target.key.id));
    }
    return prepared;
}

Result<std::string> get_in(
    access::Writing& writing, const Hall& hall, const BundleEntry& entry, const BundleRequest& request)
{
    if (entry.address.type == audit_event_type)
        return Error{Kind::unsupported, "a transaction does not read the log: ask in a batch"};
    if (entry.address.is_history || entry.address.version)
        return Error{Kind::unsupported, "a transaction reads what is, not what was: ask in a batch"};
    if (entry.address.id.empty()) {
        auto parameters = TRY(parse_query_string(entry.address.query));
        const SearchRequest search{
            entry.address.type, std::move(parameters), fhir::search::Handling::strict, request.base};
        return response_with_resource("200", TRY(search_type(writing, hall, search)));
    }
    const auto version = TRY(writing.show(entry.address.key()));
    if (!version || version->act == access::Act::remove)
        return Error{Kind::not_found, "no such resource"};
    return response_entry(Written{*version, false, false}, request.base, Return::representation);
}

// The entry at `place`, in the order they are carried out.
Result<std::string> carry_out(access::Writing& writing, const Hall& hall, const BundleEntry& entry,
    const Prepared& prepared, std::size_t place, const BundleRequest& request)
{
    const auto& target = prepared.resolution.targets[place];
    switch (entry.verb) {
    case Verb::remove:
        if (!target.is_nothing)
            return removal_entry(TRY(put_removal(writing, target.key, entry.if_match)));
        return removal_entry({});
    case Verb::post:
        if (target.exists)
            return response_entry({*TRY(writing.read(target.key)), false, false}, request.base, request.returned);
        return response_entry({TRY(writing.put(prepared.drafts[place])), true, true}, request.base, request.returned);
    case Verb::put:
        return response_entry(
            TRY(put_update(writing, prepared.drafts[place], entry.if_match)), request.base, request.returned);
    case Verb::patch:
        return response_entry(
            TRY(put_patch(writing, hall, target.key, prepared.patches[place]->root(), entry.if_match)), request.base,
            request.returned);
    case Verb::get: return get_in(writing, hall, entry, request);
    }
    return Error{Kind::fault, "no such verb"};
}

// In the writer: the lookups again, and the work again if they changed.
Result<std::vector<std::string>> commit(access::Writing& writing, const Hall& hall, const access::Caller& caller,
    const Entries& entries, const Lookups& lookups, const Prepared& ready, const BundleRequest& request)
{
    const auto search = search_in(writing);
    auto now_resolved = TRY(resolve(lookups, entries, search));
    std::optional<Prepared> again;
    if (now_resolved != ready.resolution)
        again = TRY(prepare_all(hall, caller, entries, std::move(now_resolved), search));
    const auto& prepared = again ? *again : ready;

    std::vector<std::string> answers(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto answer = carry_out(writing, hall, entries[i], prepared, i, request);
        if (!answer) {
            if (answer.error().element.empty())
                answer.error().element = entry_path(entries[i].index);
            return std::move(answer).error();
        }
        answers[entries[i].index] = *std::move(answer);
    }
    return answers;
}

}  // namespace

Result<std::string> transaction(access::Session& session, const Hall& hall, const BundleRequest& request)
{
    const auto entries = TRY(parse_entries(hall, request));
    TRY(refuse_forbidden(session, entries));
    const auto lookups = TRY(plan_lookups(hall, entries));
    const auto search = search_in(session);
    const auto ready
        = TRY(prepare_all(hall, session.caller(), entries, TRY(resolve(lookups, entries, search)), search));

    std::vector<std::string> answers;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        answers = TRY(commit(writing, hall, session.caller(), entries, lookups, ready, request));
        return request.beside ? request.beside(writing) : Result<void>();
    }));
    BundleText bundle("transaction-response");
    for (const auto& answer : answers)
        bundle.entry(answer);
    return std::move(bundle).finish();
}

}  // namespace helselos::interaction
