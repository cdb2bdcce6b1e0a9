#include "ledger.h"

#include <fmt/format.h>

namespace helselos::crash {

namespace {

constexpr const char* type = "Observation";
constexpr std::size_t resources = 24;

store::Body body_of(const Done& done)
{
    return {fmt::format(R"({{"resourceType":"{}","id":"{}","meta":{{)", done.key.type, done.key.id),
        fmt::format(R"(}},"tag":"{}","filling":"{}"}})", done.tag, done.filling)};
}

store::Change change_of(const Done& done)
{
    store::Change change{done.key, done.act, {}, {}, {}};
    if (done.act == store::Act::remove)
        return change;
    change.body = body_of(done);
    change.rows.tokens = {{"tag", "urn:tag", done.tag}, {"code", "http://loinc.org", "8480-6"}};
    change.rows.strings = {{"note", done.tag, done.tag}};
    change.rows.dates = {{"date", static_cast<std::int64_t>(done.number), static_cast<std::int64_t>(done.number) + 1}};
    change.rows.references = {{"subject", "Patient", "1", "", "", ""}};
    change.rows.quantities = {{"value", "u", "mm", 1.5, 2.5}};
    change.memberships = {{"Patient/1", done.key}};
    return change;
}

fhir::search::Query all_of_type()
{
    fhir::search::Query query;
    query.types = {type};
    query.count = 1000;
    return query;
}

fhir::search::Query with_code(const char* parameter, std::string code)
{
    auto query = all_of_type();
    query.all_of.emplace_back(fhir::search::Criterion{parameter, fhir::SearchType::token, fhir::search::Modifier::none,
        false, {fhir::search::TokenValue{std::nullopt, std::move(code)}}});
    return query;
}

std::string filling_of(Random& random)
{
    std::string filling;
    for (auto length = below(random, 4) == 0 ? below(random, 9'000) : below(random, 300); length > 0; --length)
        filling.push_back(static_cast<char>('a' + below(random, 26)));
    return filling;
}

}  // namespace

Deed Ledger::invent(Random& random)
{
    Deed deed;
    deed.audits = below(random, 3);
    auto standing = m_standing;
    for (auto count = 1 + below(random, 3); count > 0; --count) {
        Done done;
        done.key = {type, fmt::format("o-{}", below(random, resources))};
        auto& place = standing[done.key.id];
        done.act = !place.is_living ? store::Act::create
            : below(random, 4) == 0 ? store::Act::remove
                                    : store::Act::update;
        done.number = place.number + 1;
        done.tag = fmt::format("{}.{}.{}", done.key.id, done.number, m_deeds);
        done.filling = filling_of(random);
        place = {done.number, done.act != store::Act::remove, done.tag};
        deed.changes.push_back(std::move(done));
    }
    return deed;
}

void Ledger::note(const Deed& deed)
{
    ++m_deeds;
    m_audits += deed.audits;
    for (const auto& done : deed.changes) {
        m_changes.push_back(done);
        m_standing[done.key.id] = {done.number, done.act != store::Act::remove, done.tag};
    }
}

Result<void> carry_out(const Deed& deed, store::Transaction& transaction)
{
    for (const auto& done : deed.changes)
        TRY(transaction.put(change_of(done)));
    for (std::size_t i = 0; i < deed.audits; ++i)
        TRY(transaction.audit(
            {.at = transaction.now(), .agent = "system", .action = "C", .record = "x", .patient = "Patient/1"}));
    return {};
}

std::string Ledger::compare(store::Store& store) const
{
    auto reader = store.reader();
    if (!reader)
        return "no reader: " + reader.error().reason;
    for (const auto compare :
        {&Ledger::compare_log, &Ledger::compare_history, &Ledger::compare_events, &Ledger::compare_rows}) {
        if (auto wrong = (this->*compare)(**reader); !wrong.empty())
            return wrong;
    }
    return {};
}

std::string Ledger::compare_history(store::Reader& reader) const
{
    auto history = reader.history({.count = m_changes.size() + 10}, {.everything = true});
    if (!history)
        return "history: " + history.error().reason;
    if (history->versions.size() != m_changes.size())
        return fmt::format("{} versions for {} acknowledged", history->versions.size(), m_changes.size());
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        const auto& done = m_changes[i];
        const auto& version = history->versions[m_changes.size() - 1 - i];
        if (version.key != done.key || version.number != done.number || version.act != done.act)
            return fmt::format("version {} is another one", i);
        const auto body = body_of(done);
        const bool is_whole = version.body.starts_with(body.before) && version.body.ends_with(body.after);
        if (done.act == store::Act::remove ? !version.body.empty() : !is_whole)
            return fmt::format("version {} has another body", i);
    }
    return {};
}

std::string Ledger::compare_events(store::Reader& reader) const
{
    auto events = reader.waiting_events(m_changes.size() + 10);
    if (!events || events->size() != m_changes.size())
        return "the events are not those of the versions";
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        if ((*events)[i].id != m_changes[i].key.id || (*events)[i].version != m_changes[i].number)
            return fmt::format("event {} is another one", i);
    }
    auto audits = reader.audit_of_patient("Patient/1", m_audits + 10);
    if (!audits || audits->size() != m_audits)
        return "the audit rows are not those of the acts";
    return {};
}

// The rows of acknowledged acts and no others, numbered without a gap: none was left by an act that failed.
std::string Ledger::compare_log(store::Reader& reader) const
{
    store::LogQuery all;
    all.count = m_audits + 10;
    const auto log = reader.audit_search(all);
    if (!log || log->rows.size() != m_audits)
        return "the log has other rows than the acts";
    for (std::size_t i = 0; i < m_audits; ++i)
        if (log->rows[i].number != m_audits - i)
            return "the log has a gap";
    return {};
}

std::string Ledger::compare_rows(store::Reader& reader) const
{
    std::size_t living = 0;
    for (const auto& [id, standing] : m_standing)
        living += standing.is_living ? 1 : 0;
    for (const auto& query : {all_of_type(), with_code("code", "8480-6")}) {
        auto count = reader.count(query, {.everything = true});
        auto found = reader.search(query, {.everything = true});
        auto within = reader.count(query, {.owners = {"Patient/1"}});
        if (!count || !found || !within || *count != living || found->matches.size() != living || *within != living)
            return "what is found is not what is there";
    }
    for (const auto& done : m_changes) {
        const auto& standing = m_standing.at(done.key.id);
        const bool is_newest = standing.is_living && standing.tag == done.tag;
        auto count = reader.count(with_code("tag", done.tag), {.everything = true});
        if (!count || *count != (is_newest ? 1U : 0U))
            return "the rows of " + done.tag + " are not those of its version";
    }
    return {};
}

}  // namespace helselos::crash
