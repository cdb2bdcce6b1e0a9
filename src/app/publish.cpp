#include "app/publish.h"

#include "app/demo.h"
#include "interaction/prepare.h"
#include "interaction/update.h"
#include "json/read.h"

#include <algorithm>

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

// `meta` is the server's own, so it does not tell one text from another.
Result<bool> is_published(access::Writing& writing, const access::Draft& draft)
{
    const auto kept = TRY(writing.read(draft.key));
    if (!kept || kept->act == access::Act::remove)
        return false;
    auto document = TRY(json::read(kept->body));
    document.remove(document.root(), "meta");
    return json::equal(document.root(), draft.resource->root());
}

Result<access::Draft> draft_of(House& house, const std::filesystem::path& file)
{
    auto document = TRY(json::read(TRY(read_file(file))));
    TRY(interaction::refuse_if_wrong(house.hall(), document.root()));
    const std::string id(document.root()["id"].text());
    return interaction::prepare(house.hall(), access::Act::update, std::move(document), id);
}

}  // namespace

Result<void> publish(House& house, const std::filesystem::path& folder)
{
    std::vector<access::Draft> drafts;
    for (const auto& file : TRY(files_in(folder)))
        drafts.push_back(TRY(draft_of(house, file)));
    auto session = house.operator_session();
    return session.write([&](access::Writing& writing) -> Result<void> {
        for (const auto& draft : drafts)
            if (!TRY(is_published(writing, draft)))
                TRY(interaction::put_update(writing, draft, std::nullopt));
        return {};
    });
}

}  // namespace helselos::app
