#include "fhir/validation/validate.h"

#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

Validator::Validator(const Definitions& definitions) : m_rules(std::make_unique<Rules>(definitions)) {}
Validator::~Validator() = default;

const Validator& Validator::r4()
{
    static const Validator validator(Definitions::r4());
    return validator;
}

Issues Validator::validate(json::Value resource, const Options& options) const
{
    return Walk(*m_rules, options).run(resource);
}

Issues validate(json::Value resource, const Definitions& definitions, const Options& options)
{
    if (&definitions == &Definitions::r4())
        return Validator::r4().validate(resource, options);
    return Validator(definitions).validate(resource, options);
}

}  // namespace helselos::fhir::validation
