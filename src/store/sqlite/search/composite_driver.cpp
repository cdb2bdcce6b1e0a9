#include "store/sqlite/search/composite_driver.h"

#include "base/limits.h"

namespace helselos::store::sqlite {

namespace {

// The keys from the one to before the other.
struct Stretch {
    std::string from;
    std::string end;
};

std::string end_of(const std::string& start)
{
    // A key begins with the kind of its first part, which is no 0xff.
    return after_prefix(start).value_or("\xff");
}

// From one test after the other: starts of keys that are whole, until a test leaves more than one value.
class Reach {
public:
    Reach(const Moment& moment, NameId parameter) : m_moment(moment), m_parameter(parameter) {}

    Result<std::vector<Stretch>> of(const CompositeTest& test)
    {
        m_starts = {""};
        for (const auto& part : test.parts) {
            if (!TRY(std::visit([this](const auto& each) { return extend(each); }, part)))
                return std::move(m_stretches);
        }
        end_here();
        return std::move(m_stretches);
    }

private:
    // True when the next part may go on.
    Result<bool> extend(const TokenTest& test)
    {
        if (!test.code)
            return end_here();
        const KeptRow part{.kind = RowKind::token, .text = *test.code, .system = test.system.value_or(0)};
        auto key = encode_part(part);
        if (test.system) {
            for (auto& start : m_starts)
                start += key;
            return true;
        }
        key.resize(key.size() - sizeof(NameId));
        return extend_by_system(key);
    }

    // A code without system may stand in several; those that there are stand in the table.
    Result<bool> extend_by_system(const std::string& code)
    {
        std::vector<std::string> longer;
        for (const auto& start : m_starts) {
            const auto stem = start + code;
            for (auto next = TRY(first_from(stem, end_of(stem))); next;
                 next = TRY(first_from(end_of(longer.back()), end_of(stem)))) {
                longer.push_back(next->substr(0, stem.size() + sizeof(NameId)));
                if (longer.size() > limits::search_postings_max)
                    return end_at(code);
            }
        }
        m_starts = std::move(longer);
        return !m_starts.empty();
    }

    Result<std::optional<std::string>> first_from(const std::string& from, const std::string& end) const
    {
        Sql sql = "SELECT key FROM composite WHERE parameter=?";
        sql.add("", m_parameter).add(" AND key>=?", Blob{from}).add(" AND key<? ORDER BY key LIMIT 1", Blob{end});
        auto statement = TRY(sql.prepare(m_moment.connection));
        if (!TRY(statement.step()))
            return std::optional<std::string>();
        return std::optional(std::string(statement.text(0)));
    }

    Result<bool> extend(const ReferenceTest& test)
    {
        std::vector<std::string> longer;
        for (const auto& start : m_starts) {
            for (const auto target : test.targets)
                longer.push_back(start + encode_part({.kind = RowKind::reference, .target = target}));
        }
        if (longer.size() > limits::search_postings_max)
            return end_here();
        m_starts = std::move(longer);
        return !m_starts.empty();
    }

    Result<bool> extend(const StringTest& test)
    {
        auto part = encode_part({.kind = RowKind::string, .text = test.folded});
        part.pop_back();
        return end_at(part);
    }
    Result<bool> extend(const UriTest&) { return end_here(); }
    Result<bool> extend(const DateTest& test) { return end_in(RowKind::date, test.spans, date_width_classes()); }
    Result<bool> extend(const NumberTest& test)
    {
        return end_in(test.is_quantity ? RowKind::quantity : RowKind::number, test.spans, number_width_classes());
    }

    template <typename Number>
    bool end_in(RowKind kind, const std::vector<Span<Number>>& spans, std::span<const WidthClass> classes)
    {
        for (const auto& start : m_starts) {
            for (const auto& span : spans) {
                for (const auto& each : classes)
                    m_stretches.push_back({start + part_start(kind, each.number, start_of_scan(span, each.width_max)),
                        end_of(start + part_start(kind, each.number, span.end_of_scan()))});
            }
        }
        return false;
    }

    bool end_at(const std::string& more)
    {
        for (const auto& start : m_starts)
            m_stretches.push_back({start + more, end_of(start + more)});
        return false;
    }
    bool end_here() { return end_at(""); }

    const Moment& m_moment;
    const NameId m_parameter;
    std::vector<std::string> m_starts;
    std::vector<Stretch> m_stretches;
};

}  // namespace

Result<void> drive_by_composites(const Moment& moment, Condition& condition)
{
    const auto& wanted = *condition.wanted;
    std::vector<Stretch> stretches;
    for (const auto& test : wanted.any_of) {
        auto found = TRY(Reach(moment, wanted.parameter).of(std::get<CompositeTest>(test)));
        stretches.insert(stretches.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    condition.is_impossible = stretches.empty();
    if (stretches.empty() || stretches.size() > limits::search_stretches_max)
        return {};
    Sql& sql = condition.driver.add("SELECT t.resource AS resource FROM (VALUES");
    for (std::size_t i = 0; i < stretches.size(); ++i)
        sql.add(i == 0 ? "(?,?)" : ",(?,?)", Blob{stretches[i].from}, Blob{stretches[i].end});
    sql.add(") w CROSS JOIN composite t ON t.parameter=?", wanted.parameter);
    sql.add(" AND t.key>=w.column1 AND t.key<w.column2 WHERE fits(t.key,?)", &wanted);
    return {};
}

}  // namespace helselos::store::sqlite
