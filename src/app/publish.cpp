#include "app/publish.h"

#include "app/content/versions.h"
#include "app/content_codes.h"
#include "app/demo.h"
#include "base/build_id.h"
#include "interaction/criteria.h"
#include "interaction/prepare.h"
#include "interaction/update.h"
#include "services/triage/guideline/guideline.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace helselos::app {

namespace {

Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    if (failure)
        return Error{Kind::not_found, "cannot read the folder " + folder.string()};
    std::ranges::sort(files);
    return files;
}

// Whether what is kept is this resource. `meta` is the server's own, so it does not tell one from another.
Result<bool> is_kept_so(const std::optional<access::Version>& kept, json::Value resource)
{
    if (!kept || kept->act == access::Act::remove)
        return false;
    auto document = TRY(json::read(kept->body));
    document.remove(document.root(), "meta");
    return json::equal(document.root(), resource);
}

Result<access::Draft> draft_of(House& house, json::Document document)
{
    TRY(interaction::refuse_if_wrong(house.hall(), document.root()));
    const std::string id(document.root()["id"].text());
    return interaction::prepare(house.hall(), access::Act::update, std::move(document), id);
}

Result<void> put_changed(access::Writing& writing, const std::vector<access::Draft>& drafts)
{
    for (const auto& draft : drafts)
        if (!TRY(is_kept_so(TRY(writing.read(draft.key)), draft.resource->root())))
            TRY(interaction::put_update(writing, draft, std::nullopt));
    return {};
}

constexpr std::string_view published_fact = "guidelines-published";

// What the guidelines are made of: this program, this content, this proof. Empty when that cannot be told.
std::string makings_of(const House& house, const std::optional<content::Version>& version)
{
    const auto program = build_id();
    if (program.empty())
        return {};
    return fmt::format("{} {} {}", program, house.triage().fingerprint, version ? version->installed : "shipped");
}

constexpr std::array guideline_types{"PlanDefinition", "Questionnaire", "Library"};

// What was proved when it was installed; of the content of the program nobody here knows.
json::Draft proof_of(const std::optional<content::Version>& version, const std::string& complaint)
{
    if (!version)
        return {};
    auto laws = json::object({});
    if (const auto found = version->proofs.find(complaint); found != version->proofs.end())
        for (const auto& [law, shown] : found->second)
            laws.set(law, shown);
    return json::object({{"form", 1}, {"fingerprint", version->fingerprint}, {"installed", version->installed},
        {"laws", std::move(laws)}});
}

Result<std::vector<json::Draft>> guidelines_of(
    const House& house, const triage::Protocol& protocol, const std::optional<content::Version>& version)
{
    const auto& content = house.triage();
    std::vector<json::Draft> guidelines;
    guidelines.push_back(triage::plan_definition_of(content, protocol));
    guidelines.push_back(triage::questionnaire_of(content, protocol));
    guidelines.push_back(
        TRY(triage::library_of(content, protocol, house.triage_folder(), proof_of(version, protocol.id))));
    return guidelines;
}

// Whether it stands there as it would be written. Most do at every start, so that is asked before all else.
Result<bool> is_standing(access::Session& session, json::Value resource)
{
    const auto kept
        = TRY(session.read({std::string(resource["resourceType"].text()), std::string(resource["id"].text())}));
    return is_kept_so(kept, resource);
}

// A protocol of earlier content, as it is kept: retired. None when there is nothing to do.
Result<std::optional<json::Document>> retired(const House& house, const access::Version& version)
{
    auto document = TRY(json::read(version.body));
    const auto root = document.root();
    const auto expected = fmt::format("https://helselos.no/fhir/{}/{}", version.key.type, version.key.id);
    if (version.act == access::Act::remove || root["url"].text() != expected || root["status"].text() == "retired"
        || house.triage().protocol(version.key.id) != nullptr)
        return std::optional<json::Document>();
    document.remove(root, "meta");
    document.set(root, "status", "retired");
    return std::optional(std::move(document));
}

Result<void> retire_others(House& house, std::vector<access::Draft>& drafts)
{
    auto session = house.operator_session();
    for (const auto* type : guideline_types) {
        auto query = TRY(interaction::parse_criteria(house.hall(), type, "publisher=Helselos"));
        query.count = limits::search_page_max;
        const auto found = TRY(session.search(query));
        for (const auto& match : found.matches)
            if (auto document = TRY(retired(house, match)))
                drafts.push_back(TRY(draft_of(house, *std::move(document))));
    }
    return {};
}

}  // namespace

Result<void> publish(House& house, const std::filesystem::path& folder)
{
    std::vector<access::Draft> drafts;
    for (const auto& file : TRY(files_in(folder))) {
        auto document = TRY(json::read(TRY(read_file(file))));
        add_codes(house.triage(), document);
        drafts.push_back(TRY(draft_of(house, std::move(document))));
    }
    auto session = house.operator_session();
    return session.write([&](access::Writing& writing) { return put_changed(writing, drafts); });
}

Result<void> publish_guidelines(House& house)
{
    const auto version = TRY(content::installed_version(house.triage_folder()));
    const auto makings = makings_of(house, version);
    if (!makings.empty() && TRY(TRY(house.store().reader())->fact(published_fact)) == makings)
        return {};
    std::vector<access::Draft> drafts;
    auto session = house.operator_session();
    for (const auto& protocol : house.triage().protocols)
        for (const auto& guideline : TRY(guidelines_of(house, protocol, version))) {
            auto document = json::to_document(guideline);
            if (!TRY(is_standing(session, document.root())))
                drafts.push_back(TRY(draft_of(house, std::move(document))));
        }
    TRY(retire_others(house, drafts));
    return session.write([&](access::Writing& writing) -> Result<void> {
        TRY(put_changed(writing, drafts));
        return writing.keep_fact(published_fact, makings);
    });
}

}  // namespace helselos::app
