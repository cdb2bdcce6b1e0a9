#include "app/administrator/sealed_days.h"

#include "app/administrator/allow.h"
#include "base/limits.h"
#include "store/sqlite/log/sealed_days.h"

namespace helselos::app::administrator {

namespace {

json::Draft day_of(const store::sqlite::SealedDay& day)
{
    auto parts = json::array({part("date", "valueDate", day.day), part("rows", "valueInteger", day.rows),
        part("seal", "valueString", day.hash), part("signed-by", "valueString", text_or_none(day.key))});
    return json::object({{"name", "day"}, {"part", std::move(parts)}});
}

}  // namespace

Result<interaction::OperationAnswer> sealed_days(
    const std::filesystem::path& data, const interaction::OperationRequest& request)
{
    TRY(allow_only_administrator(request));
    std::string before;
    for (const auto& [name, value] : request.parameters)
        if (name == "before")
            before = value;
    auto days = TRY(store::sqlite::sealed_days(data, before, limits::log_page_max + 1));
    const bool has_more = days.size() > limits::log_page_max;
    if (has_more)
        days.pop_back();
    auto parameters = json::array();
    for (const auto& day : days)
        parameters.push(day_of(day));
    if (has_more)
        parameters.push(part("more", "valueBoolean", true));
    return answer_with(std::move(parameters));
}

}  // namespace helselos::app::administrator
