// The rooms put together: the store opened, the knowledge of FHIR loaded, the services at
// their desks. One for the process.
#pragma once

#include "access/session.h"
#include "app/configuration.h"
#include "app/operations.h"
#include "base/limits.h"
#include "interaction/hall.h"
#include "interaction/operation.h"
#include "services/sharing/desk.h"
#include "services/triage/content.h"

#include <memory>
#include <optional>

namespace helselos::app {

class House {
public:
    // Errors: not_found or invalid content, conflict when another process has the data.
    static Result<std::unique_ptr<House>> open(const Configuration& configuration);

    const access::Records& records() const { return *m_records; }
    const interaction::Hall& hall() const { return *m_hall; }
    const interaction::Operations& operations() const { return m_operations; }
    store::Store& store() { return *m_store; }

    // The operator's own session.
    access::Session operator_session() const;

private:
    House() = default;
    std::unique_ptr<store::Store> m_store;
    std::optional<fhir::search::Extractor> m_extractor;
    std::unique_ptr<access::Records> m_records;
    std::unique_ptr<interaction::Hall> m_hall;
    triage::Content m_content;
    Codes m_codes;
    std::unique_ptr<fhir::terminology::Terminology> m_terminology;
    sharing::Tries m_code_tries{limits::share_code_tries_per_hour_max};
    sharing::Tries m_anonymous_shares{limits::share_anonymous_per_hour_max};
    std::unique_ptr<sharing::Desk> m_sharing;
    interaction::Operations m_operations;
};

}  // namespace helselos::app
