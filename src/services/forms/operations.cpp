#include "services/forms/operations.h"

#include "services/forms/assemble_form.h"
#include "services/forms/extract_response.h"
#include "services/forms/populate_form.h"

namespace helselos::forms {

void add_forms_operations(interaction::Operations& operations)
{
    const std::string sdc = "http://hl7.org/fhir/uv/sdc/OperationDefinition/";
    for (const auto level : {interaction::Level::type, interaction::Level::instance}) {
        operations.add({"$populate", level, "Questionnaire", true, sdc + "Questionnaire-populate", populate_form});
        operations.add({"$assemble", level, "Questionnaire", true, sdc + "Questionnaire-assemble", assemble_form});
        operations.add({"$extract", level, "QuestionnaireResponse", true, sdc + "QuestionnaireResponse-extract",
            extract_response});
    }
}

}  // namespace helselos::forms
