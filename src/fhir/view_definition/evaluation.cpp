#include "fhir/view_definition/evaluation.h"

#include "base/limits.h"
#include "fhir/path/path.h"
#include "fhir/view_definition/item_store.h"
#include "fhir/view_definition/plan.h"

#include <algorithm>

namespace helselos::fhir::view_definition {

namespace {

using path::Item;

// Rows of a part of the view, side by side in one list of cells.
struct Table {
    std::vector<Cell> cells;
    std::size_t rows = 0;

    void clear()
    {
        cells.clear();
        rows = 0;
    }
};

// What a select is made of besides its items; kept from resource to resource for its memory.
struct Scratch {
    Table all;
    Table own;
    Table united;
    std::vector<std::size_t> places;
};

}  // namespace

// Functions that return bool return false when they failed; m_error then says why.
class Evaluation::Walk {
public:
    Walk(const View& view, const Definitions& definitions, std::optional<Instant> now)
        : m_view(view), m_plan(m_view.plan()), m_environment(definitions), m_scratch(m_plan.nodes.size())
    {
        m_environment.now = now;
        m_environment.variables.emplace_back("rowIndex", path::Collection(Item::of_integer(0)));
        for (const auto& [name, item] : m_plan.constants)
            m_environment.variables.emplace_back(name, path::Collection(item));
    }

    Result<Wanted> rows_of(json::Value resource, RowSink& sink)
    {
        if (resource["resourceType"].text() != m_plan.resource)
            return Wanted::more;
        start(resource);
        const auto item = m_environment.resource;
        bool is_in = true;
        if (!is_wanted(item, is_in) || (is_in && !fill(m_plan.root, item, 0)))
            return std::move(m_error);
        return is_in ? hand_out(m_scratch[m_plan.root].all, sink) : Wanted::more;
    }

private:
    void start(json::Value resource)
    {
        m_environment.forget();
        m_environment.steps_spent = 0;
        m_environment.resource = Item::of_resource(resource, m_environment.definitions);
        m_items.clear();
        m_cells = 0;
    }

    Result<Wanted> hand_out(const Table& table, RowSink& sink)
    {
        const auto width = m_plan.columns.size();
        for (std::size_t row = 0; row < table.rows; ++row)
            if (TRY(sink.row({table.cells.data() + row * width, width})) == Wanted::enough)
                return Wanted::enough;
        return Wanted::more;
    }

    bool fail(Kind kind, std::string reason, const std::string& element)
    {
        m_error = Error{kind, std::move(reason), element};
        return false;
    }

    // All expressions of a resource share one budget.
    bool evaluate(const PlannedPath& path, const Item& focus, path::Collection& output)
    {
        const auto spent = m_environment.steps_spent;
        const auto bytes = m_environment.bytes_used();
        if (spent >= limits::view_steps_of_resource_max || bytes >= limits::path_bytes_max)
            return fail(Kind::too_costly, "the view takes too many steps for one resource", path.element);
        m_environment.budget.steps = std::min(limits::path_steps_max, limits::view_steps_of_resource_max - spent);
        m_environment.budget.bytes = limits::path_bytes_max - bytes;
        auto found = path::evaluate(path.expression, focus, m_environment);
        if (!found) {
            m_error = std::move(found).error();
            m_error.element = path.element;
            return false;
        }
        output = std::move(*found);
        return true;
    }

    bool is_wanted(const Item& resource, bool& is)
    {
        for (const auto& where : m_plan.where) {
            path::Collection found;
            if (!evaluate(where, resource, found))
                return false;
            const auto truth = found.size() == 1 ? found.front().boolean() : std::nullopt;
            if (!truth && !found.empty())
                return fail(Kind::unprocessable, "a condition yields what is no boolean", where.element);
            is = is && truth.value_or(false);
            if (!is)
                return true;
        }
        return true;
    }

    bool count_cells(std::size_t cells, const PlannedSelect& select)
    {
        m_cells += cells;
        if (m_cells <= limits::view_cells_of_resource_max)
            return true;
        return fail(Kind::too_costly, "one resource gives too many rows", select.element);
    }

    void set_row_index(std::int64_t index)
    {
        if (m_plan.asks_row_index)
            m_environment.variables.front().second = path::Collection(Item::of_integer(index));
    }

    // All rows of a select on a focus, in its table.
    bool fill(NodeId id, const Item& focus, std::int64_t index)
    {
        const auto& select = m_plan.nodes[id];
        m_scratch[id].all.clear();
        if (select.each == Each::focus)
            return add_rows(id, focus, index);
        set_row_index(index);
        if (select.each == Each::repeated)
            return fill_repeated(id, focus);
        path::Collection items;
        if (!evaluate(select.paths.front(), focus, items))
            return false;
        // An item that is nothing: its columns are null, and %rowIndex is 0.
        if (items.empty() && select.each == Each::item_or_null)
            return add_rows(id, Item(), 0);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!add_rows(id, items[i], static_cast<std::int64_t>(i)))
                return false;
        return true;
    }

    bool fill_repeated(NodeId id, const Item& focus)
    {
        std::vector<Item> found;
        if (!repeat(m_plan.nodes[id], focus, 0, found))
            return false;
        for (std::size_t i = 0; i < found.size(); ++i)
            if (!add_rows(id, found[i], static_cast<std::int64_t>(i)))
                return false;
        return true;
    }

