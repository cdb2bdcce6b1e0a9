#include "app/administrator/signing_keys.h"

#include "app/administrator/allow.h"
#include "store/sqlite/log/sealed_days.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace helselos::app::administrator {

namespace {

json::Draft key_of(const char* use, const std::string& id, const std::string& algorithm, json::Draft since = {})
{
    auto parts = json::array({part("use", "valueCode", use), part("kid", "valueString", text_or_none(id)),
        part("algorithm", "valueString", algorithm), part("since", "valueInstant", std::move(since))});
    return json::object({{"name", "key"}, {"part", std::move(parts)}});
}

// "ES256"; several where the owner leaves it open.
std::string algorithms_of(const auth::PublicKey& key)
{
    std::vector<std::string_view> names;
    for (const auto name : auth::algorithm_names())
        if (key.fits(*auth::algorithm_of(name)))
            names.push_back(name);
    return fmt::format("{}", fmt::join(names, " "));
}

void add_of_issuer(json::Draft& parameters, const char* use, const auth::Issuer* issuer)
{
    const auto keys = issuer != nullptr ? issuer->keys() : nullptr;
    if (!keys)
        return;
    for (const auto& key : keys->all())
        parameters.push(key_of(use, key.id(), algorithms_of(key)));
}

Result<void> add_of_seal(json::Draft& parameters, const KeyShelf& shelf)
{
    const auto used = TRY(store::sqlite::sealing_keys(shelf.data));
    for (const auto& key : used)
        parameters.push(key_of("seal", key.key, "Ed25519", key.since + "T00:00:00Z"));
    const bool is_new = !shelf.seal_key.empty()
        && std::ranges::none_of(used, [&shelf](const auto& key) { return key.key == shelf.seal_key; });
    if (is_new)
        parameters.push(key_of("seal", shelf.seal_key, "Ed25519"));
    return {};
}

}  // namespace

Result<interaction::OperationAnswer> signing_keys(const KeyShelf& shelf, const interaction::OperationRequest& request)
{
    TRY(allow_only_administrator(request));
    auto parameters = json::array();
    add_of_issuer(parameters, "issuer", shelf.personnel);
    add_of_issuer(parameters, "citizen-issuer", shelf.residents);
    TRY(add_of_seal(parameters, shelf));
    return answer_with(std::move(parameters));
}

}  // namespace helselos::app::administrator
