// $closure: tables are kept as facts of the house, each under the caller it belongs to.
#include "fhir/terminology/closure.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "interaction/terminology/acts.h"
#include "json/draft.h"
#include "json/read.h"

#include <algorithm>
#include <string>
#include <utility>

namespace helselos::interaction {

namespace {

using fhir::terminology::ClosureTable;

constexpr std::string_view count_fact = "closure-tables";

// Of the caller only what they look like from afar.
std::string fact_of(const access::Caller& caller, std::string_view name)
{
    const auto whose = caller.subject + "\n" + caller.organization + "\n" + caller.client;
    return "closure-" + sha256_hex(whose + "\n" + std::string(name));
}

Result<void> refuse_name(std::string_view name)
{
    if (name.empty() || name.size() > limits::closure_name_bytes_max)
        return Error{Kind::invalid, "the closure table needs a name, and not a long one"};
    return {};
}

std::string text_of(const ClosureTable& table)
{
    auto members = json::array();
    for (const auto& member : table.members)
        members.push(json::array({member.system, member.code, member.since}));
    return json::to_text(json::object({{"version", table.version}, {"members", std::move(members)}}));
}

Result<ClosureTable> table_of(std::string_view name, std::string_view text)
{
    if (text.empty())
        return Error{Kind::not_found, "there is no such closure table: begin it with its name alone"};
    const auto read = TRY(json::read(text));
    ClosureTable table{std::string(name), to_unsigned(read.root()["version"].text()).value_or(0), {}};
    for (const auto member : read.root()["members"].elements())
        table.members.push_back({std::string(member.at(0).text()), std::string(member.at(1).text()),
            to_unsigned(member.at(2).text()).value_or(0)});
    return table;
}

// Begins a table, or begins it anew.
Result<void> begin(access::Writing& writing, const std::string& fact)
{
    if (TRY(writing.fact(fact)).empty()) {
        const auto tables = to_unsigned(TRY(writing.fact(count_fact))).value_or(0);
        if (tables >= limits::closure_tables_max)
            return Error{Kind::too_large, "there are as many closure tables as are kept"};
        TRY(writing.keep_fact(count_fact, std::to_string(tables + 1)));
    }
    return writing.keep_fact(fact, text_of({}));
}

Result<std::vector<fhir::terminology::CodedValue>> concepts_of(const Asked& asked)
{
    std::vector<fhir::terminology::CodedValue> values;
    for (const auto part : asked.parts("concept"))
        values.push_back(fhir::terminology::coded_value(part["valueCoding"]));
    if (values.size() > limits::closure_concepts_max)
        return Error{Kind::too_large, "more concepts than one closure table holds"};
    return values;
}

OperationAnswer told(json::Draft map, Instant now)
{
    map.set("date", to_text(now));
    return {200, json::to_text(map)};
}

}  // namespace

Result<OperationAnswer> closure(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    const auto name = asked.text("name");
    TRY(refuse_name(name));
    if (request.session.caller().kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "a closure table belongs to who is signed in"};
    const auto fact = fact_of(request.session.caller(), name);
    const auto values = TRY(concepts_of(asked));
    const auto version = asked.text("version");
    const auto since = to_unsigned(version);
    if (!version.empty() && (!values.empty() || !since))
        return Error{Kind::invalid, "version is a number the table gave before, and stands without concepts"};

    StoredSource source(request.session, request.hall, kept);
    ClosureTable table{std::string(name), 0, {}};
    std::uint64_t before = 0;
    TRY(request.session.write([&](access::Writing& writing) -> Result<void> {
        if (values.empty() && version.empty())
            return begin(writing, fact);
        table = TRY(table_of(name, TRY(writing.fact(fact))));
        before = version.empty() ? table.version : *since;
        if (values.empty())
            return {};
        TRY(fhir::terminology::add_to_closure(table, source, values));
        return writing.keep_fact(fact, text_of(table));
    }));
    return told(TRY(fhir::terminology::closure_since(table, source, before)), request.hall.clock.now());
}

}  // namespace helselos::interaction
