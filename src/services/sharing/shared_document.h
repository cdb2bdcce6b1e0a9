// What was shared as a document of its own, for systems without this interface.
#pragma once

#include "services/sharing/account.h"
#include "services/sharing/desk.h"
#include "json/draft.h"

namespace helselos::sharing {

// GET /fhir/Task/<id>/$document: a FHIR document Bundle (http://hl7.org/fhir/R4/documents.html), or, asked for as
// application/pdf, a PDF to read and print. Only of what the caller may see; when the assessment is out of reach, so is
// the document.
Result<interaction::OperationAnswer> shared_document(const Desk& desk, const interaction::OperationRequest& request);

// What a document Bundle is made of.
struct DocumentMaking {
    std::string id;    // A UUID, of the document and its Composition.
    std::string base;  // Of this server, for the addresses of what is in it.
    Instant now;
};

// Pure. The Composition first, then each resource once.
json::Draft document_of(const Account& account, const SharedParts& parts, const DocumentMaking& making);

// An XHTML div of these lines, each a paragraph of its own; escaped.
std::string narrative_of(const std::vector<std::string>& lines);

}  // namespace helselos::sharing
