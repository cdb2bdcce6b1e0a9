// What an analyst finds.
#include "access/deidentify.h"
#include "access/session.h"
#include "base/limits.h"
#include "base/random.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <set>

namespace helselos::access {

namespace {

constexpr std::string_view key_fact = "key of pseudonyms";
constexpr std::size_t looked_at_once = 100;

// Of one type, by what a view shows. Any other question could be about one person.
bool may_be_asked(const fhir::search::Query& query)
{
    const auto is_harmless = [](const fhir::search::Clause& clause) {
        const auto* criterion = std::get_if<fhir::search::Criterion>(&clause.is);
        return criterion != nullptr && criterion->modifier == fhir::search::Modifier::none
            && is_deidentified_parameter(criterion->parameter);
    };
    return query.types.size() == 1 && query.sort.empty() && query.includes.empty() && query.revincludes.empty()
        && std::ranges::all_of(query.all_of, is_harmless);
}

std::string type_of(const fhir::search::Query& query)
{
    return query.types.size() == 1 ? query.types.front() : std::string();
}

Result<void> refuse_telling(const Session& session, const fhir::search::Query& query)
{
    if (may_be_asked(query))
        return {};
    session.note_refusal({"R", "search-type", type_of(query), "tells-one-from-another"});
    return Error{Kind::forbidden, "views are searched by code, category and status only"};
}

// Made at the first look, and the same as long as the data lives.
Result<Deidentifier> deidentifier_of(store::Store& store, store::Reader& moment)
{
    auto key = TRY(moment.fact(key_fact));
    if (!key.empty())
        return Deidentifier(std::move(key));
    TRY(store.write([&](store::Transaction& transaction) -> Result<void> {
        key = TRY(transaction.fact(key_fact));
        if (!key.empty())
            return {};
        key = make_uuid(secure_random()) + make_uuid(secure_random());
        return transaction.keep_fact(key_fact, key);
    }));
    return Deidentifier(std::move(key));
}

// Whether all that is found is of enough patients that none can be told.
Result<bool> is_of_many(store::Reader& moment, fhir::search::Query query, const store::Scope& scope)
{
    std::set<std::string> patients;
    query.cursor.clear();
    query.count = looked_at_once;
    query.total = fhir::search::Total::none;
    query.summary = fhir::search::Summary::none;
    do {
        const auto found = TRY(moment.search(query, scope));
        for (const auto& version : found.matches)
            for (auto& patient : TRY(moment.patients_of(version.key)))
                patients.insert(std::move(patient));
        query.cursor = found.next;
    } while (patients.size() < limits::deidentified_count_min && !query.cursor.empty());
    return patients.size() >= limits::deidentified_count_min;
}

// When it was written is not told.
Result<std::optional<Version>> view_of(const Deidentifier& deidentifier, const Version& version, const Seen& seen)
{
    const auto document = TRY(json::read(version.body));
    const auto patient = seen.patients.size() == 1 ? seen.patients.front() : std::string();
    const auto view = deidentifier.view_of(document.root(), patient);
    if (!view)
        return std::optional<Version>();
    return std::optional(Version{{version.key.type, deidentifier.pseudonym(version.key.type, version.key.id)}, 1,
        Instant(), Act::create, json::to_text(view->root())});
}

}  // namespace

Result<Found> Session::search_deidentified(const Decision& decision, const fhir::search::Query& query)
{
    const Asked asked{"search-type", type_of(query)};
    TRY(refuse_telling(*this, query));
    auto* const moment = TRY(reader());
    const auto deidentifier = TRY(deidentifier_of(m_store, *moment));
    Found views;
    std::vector<Seen> seen;
    if (TRY(is_of_many(*moment, query, decision.scope))) {
        const auto found = TRY(moment->search(query, decision.scope));
        seen = TRY(seen_now(*moment, found.matches));
        for (std::size_t i = 0; i < found.matches.size(); ++i)
            if (auto view = TRY(view_of(deidentifier, found.matches[i], seen[i])))
                views.matches.push_back(*std::move(view));
        views.total = found.total;
        views.next = found.next;
    } else if (query.total == fhir::search::Total::accurate) {
        views.total = 0;
    }
    TRY(audit(decision, asked, seen));
    return views;
}

Result<std::uint64_t> Session::count_deidentified(const Decision& decision, const fhir::search::Query& query)
{
    const Asked asked{"search-type", type_of(query)};
    TRY(refuse_telling(*this, query));
    auto* const moment = TRY(reader());
    const bool is_told = TRY(is_of_many(*moment, query, decision.scope));
    const std::uint64_t total = is_told ? TRY(moment->count(query, decision.scope)) : 0;
    TRY(audit(decision, asked, {}));
    return total;
}

}  // namespace helselos::access
