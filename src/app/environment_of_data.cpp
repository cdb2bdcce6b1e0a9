#include "app/environment_of_data.h"

#include "app/kept_with_data.h"

#include <fmt/format.h>

namespace helselos::app {

namespace {

constexpr const char* file_name = "environment";

Result<fhir::norway::Environment> named(const std::string& word)
{
    if (const auto environment = fhir::norway::environment_named(word))
        return *environment;
    return Error{Kind::invalid, "the environment is test or production"};
}

std::string default_of(const Configuration& configuration)
{
    return configuration.is_demo ? "test" : "production";
}

}  // namespace

Result<fhir::norway::Environment> environment_of_data(const Configuration& configuration)
{
    const auto kept = kept_with_data(configuration.data, file_name);
    const auto& said = configuration.environment;
    const auto wanted = TRY(named(!said.empty() ? said : kept ? *kept : default_of(configuration)));
    const bool is_other = kept && TRY(named(*kept)) != wanted;
    // The demonstration is a test without being told so.
    const bool is_demo_on_production = configuration.is_demo && wanted == fhir::norway::Environment::production;
    if (is_other || is_demo_on_production)
        return Error{Kind::conflict,
            fmt::format("the data is of the {} environment: use other data, or the environment it was made for",
                kept ? *kept : std::string(name_of(wanted)))};
    if (!kept)
        TRY(keep_with_data(configuration.data, file_name, std::string(name_of(wanted))));
    return wanted;
}

}  // namespace helselos::app
