#include "fhir/terminology/order.h"

#include "base/limits.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

using Stretch = std::pair<std::uint32_t, std::uint32_t>;

// The broader before the narrower; shorter than all when there is a circle.
std::vector<Place> from_the_top(const Lists& parents, const Lists& children)
{
    std::vector<std::size_t> waits(parents.size());
    std::vector<Place> sorted;
    for (Place place = 0; place < parents.size(); ++place) {
        waits[place] = parents.of(place).size();
        if (waits[place] == 0)
            sorted.push_back(place);
    }
    for (std::size_t at = 0; at < sorted.size(); ++at)
        for (const auto child : children.of(sorted[at]))
            if (--waits[child] == 0)
                sorted.push_back(child);
    return sorted;
}

// Under the first of its parents a concept stands in a tree; how many there are in the tree below each, itself too.
std::vector<std::uint32_t> tree_sizes(const Lists& parents, const std::vector<Place>& sorted)
{
    std::vector<std::uint32_t> sizes(sorted.size(), 1);
    for (auto at = sorted.size(); at-- > 0;)
        if (const auto above = parents.of(sorted[at]); !above.empty())
            sizes[above[0]] += sizes[sorted[at]];
    return sizes;
}

// A concept comes first, those below it in its tree follow at once.
void give_numbers(
    const Lists& parents, const std::vector<Place>& sorted, const std::vector<std::uint32_t>& sizes, Order& order)
{
    std::vector<std::uint32_t> next(sorted.size());
    std::uint32_t next_root = 0;
    order.number.resize(sorted.size());
    order.place.resize(sorted.size());
    for (const auto place : sorted) {
        const auto above = parents.of(place);
        auto& free = above.empty() ? next_root : next[above[0]];
        order.number[place] = free;
        order.place[free] = place;
        next[place] = free + 1;
        free += sizes[place];
    }
}

void join(std::vector<Stretch>& stretches)
{
    std::sort(stretches.begin(), stretches.end());
    std::size_t last = 0;
    for (std::size_t at = 1; at < stretches.size(); ++at) {
        if (std::uint64_t{stretches[at].first} <= std::uint64_t{stretches[last].second} + 1)
            stretches[last].second = std::max(stretches[last].second, stretches[at].second);
        else
            stretches[++last] = stretches[at];
    }
    stretches.resize(std::min(stretches.size(), last + 1));
}

}  // namespace

Lists inverted(const Lists& lists)
{
    Lists result;
    result.first.assign(lists.size() + 1, 0);
    for (const auto value : lists.values)
        ++result.first[value + 1];
    for (std::size_t i = 1; i < result.first.size(); ++i)
        result.first[i] += result.first[i - 1];
    result.values.resize(lists.values.size());
    auto next = result.first;
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (const auto value : lists.of(i))
            result.values[next[value]++] = static_cast<std::uint32_t>(i);
    return result;
}

Result<Order> order_of(const Lists& parents)
{
    Order order;
    const auto children = inverted(parents);
    const auto sorted = from_the_top(parents, children);
    order.has_circle = sorted.size() < parents.size();
    if (order.has_circle)
        return order;
    const auto sizes = tree_sizes(parents, sorted);
    give_numbers(parents, sorted, sizes, order);

    std::vector<std::vector<Stretch>> below(sorted.size());
    std::size_t all = 0;
    for (auto at = sorted.size(); at-- > 0;) {
        const auto place = sorted[at];
        auto& own = below[place];
        own.emplace_back(order.number[place], order.number[place] + sizes[place] - 1);
        const auto tree = own.front();
        for (const auto child : children.of(place))
            for (const auto& stretch : below[child])
                if (stretch.first < tree.first || stretch.second > tree.second)
                    own.push_back(stretch);
        join(own);
        own.shrink_to_fit();
        all += own.size();
        if (all > limits::code_index_stretches_max)
            return Error{Kind::too_large, "the hierarchy of the code system is too tangled to be kept"};
    }
    for (const auto& stretches : below) {
        for (const auto& [first, last] : stretches)
            order.stretches.values.insert(order.stretches.values.end(), {first, last});
        order.stretches.end_list();
    }
    return order;
}

bool is_within(std::span<const std::uint32_t> stretches, std::uint32_t number)
{
    // The last stretch that does not begin after the number.
    std::size_t low = 0;
    for (std::size_t high = stretches.size() / 2; low < high;) {
        const auto middle = (low + high) / 2;
        if (stretches[2 * middle] <= number)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && number <= stretches[2 * low - 1];
}

}  // namespace helselos::fhir::terminology
