#include "app/house.h"

#include "services/triage/interview.h"
#include "store/sqlite/open.h"

namespace helselos::app {

Result<std::unique_ptr<House>> House::open(const Configuration& configuration)
{
    std::unique_ptr<House> house(new House);
    const auto& definitions = fhir::Definitions::r4();
    house->m_content = TRY(triage::load_content(configuration.content / "triage"));
    house->m_terminology = std::make_unique<fhir::terminology::Terminology>(definitions);
    TRY(load_terminology(*house->m_terminology, configuration.content / "fhir"));
    house->m_codes = TRY(load_codes(configuration.content, house->m_content));
    house->m_extractor.emplace(TRY(fhir::search::Extractor::create(definitions)));
    house->m_store = TRY(store::sqlite::open(configuration.data, {}, system_clock()));
    house->m_records = std::make_unique<access::Records>(*house->m_store, *house->m_extractor);
    house->m_hall.reset(
        new interaction::Hall{definitions, *house->m_extractor, system_clock(), secure_random(), configuration.base});
    house->m_sharing.reset(new sharing::Desk{*house->m_records,
        [&content = house->m_content](
            json::Value response, Instant now) { return triage::assess_response(content, response, now); },
        house->m_code_tries, house->m_anonymous_shares});
    add_operations(house->m_operations, {house->m_content, house->m_codes, *house->m_terminology, *house->m_sharing});
    return house;
}

access::Session House::operator_session() const
{
    return m_records->open({access::CallerKind::system, "system", "", {}, ""});
}

}  // namespace helselos::app
