#include "app/terminology/add_system.h"

#include "app/terminology/kept_systems.h"
#include "base/limits.h"
#include "base/text.h"
#include "json/read.h"

#include <fmt/core.h>

#include <fstream>
#include <utility>

namespace helselos::app::terminology {

namespace {

using fhir::terminology::IndexBuilder;

Error at_line(std::size_t line, const Error& error)
{
    return Error{error.kind, fmt::format("line {}: {}", line, error.reason)};
}

Result<json::Document> read_large(std::string_view text)
{
    return json::read(text, {limits::json_depth_max, limits::code_system_nodes_max});
}

bool next_line(std::ifstream& in, std::string& line, std::size_t& number)
{
    while (std::getline(in, line)) {
        ++number;
        if (!trim(line).empty())
            return true;
    }
    return false;
}

Result<void> refuse_unfit(json::Value system)
{
    if (system["resourceType"].text() != "CodeSystem" || system["url"].text().empty())
        return Error{Kind::invalid, "not a CodeSystem with an address"};
    if (system["content"].text() == "supplement")
        return Error{Kind::invalid, "a supplement is not a code system of its own"};
    return {};
}

Result<AddedSystem> read_lines(std::ifstream& in)
{
    std::string line;
    std::size_t number = 0;
    if (!next_line(in, line, number))
        return Error{Kind::invalid, "the file is empty"};
    const auto heading = TRY(json::read(line));
    TRY(refuse_unfit(heading.root()));
    IndexBuilder builder(heading.root());
    for (const auto one : heading.root()["concept"].elements())
        TRY(builder.add(one));
    while (next_line(in, line, number)) {
        if (line.size() > limits::import_line_bytes_max)
            return at_line(number, {Kind::too_large, "longer than a line may be"});
        const auto one = json::read(line);
        if (!one)
            return at_line(number, one.error());
        if (const auto added = builder.add(one->root()); !added)
            return at_line(number, added.error());
    }
    if (in.bad())
        return Error{Kind::fault, "the file cannot be read to its end"};
    auto indexed = TRY(builder.finish());
    return AddedSystem{
        std::string(heading.root()["url"].text()), std::string(heading.root()["version"].text()), std::move(indexed)};
}

Result<AddedSystem> read_resource(const std::string& text)
{
    const auto document = TRY(read_large(text));
    TRY(refuse_unfit(document.root()));
    auto indexed = TRY(fhir::terminology::index_concepts(document.root()));
    return AddedSystem{
        std::string(document.root()["url"].text()), std::string(document.root()["version"].text()), std::move(indexed)};
}

}  // namespace

Result<AddedSystem> read_system(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return Error{Kind::not_found, "the file cannot be opened"};
    const auto ending = file.extension().string();
    if (ending == ".ndjson" || ending == ".jsonl")
        return read_lines(in);
    std::error_code failure;
    if (std::filesystem::file_size(file, failure) > limits::code_system_file_bytes_max || failure)
        return Error{Kind::too_large, "the file is larger than one resource may be: write it as NDJSON"};
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return read_resource(text);
}

Result<AddedSystem> add_system(const std::filesystem::path& data, const std::filesystem::path& file)
{
    auto added = TRY(read_system(file));
    TRY(KeptSystems(data).put(own_origin, added.url, added.indexed.bytes));
    return added;
}

Result<void> add_systems(
    const std::filesystem::path& data, const std::string& origin, const fhir::package::Package& package)
{
    for (const auto& resource : package.resources) {
        if (resource.type != "CodeSystem" || resource.url.empty() || resource.folder != "package"
            || resource.text.size() < limits::code_system_kept_bytes_min)
            continue;
        const auto document = TRY(read_large(resource.text));
        if (document.root()["content"].text() == "supplement")
            continue;
        const auto indexed = fhir::terminology::index_concepts(document.root());
        if (!indexed)
            return Error{indexed.error().kind, fmt::format("{}: {}", resource.file, indexed.error().reason)};
        TRY(KeptSystems(data).put(origin, resource.url, indexed->bytes));
    }
    return {};
}

}  // namespace helselos::app::terminology
