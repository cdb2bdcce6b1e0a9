#include "interaction/statements/statements.h"

#include "interaction/statements/capabilities.h"
#include "interaction/statements/open_api.h"
#include "interaction/statements/terminology_capabilities.h"

namespace helselos::interaction {

namespace {

std::string make(Statement statement, const Hall& hall, const Operations& operations, const std::string& base)
{
    switch (statement) {
    case Statement::capabilities: return json::to_text(capabilities(hall, operations, base));
    case Statement::terminology: return json::to_text(terminology_capabilities(hall, base));
    case Statement::open_api: {
        const auto told = json::to_document(capabilities(hall, operations, base));
        return json::to_text(open_api(told.root(), operations, base));
    }
    }
    return {};
}

}  // namespace

std::string KeptStatements::text(
    Statement statement, const Hall& hall, const Operations& operations, const std::string& base)
{
    const auto parameters = hall.extractor.parameters();
    const std::lock_guard lock(m_mutex);
    if (m_parameters != parameters) {
        m_texts = {};
        m_parameters = parameters;
    }
    auto& text = m_texts.at(static_cast<std::size_t>(statement));
    if (text.empty())
        text = make(statement, hall, operations, base);
    return text;
}

}  // namespace helselos::interaction
