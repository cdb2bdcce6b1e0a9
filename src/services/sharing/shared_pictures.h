// The pictures of one sharing: read from the request, kept as Binary and DocumentReference.
#pragma once

#include "services/sharing/desk.h"
#include "services/sharing/parcel.h"
#include "services/sharing/picture.h"

#include <vector>

namespace helselos::sharing {

struct SharedPicture {
    Picture picture;
    std::string title;
    std::string document;  // Id of the DocumentReference,
    std::string binary;    // and of the Binary.
};

// The parts called `picture`, cleaned (picture.h). Errors with the part's path: more than limits::share_pictures_max,
// more than limits::share_pictures_bytes_max together, or one that cannot be taken.
Result<std::vector<SharedPicture>> read_pictures(const interaction::OperationRequest& request);

// Whose it is stands in securityContext: only the patient's own and who has a consent find it.
json::Draft binary_of(const SharedPicture& picture, const Sharing& sharing);
json::Draft document_reference_of(const SharedPicture& picture, const Sharing& sharing);

}  // namespace helselos::sharing
