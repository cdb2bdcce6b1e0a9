#include "store/sqlite/search/driver.h"

#include "base/limits.h"
#include "store/sqlite/search/composite_driver.h"
#include "store/sqlite/words/word_condition.h"

#include <limits>

namespace helselos::store::sqlite {

namespace {

// A code without system may stand in many systems; a key needs one.
struct Posting {
    std::string code;
    NameId system;
};

Result<bool> add_systems_of(const Moment& moment, NameId parameter, const std::string& code, std::vector<Posting>& out)
{
    auto next = TRY(moment.connection.prepare(
        "SELECT system FROM token WHERE parameter=? AND code=? AND system>? ORDER BY system LIMIT 1"));
    for (std::int64_t last = -1; out.size() <= limits::search_postings_max; next.reset()) {
        next.bind(parameter, code, last);
        if (!TRY(next.step()))
            return true;
        last = next.integer(0);
        out.push_back({code, static_cast<NameId>(last)});
    }
    return false;
}

// The keys that the tests ask for; none when they are not a short list of whole keys.
Result<std::optional<std::vector<Posting>>> find_postings(const Moment& moment, const Wanted& wanted)
{
    std::vector<Posting> postings;
    for (const auto& each : wanted.any_of) {
        const auto& test = std::get<TokenTest>(each);
        if (!test.code || postings.size() > limits::search_postings_max)
            return std::optional<std::vector<Posting>>();
        if (test.system)
            postings.push_back({*test.code, *test.system});
        else if (!TRY(add_systems_of(moment, wanted.parameter, *test.code, postings)))
            return std::optional<std::vector<Posting>>();
    }
    return std::optional(std::move(postings));
}

void add_source(Condition& condition, const Sql& source)
{
    if (!condition.driver.empty())
        condition.driver.add(" UNION ALL ");
    condition.driver.add(source);
}

void add_look_up(Condition& condition, const Sql& source)
{
    condition.check.add(condition.check.empty() ? "(EXISTS(" : " OR EXISTS(")
        .add(source)
        .add(" AND resource=d.resource)");
}

void close_look_ups(Condition& condition, std::size_t keys)
{
    condition.check.add(")");
    condition.driver_is_ordered = keys == 1;
    condition.driver_is_single = keys == 1;
    if (keys == 1 || keys > limits::search_merged_max)
        condition.in_order.clear();
}

Sql source_of_system(NameId parameter, const std::optional<NameId>& system)
{
    Sql source = "SELECT resource FROM token WHERE parameter=?";
    source.add("", parameter);
    if (system)
        source.add(" AND system=?", *system);
    return source;
}

// One stretch for each key, or each code, or each system.
void drive_by_list_of_tokens(Condition& condition)
{
    Sql keys;
    Sql codes;
    const auto parameter = condition.wanted->parameter;
    for (const auto& each : condition.wanted->any_of) {
        const auto& test = std::get<TokenTest>(each);
        if (test.code && test.system)
            keys.add(keys.empty() ? "(?,?)" : ",(?,?)", *test.code, *test.system);
        else if (test.code)
            codes.add(codes.empty() ? "(?)" : ",(?)", *test.code);
        else
            add_source(condition, source_of_system(parameter, test.system));
    }
    if (!keys.empty())
        add_source(condition,
            Sql("SELECT t.resource FROM (VALUES")
                .add(keys)
                .add(") w CROSS JOIN token t ON t.parameter=? AND t.code=w.column1 AND t.system=w.column2", parameter));
    if (!codes.empty())
        add_source(condition,
            Sql("SELECT t.resource FROM (VALUES")
                .add(codes)
                .add(") w CROSS JOIN token t ON t.parameter=? AND t.code=w.column1", parameter));
}

Result<void> drive_by_tokens(const Moment& moment, Condition& condition)
{
    const auto postings = TRY(find_postings(moment, *condition.wanted));
    if (!postings) {
        drive_by_list_of_tokens(condition);
        return {};
    }
    condition.is_impossible = postings->empty();
    for (const auto& posting : *postings) {
        Sql source = "SELECT resource FROM token WHERE parameter=? AND code=? AND system=?";
        source.add("", condition.wanted->parameter, posting.code, posting.system);
        add_source(condition, source);
        add_look_up(condition, source);
        condition.in_order.push_back(source);
    }
    if (!postings->empty())
        close_look_ups(condition, postings->size());
    return {};
}

void drive_by_references(Condition& condition)
{
    std::size_t keys = 0;
    for (const auto& each : condition.wanted->any_of) {
        for (const auto target : std::get<ReferenceTest>(each).targets) {
            Sql source = "SELECT resource FROM reference WHERE parameter=? AND target=?";
            source.add("", condition.wanted->parameter, target);
            add_source(condition, source);
            add_look_up(condition, source);
            condition.in_order.push_back(source);
            ++keys;
        }
    }
    condition.is_impossible = keys == 0;
    if (keys > 0)
        close_look_ups(condition, keys);
    if (keys > limits::search_stretches_max)
        condition.driver = condition.check = {};
}

void add_prefix(Sql& source, std::string_view column, std::string_view start)
{
    source.add(" AND ").add(column).add(">=?", start);
    if (const auto end = after_prefix(start))
        source.add(" AND ").add(column).add("<?", *end);
}

// What the key cannot decide (cut texts, the exact form) the check on the kept rows decides;
// the driver gives all that may pass, `needs_check` says whether some may not.
Sql string_source(NameId parameter, const StringTest& test, bool& needs_check)
{
    Sql source = "SELECT resource FROM string WHERE parameter=?";
    source.add("", parameter);
    if (test.test == TextTest::contains || test.test == TextTest::ends) {
        needs_check = true;
        source.add(" AND (instr(folded,?)>0 OR length(CAST(folded AS BLOB))>?)", test.folded,
            limits::store_folded_bytes_max - 4);
    } else if (test.test == TextTest::is || test.test == TextTest::whole) {
        needs_check = true;
        source.add(" AND folded=?", cut_folded(test.folded));
    } else {
        // A key may be cut up to three bytes early, at a whole character.
        const auto start = std::string_view(test.folded).substr(0, limits::store_folded_bytes_max - 4);
        needs_check = needs_check || start.size() < test.folded.size();
        add_prefix(source, "folded", start);
    }
    return source;
}

Sql uri_source(NameId parameter, const UriTest& test)
{
    Sql source = "SELECT resource FROM uri WHERE parameter=?";
    source.add("", parameter);
    if (test.uri.starts_with("urn:") || test.test == TextTest::is)
        source.add(" AND uri=?", test.uri);
    else if (test.test == TextTest::below)
        add_prefix(source, "uri", test.uri);
    else
        source.add(" AND substr(?,1,length(uri))=uri", test.uri);
    return source;
}

// One scan for each class of width, because what ends late enough starts late enough.
template <typename Number>
Sql range_source(const char* table, NameId parameter, const Span<Number>& span, std::span<const WidthClass> classes)
{
    Sql source = "SELECT t.resource FROM (VALUES";
    for (const auto& each : classes)
        source.add(each.number == classes.front().number ? "(?,?)" : ",(?,?)", each.number,
            start_of_scan(span, each.width_max));
    source.add(") w CROSS JOIN ").add(table).add(" t ON t.parameter=? AND t.width=w.column1", parameter);
    source.add(" AND t.low>=w.column2");
    if (span.end_of_scan() != std::numeric_limits<Number>::max())
        source.add(" AND t.low<=?", span.end_of_scan());
    if (span.high_from != std::numeric_limits<Number>::lowest())
        source.add(" AND t.high>=?", span.high_from);
    if (span.high_to != std::numeric_limits<Number>::max())
        source.add(" AND t.high<=?", span.high_to);
    return source;
}

// A resource stands once among the rows of one span when it has one range only.
Result<bool> is_single(const Inquiry& inquiry, const Wanted& wanted, std::size_t spans)
{
    return spans == 1 && wanted.kind != RowKind::quantity && !TRY(inquiry.may_differ(wanted.parameter));
}

Result<void> drive_by_dates(const Inquiry& inquiry, Condition& condition)
{
    std::size_t spans = 0;
    for (const auto& each : condition.wanted->any_of) {
        for (const auto& span : std::get<DateTest>(each).spans) {
            add_source(condition, range_source("date", condition.wanted->parameter, span, date_width_classes()));
            ++spans;
        }
    }
    condition.is_impossible = spans == 0;
    condition.driver_is_single = TRY(is_single(inquiry, *condition.wanted, spans));
    return {};
}

Result<void> drive_by_numbers(const Inquiry& inquiry, Condition& condition)
{
    const auto& wanted = *condition.wanted;
    const char* table = wanted.kind == RowKind::quantity ? "quantity" : "number";
    std::size_t spans = 0;
    for (const auto& each : wanted.any_of) {
        const auto& test = std::get<NumberTest>(each);
        for (const auto& span : test.spans) {
            auto source = range_source(table, wanted.parameter, span, number_width_classes());
            if (test.unit)
                source.add(" AND t.unit=?", *test.unit);
            if (test.system)
                source.add(" AND t.system=?", *test.system);
            add_source(condition, source);
            ++spans;
        }
    }
    condition.is_impossible = spans == 0;
    condition.driver_is_single = TRY(is_single(inquiry, wanted, spans));
    return {};
}

void drive_by_strings(Condition& condition, bool& needs_check)
{
    for (const auto& each : condition.wanted->any_of)
        add_source(condition, string_source(condition.wanted->parameter, std::get<StringTest>(each), needs_check));
}

void drive_by_uris(Condition& condition)
{
    for (const auto& each : condition.wanted->any_of)
        add_source(condition, uri_source(condition.wanted->parameter, std::get<UriTest>(each)));
}

}  // namespace

Result<void> drive_by_rows(Inquiry& inquiry, Condition& condition)
{
    switch (condition.wanted->kind) {
    case RowKind::token: return drive_by_tokens(inquiry.moment(), condition);
    case RowKind::string:
        drive_by_strings(condition, condition.driver_must_be_checked);
        return drive_by_letters(inquiry, condition);
    case RowKind::date: return drive_by_dates(inquiry, condition);
    case RowKind::number:
    case RowKind::quantity: return drive_by_numbers(inquiry, condition);
    case RowKind::reference: drive_by_references(condition); return {};
    case RowKind::uri: drive_by_uris(condition); return {};
    case RowKind::composite: return drive_by_composites(inquiry.moment(), condition);
    case RowKind::member: return {};
    }
    return {};
}

}  // namespace helselos::store::sqlite
