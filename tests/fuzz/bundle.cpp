// A Bundle as JSON. Its entries are acts, or refused with the path of the entry that is wrong; what conditional acts
// and references must be looked up for is known, or refused likewise; each entry gets a target of its own; and a
// resource whose references were replaced is written and read the same, and names no entry by its fullUrl any more.
#include "targets.h"

#include "base/assert.h"
#include "interaction/bundle_entry.h"
#include "interaction/resolution.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <string>

namespace helselos::fuzz {

namespace {

using namespace interaction;

constexpr std::size_t entries_max = 100;

const fhir::search::Extractor& extractor()
{
    static const auto made = fhir::search::Extractor::create(fhir::search::Parameters::of(fhir::Definitions::r4()));
    return *made;
}

bool is_callers_fault(Kind kind)
{
    return kind == Kind::invalid || kind == Kind::unsupported || kind == Kind::not_found || kind == Kind::too_large
        || kind == Kind::precondition || kind == Kind::too_costly || kind == Kind::unprocessable;
}

void check_refusal(const Error& error)
{
    HL_ASSERT(is_callers_fault(error.kind));
    HL_ASSERT(!error.reason.empty() && error.reason.size() < 1'000);
}

std::vector<BundleEntry> entries_of(json::Value bundle)
{
    std::vector<BundleEntry> entries;
    std::size_t index = 0;
    for (const auto entry : bundle["entry"].elements()) {
        if (index == entries_max)
            break;
        auto parsed = parse_entry(entry, index, fhir::Definitions::r4());
        if (parsed)
            entries.push_back(*std::move(parsed));
        else
            HL_ASSERT(parsed.error().element.starts_with(entry_path(index)));
        ++index;
    }
    return entries;
}

Result<access::Found> find_nothing(const fhir::search::Query&)
{
    return access::Found{};
}

Result<access::Found> find_one_always(const fhir::search::Query&)
{
    access::Found found;
    found.matches.emplace_back();
    found.matches.back().key = {"Patient", "found"};
    return found;
}

void check_rewritten(const BundleEntry& entry, const References& references)
{
    if (!entry.resource.is_object())
        return;
    const auto rewritten = rewrite(entry.resource, references);
    const auto text = json::to_text(rewritten.root());
    const auto again = json::read(text);
    HL_ASSERT(again.ok() && json::to_text(again->root()) == text);
    const auto subject = rewritten.root()["subject"]["reference"].text();
    const bool is_new_name = std::ranges::any_of(references, [&](const auto& each) { return each.second == subject; });
    HL_ASSERT(!references.contains(subject) || is_new_name);
}

void check_resolved(const Lookups& lookups, const std::vector<BundleEntry>& entries, const Search& search)
{
    const auto resolution = resolve(lookups, entries, search);
    if (!resolution)
        return check_refusal(resolution.error());
    HL_ASSERT(resolution->targets.size() == entries.size());
    for (const auto& entry : entries)
        check_rewritten(entry, resolution->references);
}

}  // namespace

void bundle(std::string_view bytes)
{
    const auto document = json::read(bytes);
    if (!document)
        return;
    const auto entries = entries_of(document->root());
    const SetClock clock(Instant{std::chrono::milliseconds{1'795'305'600'000}});
    SeededRandom random(1);
    const Hall hall{fhir::Definitions::r4(), extractor(), clock, random};
    const auto lookups = plan_lookups(hall, entries);
    if (!lookups)
        return check_refusal(lookups.error());
    HL_ASSERT(lookups->of_entries.size() == entries.size());
    check_resolved(*lookups, entries, find_nothing);
    check_resolved(*lookups, entries, find_one_always);
}

}  // namespace helselos::fuzz
