#include "json/put_draft.h"

namespace helselos::json {

void put_draft(Document& document, std::string_view element, const Draft& value)
{
    const auto made = to_document(value);
    document.set(document.root(), element, document.copy(made.root()));
}

void push_draft(Document& document, std::string_view list, const Draft& value)
{
    if (!document.root()[list].exists())
        document.set(document.root(), list, document.make_array());
    const auto made = to_document(value);
    document.push(document.root()[list], document.copy(made.root()));
}

}  // namespace helselos::json
