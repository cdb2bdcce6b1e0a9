#include "fhir/validation/validate.h"

#include "fhir/profile/profiles.h"
#include "fhir/terminology/terminology.h"
#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

namespace {

bool is_same_profile(std::string_view left, std::string_view right)
{
    const auto left_bar = left.find('|');
    const auto right_bar = right.find('|');
    const bool have_versions = left_bar != std::string_view::npos && right_bar != std::string_view::npos;
    return have_versions ? left == right : left.substr(0, left_bar) == right.substr(0, right_bar);
}

}  // namespace

Options options_of_write()
{
    Options options;
    options.least = Severity::error;
    options.with_implied_profiles = false;
    options.unknown_code = Severity::warning;
    return options;
}

struct Validator::Core {
    explicit Core(const Definitions& definitions) : profiles(definitions), terminology(definitions) {}

    profile::Profiles profiles;
    terminology::Terminology terminology;
};

Validator::Validator(const Definitions& definitions, const profile::Profiles& profiles,
    const terminology::Terminology& terminology, const questionnaire::Forms* forms)
    : m_tables(std::make_unique<Tables>(definitions, profiles, terminology)), m_forms(forms)
{}

Validator::Validator(const Definitions& definitions)
    : m_core(std::make_unique<Core>(definitions)),
      m_tables(std::make_unique<Tables>(definitions, m_core->profiles, m_core->terminology))
{}

Validator::~Validator() = default;

const Validator& Validator::r4()
{
    static const Validator validator(Definitions::r4());
    return validator;
}

Issues Validator::validate(json::Value resource, const Options& options) const
{
    return Walk(*m_tables, options).run(resource);
}

bool Validator::claims_one_of(json::Value resource, const std::vector<std::string>& profiles)
{
    for (const auto claimed : resource["meta"]["profile"].elements())
        for (const auto& profile : profiles)
            if (is_same_profile(claimed.text(), profile))
                return true;
    return false;
}

Issues validate(json::Value resource, const Definitions& definitions, const Options& options)
{
    if (&definitions == &Definitions::r4())
        return Validator::r4().validate(resource, options);
    return Validator(definitions).validate(resource, options);
}

}  // namespace helselos::fhir::validation
