#include "services/sharing/shared_pictures.h"

#include "base/base64.h"
#include "base/limits.h"
#include "fhir/view/coded.h"
#include "interaction/prepare.h"

#include <fmt/format.h>

namespace helselos::sharing {

namespace {

using fhir::view::concept_of;
using fhir::view::reference_to;

Error at(std::size_t part, Error error)
{
    error.element = fmt::format("Parameters.parameter[{}].valueAttachment", part);
    return error;
}

Result<SharedPicture> read_picture(json::Value attachment, std::size_t part, const interaction::Hall& hall)
{
    // Base64 is four letters for three bytes: what is far too large is not decoded first.
    if (attachment["data"].text().size() / 4 * 3 > limits::share_picture_bytes_max + 3)
        return at(part, {Kind::too_large, "the picture is too large"});
    const auto bytes = from_base64(attachment["data"].text());
    if (!bytes)
        return at(part, {Kind::invalid, "the picture is not base64"});
    auto cleaned = clean_picture(*bytes);
    if (!cleaned)
        return at(part, std::move(cleaned).error());
    if (attachment["contentType"].text() != cleaned->media)
        return at(part, {Kind::unprocessable, "the picture is of another type than it says"});
    const auto title = attachment["title"].text();
    if (title.size() > limits::share_text_letters_max)
        return at(part, {Kind::too_large, "the title is too long"});
    return SharedPicture{*std::move(cleaned), title.empty() ? "Bilde" : std::string(title), interaction::new_id(hall),
        interaction::new_id(hall)};
}

}  // namespace

Result<std::vector<SharedPicture>> read_pictures(const interaction::OperationRequest& request)
{
    std::vector<SharedPicture> pictures;
    std::size_t bytes = 0;
    std::size_t number = 0;
    for (const auto part : request.body->root()["parameter"].elements()) {
        const auto place = number++;
        if (part["name"].text() != "picture")
            continue;
        if (pictures.size() == limits::share_pictures_max)
            return at(place, {Kind::too_large, "there are too many pictures"});
        pictures.push_back(TRY(read_picture(part["valueAttachment"], place, request.hall)));
        bytes += pictures.back().picture.bytes.size();
        if (bytes > limits::share_pictures_bytes_max)
            return at(place, {Kind::too_large, "the pictures are too large together"});
    }
    return pictures;
}

// http://hl7.org/fhir/R4/binary.html
json::Draft binary_of(const SharedPicture& picture, const Sharing& sharing)
{
    return json::object({
        {"resourceType", "Binary"},
        {"contentType", picture.picture.media},
        {"securityContext", sharing.patient.empty() ? json::Draft() : reference_to(sharing.patient)},
        {"data", base64(picture.picture.bytes)},
    });
}

// http://hl7.org/fhir/R4/documentreference.html
json::Draft document_reference_of(const SharedPicture& picture, const Sharing& sharing)
{
    return json::object({
        {"resourceType", "DocumentReference"},
        {"status", "current"},
        {"type", concept_of("http://loinc.org", "72170-4")},
        {"subject", sharing.patient.empty() ? json::Draft() : reference_to(sharing.patient)},
        {"date", to_text(sharing.now)},
        {"author", sharing.source.empty() ? json::Draft() : json::array({reference_to(sharing.source)})},
        {"content",
            json::array({json::object({{"attachment",
                json::object({{"contentType", picture.picture.media}, {"url", "Binary/" + picture.binary},
                    {"size", picture.picture.bytes.size()}, {"title", picture.title}})}})})},
    });
}

}  // namespace helselos::sharing
