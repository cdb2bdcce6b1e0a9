#include "app/demo.h"

#include "app/addresses_command.h"
#include "interaction/bundle_entry.h"
#include "interaction/transaction.h"
#include "json/read.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace helselos::app {

namespace {

// The last record of the transaction tells for all of them.
Result<bool> is_loaded(House& house, json::Value bundle)
{
    const auto entries = bundle["entry"];
    if (entries.size() == 0)
        return true;
    const auto last
        = TRY(interaction::parse_entry(entries.at(entries.size() - 1), entries.size() - 1, house.hall().definitions));
    auto session = house.operator_session();
    return TRY(session.read(last.address.key())).has_value();
}

Result<void> load_bundle(House& house, const std::filesystem::path& file)
{
    const auto bundle = TRY(json::read(TRY(read_file(file))));
    if (TRY(is_loaded(house, bundle.root())))
        return {};
    auto session = house.operator_session();
    TRY(interaction::transaction(session, house.hall(), {bundle, "", interaction::Return::minimal}));
    return {};
}

// The register of clinics, by name. A content folder without one has none.
std::vector<std::filesystem::path> place_files(const std::filesystem::path& content)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    std::filesystem::directory_iterator entry(content / "places", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (entry->path().extension() == ".json")
            files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot read the file " + path.string()};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<void> load_demo(House& house, const std::filesystem::path& content)
{
    TRY(load_bundle(house, content / "demo" / "records.json"));
    for (const auto& file : place_files(content))
        TRY(load_bundle(house, file));
    const auto addresses = content / "addresses" / "demo.tsv";
    if (std::error_code ignored; std::filesystem::exists(addresses, ignored))
        TRY(load_addresses(house, addresses));
    return {};
}

Result<std::vector<auth::DemoPerson>> demo_persons(const std::filesystem::path& content)
{
    return auth::read_demo_persons(TRY(read_file(content / "demo" / "persons.json")));
}

}  // namespace helselos::app
