#include "app/bulk/settled.h"

#include "base/text.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace helselos::app::bulk {

void Settled::add(Span span)
{
    auto next = spans.upper_bound(span.begin);
    if (next != spans.begin() && std::prev(next)->second >= span.begin)
        next = std::prev(next);
    while (next != spans.end() && next->first <= span.end) {
        span = {std::min(span.begin, next->first), std::max(span.end, next->second)};
        next = spans.erase(next);
    }
    spans.insert_or_assign(span.begin, span.end);
}

bool Settled::holds(std::uint64_t byte) const
{
    const auto after = spans.upper_bound(byte);
    return after != spans.begin() && std::prev(after)->second > byte;
}

std::string to_text(const Settled& settled)
{
    auto text = fmt::format("{} {}", settled.put, settled.refused);
    for (const auto& [begin, end] : settled.spans)
        text += fmt::format(" {} {}", begin, end);
    return text;
}

Result<Settled> settled_of(std::string_view text)
{
    Settled settled;
    if (text.empty())
        return settled;
    std::vector<std::uint64_t> numbers;
    for (const auto part : split(text, ' ')) {
        const auto number = to_unsigned(part);
        if (!number)
            return Error{Kind::fault, "what is kept of an import is damaged"};
        numbers.push_back(*number);
    }
    if (numbers.size() % 2 != 0)
        return Error{Kind::fault, "what is kept of an import is damaged"};
    settled.put = numbers[0];
    settled.refused = numbers[1];
    for (std::size_t i = 2; i < numbers.size(); i += 2)
        settled.spans.insert_or_assign(numbers[i], numbers[i + 1]);
    return settled;
}

}  // namespace helselos::app::bulk
