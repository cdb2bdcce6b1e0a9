#include "services/forms/assemble_form.h"

#include "fhir/questionnaire/assemble.h"
#include "interaction/forms/find_form.h"
#include "services/forms/asked_form.h"

namespace helselos::forms {

Result<interaction::OperationAnswer> assemble_form(const interaction::OperationRequest& request)
{
    const auto form = TRY(asked_form(request));
    const auto search = interaction::search_in(request.session);
    const auto find = [&](std::string_view canonical) {
        return interaction::find_form({search, request.hall}, canonical);
    };
    return interaction::OperationAnswer{200, json::to_text(TRY(fhir::questionnaire::assemble(form->root(), find)))};
}

}  // namespace helselos::forms
