#include "app/house.h"

#include "app/content/versions.h"
#include "app/environment_of_data.h"
#include "app/kept_with_data.h"
#include "app/reindex/status.h"
#include "app/zone_of_data.h"
#include "services/triage/interview.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::app {

namespace {

// A profile nobody knows would refuse every write of its type.
Result<void> refuse_unknown(const interaction::RequiredProfiles& required, const fhir::Definitions& definitions,
    const fhir::profile::Profiles& profiles)
{
    for (const auto& [type, addresses] : required) {
        if (!std::ranges::binary_search(definitions.resource_types(), type))
            return Error{Kind::invalid, "--required-profiles names " + type + ", which is no resource type"};
        for (const auto& address : addresses) {
            const auto* profile = TRY(profiles.find(address));
            if (profile == nullptr)
                return Error{Kind::invalid, "--required-profiles names " + address + ", which no package brought"};
            if (profile->type != type)
                return Error{Kind::invalid, "--required-profiles names " + address + ", which is not for " + type};
        }
    }
    return {};
}

// Installed content bears its fingerprint as name; a program that reads content otherwise would call it something else.
Result<triage::Content> load_in_force(const std::filesystem::path& folder)
{
    auto content = triage::load_content(folder);
    const auto name = folder.parent_path().filename().string();
    if (!content::is_fingerprint(name))
        return content;
    if (content && content->fingerprint == name)
        return content;
    return Error{Kind::invalid,
        fmt::format("the installed content {} does not fit this program: install it anew, or choose another version "
                    "with helselos content use",
            name),
        "", content ? Issues{} : content.error().issues};
}

// What seals criteria in links; kept with the data, so that links hold over a restart.
Result<std::string> link_secret(access::Session session)
{
    constexpr std::string_view fact = "link_secret";
    std::string secret;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        secret = TRY(writing.fact(fact));
        if (!secret.empty())
            return {};
        secret = make_uuid(secure_random()) + make_uuid(secure_random());
        return writing.keep_fact(fact, secret);
    }));
    return secret;
}

// What the digests of one-time codes are made with. Beside the store and not in it: whoever gets hold of the store
// alone cannot try out codes.
Result<std::string> share_code_key(const std::filesystem::path& data)
{
    constexpr const char* name = "share-code-key";
    if (auto kept = kept_with_data(data, name); kept && !kept->empty())
        return *std::move(kept);
    auto key = make_uuid(secure_random()) + make_uuid(secure_random());
    TRY(keep_with_data(data, name, key));
    std::error_code failure;
    std::filesystem::permissions(
        data / name, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failure);
    if (failure)
        return Error{Kind::fault, "the key of one-time codes cannot be kept from others"};
    return key;
}

}  // namespace

Result<std::unique_ptr<House>> House::open(const Configuration& configuration)
{
    std::unique_ptr<House> house(new House);
    const auto& definitions = fhir::Definitions::r4();
    house->m_triage_folder = TRY(content::Versions(configuration.data).open_in_force(configuration.content));
    house->m_content = TRY(load_in_force(house->m_triage_folder));
    house->m_terminology = std::make_unique<fhir::terminology::Terminology>(definitions);
    TRY(load_terminology(*house->m_terminology, configuration.content / "fhir", house->m_content));
    house->m_packages = TRY(Packages::load(configuration.data, definitions, *house->m_terminology));
    house->m_packages->tell();
    TRY(house->m_packages->add_content(configuration.content / "fhir"));
    house->m_validator = std::make_unique<const fhir::validation::Validator>(
        definitions, house->m_packages->profiles(), *house->m_terminology, &house->m_packages->forms());
    house->m_codes.emplace(TRY(load_codes(configuration.content, house->m_content)));
    house->m_required_profiles = configuration.required_profiles;
    TRY(refuse_unknown(house->m_required_profiles, definitions, house->m_packages->profiles()));
    const auto environment = TRY(environment_of_data(configuration));
    const auto zone = TRY(zone_of_data(configuration.data, configuration.time_zone));
    house->m_extractor.emplace(TRY(fhir::search::Extractor::create(fhir::search::Parameters::of(definitions, zone))));
    house->m_words = TRY(WordReaders::create(house->m_extractor->parameters()));
    house->m_store
        = TRY(store::sqlite::open(configuration.data, TRY(house->store_options(configuration)), system_clock()));
    house->m_records = std::make_unique<access::Records>(*house->m_store, *house->m_extractor);
    house->m_link_seal.emplace(TRY(link_secret(house->operator_session())));
    house->m_hall.reset(new interaction::Hall{definitions, *house->m_extractor, system_clock(), secure_random(),
        configuration.base, house->m_terminology.get(), house->m_validator.get(), &house->m_required_profiles,
        {environment, configuration.pid2032}, &*house->m_link_seal, !configuration.identity.audience.empty()});
    house->m_routing = TRY(sharing::load_routing(configuration.content / "routing"));
    auto code_key = TRY(share_code_key(configuration.data));
    house->m_sharing.reset(new sharing::Desk{*house->m_records,
        [&content = house->m_content](
            json::Value response, Instant now) { return triage::assess_response(content, response, now); },
        house->m_code_tries, house->m_anonymous_shares, house->m_wrong_codes, std::move(code_key), house->m_routing});
    house->m_choosing.reset(
        new choices::Desk{*house->m_records, house->m_fullmakt_tries, house->m_choices, house->m_emergency_tries});
    house->m_reindex = std::make_unique<Reindex>(*house->m_store, *house->m_extractor,
        Reindex::Settings{configuration.base,
            [&words = *house->m_words](const auto& parameters) { return words.change_to(parameters); }});
    TRY(house->m_reindex->load(TRY(house->m_packages->search_parameters())));
    add_operations(house->m_operations,
        {house->m_content, *house->m_codes, house->m_stored_terminology, *house->m_sharing, *house->m_choosing});
    add_reindex_operations(*house->m_reindex, house->m_operations);
    return house;
}

Result<store::sqlite::Options> House::store_options(const Configuration& configuration) const
{
    store::sqlite::Options options;
    if (configuration.has_words)
        options.words = [&words = *m_words] { return words.current(); };
    if (!configuration.seal_key.empty())
        options.seal_key = TRY(store::sqlite::SealKey::read(configuration.seal_key));
    return options;
}

access::Session House::operator_session() const
{
    return m_records->open({access::CallerKind::system, "system", "", {}, ""});
}

}  // namespace helselos::app
