#include "app/reindex/passage.h"

#include "base/text.h"

namespace helselos::app {

void Passage::begin_anew()
{
    is_done = false;
    at_type = 0;
    cursor.clear();
    resources_done = 0;
    resources_total = 0;
    resources_failed = 0;
}

void add_passage(const Passage& passage, json::Draft& to)
{
    auto types = json::array();
    for (const auto& type : passage.types)
        types.push(type);
    to.set("types", std::move(types));
    to.set("isDone", passage.is_done);
    to.set("atType", passage.at_type);
    to.set("cursor", passage.cursor);
    to.set("resourcesDone", passage.resources_done);
    to.set("resourcesTotal", passage.resources_total);
    to.set("resourcesFailed", passage.resources_failed);
}

void read_passage(json::Value from, Passage& passage)
{
    const auto number = [&](const char* name) { return to_unsigned(from[name].text()).value_or(0); };
    for (const auto type : from["types"].elements())
        passage.types.emplace_back(type.text());
    passage.is_done = from["isDone"].truth();
    passage.at_type = number("atType");
    passage.cursor = from["cursor"].text();
    passage.resources_done = number("resourcesDone");
    passage.resources_total = number("resourcesTotal");
    passage.resources_failed = number("resourcesFailed");
}

}  // namespace helselos::app
