#include "store/sqlite/paired.h"
#include "store/sqlite/search/walk.h"

#include "base/limits.h"

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

// The width stands in the text, so that each track has a statement of its own.
Tracks tracks_of_ranges(const char* table, NameId parameter, std::span<const WidthClass> classes)
{
    Tracks tracks;
    for (const auto& each : classes)
        tracks.push_back(
            {fmt::format("SELECT resource,low AS key FROM {} WHERE width={} AND parameter=?", table, each.number),
                "low", {parameter}});
    return tracks;
}

std::optional<Tracks> tracks_of_rows(const SortOrder::Key& key)
{
    switch (key.kind) {
    case RowKind::token: return track_of_texts("token", "code", key.parameter);
    case RowKind::string: return track_of_texts("string", "folded", key.parameter);
    case RowKind::uri: return track_of_texts("uri", "uri", key.parameter);
    case RowKind::date: return tracks_of_ranges("date", key.parameter, date_width_classes());
    case RowKind::number: return tracks_of_ranges("number", key.parameter, number_width_classes());
    case RowKind::quantity: return tracks_of_ranges("quantity", key.parameter, number_width_classes());
    case RowKind::reference:
    case RowKind::member:
    case RowKind::composite: break;
    }
    return std::nullopt;
}

// The codes with their systems that a plain criterion asks for, as starts of composite keys.
Result<std::optional<std::vector<std::string>>> starts_of(const Inquiry& inquiry, const Wanted& codes)
{
    std::vector<std::string> starts;
    auto systems = TRY(inquiry.connection().prepare("SELECT DISTINCT system FROM token WHERE parameter=? AND code=?"));
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
        systems.reset();
        systems.bind(codes.parameter, *token.code);
        while (starts.size() <= limits::search_postings_max && TRY(systems.step())) {
            part.system = static_cast<NameId>(systems.integer(0));
            starts.push_back(encode_part(part));
        }
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
    const Inquiry& inquiry, NameId parameter, RowKind kind, const std::vector<std::string>& starts)
{
    Tracks tracks;
    const auto classes = kind == RowKind::date ? date_width_classes() : number_width_classes();
    const auto part_kind = kind == RowKind::date ? RowKind::date : RowKind::number;
    for (const auto& code : starts) {
        for (const auto& each : classes) {
            const auto start = code + static_cast<char>(part_kind) + static_cast<char>(each.number);
            if (TRY(has_rows(inquiry.connection(), parameter, start)))
                tracks.push_back({"SELECT resource,key FROM composite WHERE parameter=?", "key", {parameter}, "",
                    Living::yes, start});
        }
    }
    return tracks;
}

const Wanted* find_codes(const Plan& plan, NameId parameter)
{
    for (const auto& condition : plan.conditions) {
        const auto* wanted = condition.wanted;
        const bool is_plain = wanted != nullptr && !wanted->is_negated && !wanted->is_presence;
        if (is_plain && wanted->kind == RowKind::token && wanted->parameter == parameter)
            return wanted;
    }
    return nullptr;
}

Result<std::optional<Tracks>> paired_tracks(const Inquiry& inquiry, const Plan& plan, const SortOrder::Key& key)
{
    for (const auto& pair : paired_parameters_of(plan.type_name)) {
        if (pair.kind != key.kind || key.parameter != TRY(inquiry.moment().parameter(plan.type_name, pair.range)))
            continue;
        const auto* codes = find_codes(plan, TRY(inquiry.moment().parameter(plan.type_name, pair.token)));
        if (codes == nullptr)
            continue;
        const auto starts = TRY(starts_of(inquiry, *codes));
        if (!starts)
            continue;
        const auto name = TRY(inquiry.moment().name(pair_name(plan.type_name, pair)));
        return std::optional(TRY(tracks_of_codes(inquiry, name, pair.kind, *starts)));
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
    return tracks_of_rows(key);
}

}  // namespace helselos::store::sqlite
