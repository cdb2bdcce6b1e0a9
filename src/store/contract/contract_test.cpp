#include "store/contract/contract.h"

#include "base/random.h"
#include "base/text.h"

namespace helselos::store {

namespace {

constexpr Instant start{std::chrono::milliseconds{1'700'000'000'000}};

}  // namespace

Rows with_token(std::string parameter, std::string system, std::string code, Rows rows)
{
    rows.tokens.push_back({std::move(parameter), std::move(system), std::move(code)});
    return rows;
}

Rows with_string(std::string parameter, std::string text, Rows rows)
{
    auto folded = to_lower_ascii(text);
    rows.strings.push_back({std::move(parameter), std::move(folded), std::move(text)});
    return rows;
}

Rows with_date(std::string parameter, std::int64_t low, std::int64_t high, Rows rows)
{
    rows.dates.push_back({std::move(parameter), low, high});
    return rows;
}

Rows with_number(std::string parameter, double low, double high, Rows rows)
{
    rows.numbers.push_back({std::move(parameter), low, high});
    return rows;
}

Rows with_quantity(std::string parameter, double low, double high, std::string system, std::string code, Rows rows)
{
    rows.quantities.push_back({std::move(parameter), std::move(system), std::move(code), low, high});
    return rows;
}

Rows with_reference(std::string parameter, std::string type, std::string id, Rows rows)
{
    rows.references.push_back({std::move(parameter), std::move(type), std::move(id), "", "", ""});
    return rows;
}

Rows with_uri(std::string parameter, std::string uri, Rows rows)
{
    rows.uris.push_back({std::move(parameter), std::move(uri)});
    return rows;
}

Rows with_composite(std::string parameter, std::vector<fhir::search::SimpleRow> parts, Rows rows)
{
    rows.composites.push_back({std::move(parameter), std::move(parts)});
    return rows;
}

Criterion token(
    std::string parameter, std::optional<std::string> system, std::optional<std::string> code, Modifier modifier)
{
    return {std::move(parameter), SearchType::token, modifier, false,
        {fhir::search::TokenValue{std::move(system), std::move(code)}}};
}

Criterion string(std::string parameter, std::string text, Modifier modifier)
{
    auto folded = to_lower_ascii(text);
    return {std::move(parameter), SearchType::string, modifier, false,
        {fhir::search::StringValue{std::move(folded), std::move(text)}}};
}

Criterion date(std::string parameter, Prefix prefix, std::int64_t low, std::int64_t high)
{
    return {
        std::move(parameter), SearchType::date, Modifier::none, false, {fhir::search::DateValue{prefix, low, high}}};
}

Criterion number(std::string parameter, Prefix prefix, double value, double low, double high)
{
    return {std::move(parameter), SearchType::number, Modifier::none, false,
        {fhir::search::NumberValue{prefix, value, low, high}}};
}

Criterion quantity(std::string parameter, Prefix prefix, double value, double low, double high,
    std::optional<std::string> system, std::optional<std::string> code)
{
    return {std::move(parameter), SearchType::quantity, Modifier::none, false,
        {fhir::search::QuantityValue{{prefix, value, low, high}, std::move(system), std::move(code)}}};
}

Criterion reference(std::string parameter, std::string type, std::string id)
{
    return {std::move(parameter), SearchType::reference, Modifier::none, false,
        {fhir::search::ReferenceValue{std::move(type), std::move(id), "", {}}}};
}

Criterion uri(std::string parameter, std::string text, Modifier modifier)
{
    return {std::move(parameter), SearchType::uri, modifier, false, {fhir::search::UriValue{std::move(text)}}};
}

Criterion composite(std::string parameter, std::vector<fhir::search::SimpleValue> parts)
{
    return {std::move(parameter), SearchType::composite, Modifier::none, false,
        {fhir::search::CompositeValue{std::move(parts)}}};
}

Criterion missing(std::string parameter, SearchType type, bool is_missing)
{
    return {std::move(parameter), type, Modifier::missing, is_missing, {}};
}

Query query(std::string type, std::vector<Clause> all_of)
{
    Query query;
    query.types = {std::move(type)};
    query.all_of = std::move(all_of);
    query.count = 100;
    return query;
}

Contract::Contract()
    : m_folder(std::filesystem::temp_directory_path() / ("helselos-contract-" + make_uuid(secure_random()))),
      m_clock(start)
{
    reopen();
}

Contract::~Contract()
{
    m_store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void Contract::reopen()
{
    m_store.reset();
    auto opened = GetParam().open(m_folder, m_clock);
    HL_ASSERT(opened.ok());
    m_store = *std::move(opened);
}

Change Contract::change(
    Act act, const std::string& type, const std::string& id, Rows rows, const std::vector<std::string>& owners)
{
    Change change{{type, id}, act, {}, std::move(rows), {}};
    if (act != Act::remove)
        change.body = {R"({"resourceType":")" + type + R"(","id":")" + id + R"(","meta":{)", "}}"};
    for (const auto& owner : owners)
        change.memberships.push_back({owner, change.key});
    return change;
}

Result<Version> Contract::put(const Change& change)
{
    std::optional<Version> version;
    TRY(store().write([&](Transaction& transaction) -> Result<void> {
        version = TRY(transaction.put(change));
        return {};
    }));
    return *std::move(version);
}

Version Contract::create(const std::string& type, const std::string& id, Rows rows, std::vector<std::string> owners)
{
    return put(change(Act::create, type, id, std::move(rows), owners)).value();
}

Version Contract::update(const std::string& type, const std::string& id, Rows rows, std::vector<std::string> owners)
{
    return put(change(Act::update, type, id, std::move(rows), owners)).value();
}

Version Contract::remove(const std::string& type, const std::string& id)
{
    return put(change(Act::remove, type, id)).value();
}

std::unique_ptr<Reader> Contract::reader()
{
    return store().reader().value();
}

Found Contract::find(const Query& query, const Scope& scope)
{
    return reader()->search(query, scope).value();
}

Ids Contract::ids(const Query& query, const Scope& scope)
{
    Ids ids;
    for (const auto& version : find(query, scope).matches)
        ids.push_back(version.key.id);
    return ids;
}

Ids Contract::ids(const std::string& type, std::vector<Clause> all_of)
{
    return ids(query(type, std::move(all_of)));
}

Ids Contract::ids_of_all_pages(Query query, const Scope& scope)
{
    Ids ids;
    for (;;) {
        auto found = find(query, scope);
        for (const auto& version : found.matches)
            ids.push_back(version.key.id);
        if (found.next.empty())
            return ids;
        query.cursor = found.next;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Store, Contract, testing::ValuesIn(implementations()), [](const auto& instance) { return instance.param.name; });

}  // namespace helselos::store