    // Each item comes before what is found in it.
    bool repeat(const PlannedSelect& select, const Item& item, std::size_t depth, std::vector<Item>& found)
    {
        if (depth > limits::view_repeat_depth_max)
            return fail(Kind::too_costly, "a repeat goes too deep", select.element);
        for (const auto& path : select.paths) {
            path::Collection items;
            if (!evaluate(path, item, items))
                return false;
            for (const auto& one : items) {
                if (found.size() >= limits::view_rows_of_resource_max)
                    return fail(Kind::too_costly, "one resource gives too many rows", select.element);
                found.push_back(one);
                if (!repeat(select, one, depth + 1, found))
                    return false;
            }
        }
        return true;
    }

    // The rows of one item: its own cells with each row of its selects, and each row of its unions.
    bool add_rows(NodeId id, const Item& item, std::int64_t index)
    {
        const auto& select = m_plan.nodes[id];
        auto& scratch = m_scratch[id];
        for (const auto inner : select.selects) {
            if (!fill(inner, item, index))
                return false;
            if (m_scratch[inner].all.rows == 0)
                return true;
        }
        if (!unite(select, scratch.united, item, index))
            return false;
        if (!select.unions.empty() && scratch.united.rows == 0)
            return true;
        set_row_index(index);
        return add_columns(select, scratch.own, item) && cross(id);
    }

    bool unite(const PlannedSelect& select, Table& united, const Item& item, std::int64_t index)
    {
        united.clear();
        for (const auto inner : select.unions) {
            if (!fill(inner, item, index))
                return false;
            const auto& part = m_scratch[inner].all;
            if (!count_cells(part.cells.size(), select))
                return false;
            united.cells.insert(united.cells.end(), part.cells.begin(), part.cells.end());
            united.rows += part.rows;
        }
        return true;
    }

    bool add_columns(const PlannedSelect& select, Table& own, const Item& item)
    {
        own.clear();
        own.rows = 1;
        for (const auto& column : select.columns)
            if (!add_cell(column, own, item))
                return false;
        return true;
    }

    bool add_cell(const PlannedColumn& column, Table& own, const Item& item)
    {
        path::Collection values;
        if (!evaluate(column.path, item, values))
            return false;
        std::size_t kept = 0;
        for (const auto& value : values) {
            // A primitive that has extensions only is no value.
            if (value.is_primitive() && !value.has_value())
                continue;
            if (!fits(column.type, value))
                return fail(
                    Kind::unprocessable, "a value is of another type than the column says", column.path.element);
            values[kept++] = value;
        }
        values.shorten(kept);
        if (kept > 1 && !column.is_collection)
            return fail(
                Kind::unprocessable, "there are several values, and the column is no collection", column.path.element);
        own.cells.push_back(m_items.keep(values.items()));
        return true;
    }

    // Appends every combination of a row of each part.
    bool cross(NodeId id)
    {
        const auto& select = m_plan.nodes[id];
        auto& scratch = m_scratch[id];
        std::size_t rows = select.unions.empty() ? 1 : scratch.united.rows;
        for (const auto inner : select.selects) {
            rows *= m_scratch[inner].all.rows;
            if (rows > limits::view_rows_of_resource_max)
                break;
        }
        if (scratch.all.rows + rows > limits::view_rows_of_resource_max)
            return fail(Kind::too_costly, "one resource gives too many rows", select.element);
        if (!count_cells(rows * std::max<std::size_t>(select.width, 1), select))
            return false;
        scratch.all.rows += rows;
        scratch.places.assign(select.selects.size() + 1, 0);
        do
            append_combination(select, scratch);
        while (step(select, scratch));
        return true;
    }

    static void append_part(Table& all, const Table& part, std::size_t row)
    {
        const auto width = part.cells.size() / part.rows;
        const auto first = part.cells.begin() + static_cast<std::ptrdiff_t>(row * width);
        all.cells.insert(all.cells.end(), first, first + static_cast<std::ptrdiff_t>(width));
    }

    void append_combination(const PlannedSelect& select, Scratch& scratch)
    {
        append_part(scratch.all, scratch.own, 0);
        for (std::size_t i = 0; i < select.selects.size(); ++i)
            append_part(scratch.all, m_scratch[select.selects[i]].all, scratch.places[i]);
        if (!select.unions.empty())
            append_part(scratch.all, scratch.united, scratch.places.back());
    }

    // On to the next combination, the last part fastest; false when it was the last one.
    bool step(const PlannedSelect& select, Scratch& scratch)
    {
        for (auto place = scratch.places.size(); place-- > 0;) {
            const bool is_united = place == select.selects.size();
            const auto rows = !is_united ? m_scratch[select.selects[place]].all.rows
                : select.unions.empty()  ? 1
                                         : scratch.united.rows;
            if (++scratch.places[place] < rows)
                return true;
            scratch.places[place] = 0;
        }
        return false;
    }

    View m_view;
    const Plan& m_plan;
    path::Environment m_environment;
    std::vector<Scratch> m_scratch;  // One for each node of the plan.
    ItemStore m_items;
    std::size_t m_cells = 0;  // Made for this resource.
    Error m_error;
};

Evaluation::Evaluation(const View& view, const Definitions& definitions, std::optional<Instant> now)
    : m_walk(std::make_unique<Walk>(view, definitions, now))
{}

Evaluation::~Evaluation() = default;

Result<Wanted> Evaluation::rows_of(json::Value resource, RowSink& sink)
{
    return m_walk->rows_of(resource, sink);
}

}  // namespace helselos::fhir::view_definition
