#include "base/base64.h"
#include "services/triage/addresses.h"
#include "services/triage/guideline/guideline.h"
#include "services/triage/guideline/protocol_table.h"
#include "services/triage/interview_form.h"

#include <fstream>
#include <iterator>

namespace helselos::triage {

namespace {

json::Draft attachment(std::string_view type, std::string_view bytes, std::string title)
{
    return json::object({{"contentType", type}, {"data", base64(bytes)}, {"title", std::move(title)}});
}

Result<std::string> text_of(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot read the file " + path.string()};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

Result<json::Draft> library_of(
    const Content& content, const Protocol& protocol, const std::filesystem::path& folder, const json::Draft& proof)
{
    const auto source = TRY(text_of(folder / protocol.place.file));
    const auto table = json::to_text(TRY(protocol_table(content, protocol, folder)));
    auto attachments = json::array({attachment("application/yaml", source, "protocols/" + protocol.id + ".yaml"),
        attachment("application/json", table, "protocol.json")});
    if (proof.exists())
        attachments.push(attachment("application/json", json::to_text(proof), "proof.json"));
    const auto depends_on = [](std::string_view address, const std::string& id) {
        return json::object({{"type", "depends-on"}, {"resource", std::string(address) + id}});
    };
    return json::object({
        {"resourceType", "Library"},
        {"id", protocol.id},
        {"url", std::string(library_address) + protocol.id},
        {"version", questionnaire_version(content, protocol)},
        {"title", protocol.title.in(Language::nb)},
        {"status", protocol.review == "approved" ? "active" : "draft"},
        {"experimental", protocol.review != "approved"},
        {"type",
            json::object({{"coding",
                json::array({coding(
                    "http://terminology.hl7.org/CodeSystem/library-type", "logic-library", "Logic Library")})}})},
        {"date", protocol.date},
        {"publisher", "Helselos"},
        {"relatedArtifact", json::array({depends_on(questionnaire_address, protocol.id)})},
        {"content", std::move(attachments)},
    });
}

}  // namespace helselos::triage
