// An account on paper.
#pragma once

#include "services/sharing/account.h"

namespace helselos::sharing {

// A4, with its font inside, the pages numbered; at most limits::document_pages_max pages, and the last says so when
// there was more. Error fault: the font is not on this machine (Debian's fonts-dejavu-core).
Result<std::string> pdf_of(const Account& account);

}  // namespace helselos::sharing
