// The rooms put together: the store opened, the knowledge of FHIR loaded, the services at
// their desks. One for the process.
#pragma once

#include "access/session.h"
#include "app/configuration.h"
#include "app/operations.h"
#include "app/packages.h"
#include "app/reindex/reindex.h"
#include "app/word_readers.h"
#include "base/limits.h"
#include "fhir/validation/validate.h"
#include "interaction/hall.h"
#include "interaction/operation.h"
#include "services/choices/desk.h"
#include "services/sharing/desk.h"
#include "services/triage/content.h"
#include "store/sqlite/open.h"

#include <memory>
#include <optional>

namespace helselos::app {

class House {
public:
    // Errors: not_found or invalid content, invalid when installed content was changed, an installed package is
    // damaged, conflict when another process has the data.
    static Result<std::unique_ptr<House>> open(const Configuration& configuration);

    const access::Records& records() const { return *m_records; }
    const interaction::Hall& hall() const { return *m_hall; }
    const interaction::Operations& operations() const { return m_operations; }
    // To add to before the first request.
    interaction::Operations& operations() { return m_operations; }
    store::Store& store() { return *m_store; }
    const Packages& packages() const { return *m_packages; }
    const fhir::terminology::Terminology& terminology() const { return *m_terminology; }
    // By the definitions of R4, the packages and our own content.
    const fhir::validation::Validator& validator() const { return *m_validator; }

    const triage::Content& triage() const { return m_content; }
    // Where it was read from: the installed version in force, or what came with the program.
    const std::filesystem::path& triage_folder() const { return m_triage_folder; }

    Reindex& reindex() { return *m_reindex; }

    // The operator's own session.
    access::Session operator_session() const;

private:
    House() = default;
    Result<store::sqlite::Options> store_options(const Configuration& configuration) const;

    std::unique_ptr<WordReaders> m_words;
    std::unique_ptr<store::Store> m_store;
    std::optional<fhir::search::Extractor> m_extractor;
    std::unique_ptr<access::Records> m_records;
    std::optional<Seal> m_link_seal;
    std::unique_ptr<interaction::Hall> m_hall;
    std::filesystem::path m_triage_folder;
    triage::Content m_content;
    std::optional<Codes> m_codes;
    std::unique_ptr<fhir::terminology::Terminology> m_terminology;
    interaction::KeptResources m_stored_terminology;
    std::unique_ptr<Packages> m_packages;
    std::unique_ptr<const fhir::validation::Validator> m_validator;
    interaction::RequiredProfiles m_required_profiles;
    Tries m_code_tries{limits::share_code_tries_per_hour_max};
    Tries m_anonymous_shares{limits::share_anonymous_per_hour_max};
    sharing::WrongCodes m_wrong_codes;
    sharing::Routing m_routing;
    std::unique_ptr<sharing::Desk> m_sharing;
    Tries m_fullmakt_tries{limits::fullmakt_tries_per_hour_max};
    Tries m_choices{limits::choices_per_hour_max};
    Tries m_emergency_tries{limits::emergency_tries_per_hour_max};
    std::unique_ptr<choices::Desk> m_choosing;
    std::unique_ptr<Reindex> m_reindex;
    interaction::Operations m_operations;
};

}  // namespace helselos::app
