#include "store/sqlite/paired.h"
#include "store/sqlite/search/walk.h"

#include "base/limits.h"
#include "store/sqlite/search/combine.h"

#include <algorithm>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

Tracks tracks_of_versions(const Plan& plan)
{
    Track track{"SELECT resource,sequence AS key FROM version INDEXED BY version_of_type WHERE type=?", "sequence",
        {plan.type_id}};
    // Only the newest of each.
    track.also = " AND r.sequence=d.key AND r.is_living";
    return {track};
}

Tracks tracks_of_ids(const Plan& plan)
{
    return {{"SELECT id AS resource,logical_id AS key FROM resource INDEXED BY resource_by_logical_id"
             " WHERE is_living AND type=?",
        "logical_id", {plan.type_id}}};
}

Tracks track_of_texts(const char* table, const char* column, NameId parameter)
{
    return {{fmt::format("SELECT resource,{} AS key FROM {} WHERE parameter=?", column, table), column, {parameter}}};
}

template <typename Number>
void narrow(Track& track, const std::vector<Span<Number>>& spans, double width)  // floating point: an index bound.
{
    std::optional<Number> least;
    std::optional<Number> greatest;
    for (const auto& span : spans) {
        least = std::min(least.value_or(start_of_scan(span, width)), start_of_scan(span, width));
        greatest = std::max(greatest.value_or(span.end_of_scan()), span.end_of_scan());
    }
    if (least)
        track.least = SortValue(*least);
    if (greatest)
        track.greatest = SortValue(*greatest);
}

// In a class of width, the track has only what the ranges asked for can hold.
void narrow(Track& track, const Wanted* asked, const WidthClass& width)
{
    if (asked == nullptr || asked->any_of.size() != 1)
        return;
    if (const auto* dates = std::get_if<DateTest>(&asked->any_of.front()))
        narrow(track, dates->spans, width.width_max);
    else
        narrow(track, std::get<NumberTest>(asked->any_of.front()).spans, width.width_max);
}

std::span<const WidthClass> classes_of(RowKind kind)
{
    return kind == RowKind::date ? date_width_classes() : number_width_classes();
}

// The width stands in the text, so that each track has a statement of its own.
Tracks tracks_of_ranges(const char* table, const SortOrder::Key& key, const Wanted* asked)
{
    Tracks tracks;
    for (const auto& each : classes_of(key.kind)) {
        Track track{
            fmt::format("SELECT resource,low AS key FROM {} WHERE width={} AND parameter=?", table, each.number), "low",
            {key.parameter}};
        narrow(track, asked, each);
        tracks.push_back(std::move(track));
    }
    return tracks;
}

std::optional<Tracks> tracks_of_rows(const SortOrder::Key& key, const Wanted* asked)
{
    switch (key.kind) {
    case RowKind::token: return track_of_texts("token", "code", key.parameter);
    case RowKind::string: return track_of_texts("string", "folded", key.parameter);
    case RowKind::uri: return track_of_texts("uri", "uri", key.parameter);
    case RowKind::date: return tracks_of_ranges("date", key, asked);
    case RowKind::number: return tracks_of_ranges("number", key, asked);
    case RowKind::quantity: return tracks_of_ranges("quantity", key, asked);
    case RowKind::reference:
    case RowKind::member:
    case RowKind::composite: break;
    }
    return std::nullopt;
}

// A code without system may stand in many.
Result<void> add_systems(const Inquiry& inquiry, NameId parameter, KeptRow& part, std::vector<std::string>& starts)
{
    auto next = TRY(inquiry.connection().prepare(
        "SELECT system FROM token WHERE parameter=? AND code=? AND system>? ORDER BY system LIMIT 1"));
    for (std::int64_t last = -1; starts.size() <= limits::search_postings_max; next.reset()) {
        next.bind(parameter, part.text, last);
        if (!TRY(next.step()))
            return {};
        last = next.integer(0);
        part.system = static_cast<NameId>(last);
        starts.push_back(encode_part(part));
    }
    return {};
}

// The codes with their systems that a plain criterion asks for, as starts of composite keys.
Result<std::optional<std::vector<std::string>>> starts_of(const Inquiry& inquiry, const Wanted& codes)
{
    std::vector<std::string> starts;
    for (const auto& test : codes.any_of) {
        const auto& token = std::get<TokenTest>(test);
        if (!token.code || token.code->find('\0') != std::string::npos)
            return std::optional<std::vector<std::string>>();
        KeptRow part{.kind = RowKind::token, .text = *token.code};
        if (token.system) {
            part.system = *token.system;
            starts.push_back(encode_part(part));
            continue;
        }
        TRY(add_systems(inquiry, codes.parameter, part, starts));
    }
    std::ranges::sort(starts);
    starts.erase(std::ranges::unique(starts).begin(), starts.end());
    return starts.size() > limits::search_postings_max ? std::nullopt : std::optional(std::move(starts));
}

Result<bool> has_rows(Connection& connection, NameId parameter, const std::string& start)
{
    auto statement = TRY(connection.prepare("SELECT 1 FROM composite WHERE parameter=? AND key>=? AND key<? LIMIT 1"));
    statement.bind(parameter).bind_blob(start).bind_blob(*after_prefix(start));
    return statement.step();
}

Result<Tracks> tracks_of_codes(
    const Inquiry& inquiry, NameId parameter, RowKind kind, const std::vector<std::string>& starts, const Wanted* asked)
{
    Tracks tracks;
    const auto part_kind = kind == RowKind::date ? RowKind::date : RowKind::number;
    for (const auto& code : starts) {
        for (const auto& each : classes_of(kind)) {
            const auto start = code + static_cast<char>(part_kind) + static_cast<char>(each.number);
            if (!TRY(has_rows(inquiry.connection(), parameter, start)))
                continue;
            Track track{"SELECT resource,key FROM composite WHERE parameter=?", "key", {parameter}};
            track.start = start;
            narrow(track, asked, each);
            tracks.push_back(std::move(track));
        }
    }
    return tracks;
}

Result<std::optional<Tracks>> paired_tracks(const Inquiry& inquiry, const Plan& plan, const SortOrder::Key& key)
{
    for (const auto& pair : paired_parameters_of(plan.type_name)) {
        if (pair.kind != key.kind || key.parameter != TRY(inquiry.moment().parameter(plan.type_name, pair.range)))
            continue;
        const auto* codes
            = find_plain(plan.conditions, RowKind::token, TRY(inquiry.moment().parameter(plan.type_name, pair.token)));
        if (codes == nullptr)
            continue;
        const auto starts = TRY(starts_of(inquiry, *codes));
        if (!starts)
            continue;
        const auto name = TRY(inquiry.moment().name(pair_name(plan.type_name, pair)));
        const auto* asked = find_plain(plan.conditions, key.kind, key.parameter);
        return std::optional(TRY(tracks_of_codes(inquiry, name, pair.kind, *starts, asked)));
    }
    return std::optional<Tracks>();
}

}  // namespace

Result<std::optional<Tracks>> find_tracks(const Inquiry& inquiry, const Plan& plan, const SortOrder::Key& key)
{
    if (key.by == SortOrder::By::last_updated)
        return std::optional(tracks_of_versions(plan));
    if (key.by == SortOrder::By::id)
        return std::optional(tracks_of_ids(plan));
    if (key.parameter == 0)
        return std::optional(Tracks());
    if (auto paired = TRY(paired_tracks(inquiry, plan, key)))
        return paired;
    return tracks_of_rows(key, find_plain(plan.conditions, key.kind, key.parameter));
}

}  // namespace helselos::store::sqlite
