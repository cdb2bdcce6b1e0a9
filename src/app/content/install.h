// New content is taken into use without a new program: copied, checked, proved, kept, in force at the next start.
#pragma once

#include "app/content/versions.h"
#include "services/triage/check.h"

#include <functional>

namespace helselos::app::content {

// What was proved, and what of the laws of content does not hold, in words an editor understands.
struct Proved {
    Proofs shown;
    std::vector<std::string> failures;
};

// Errors when nothing could be proved.
using Prove = std::function<Result<Proved>(const triage::Content& content, const std::filesystem::path& folder)>;

// By the solver, with the proofs of before kept in the user's cache.
Result<Proved> prove_laws(const triage::Content& content, const std::filesystem::path& folder);

// Who says whether content is fit for use.
struct Judges {
    std::function<triage::Check(const std::filesystem::path& folder)> check = triage::check_content;
    Prove prove = prove_laws;
};

struct Installation {
    Version version;
    bool was_there = false;  // The same files were installed before; they are in force again.
};

// `source`: a folder of content with triage/ in it, that folder itself, or either as .tgz. What is checked and proved
// is the copy, and it is what is kept. Errors: not_found; invalid, with an issue for each thing that is wrong;
// too_large; conflict; fault. After an error what was in force is in force still.
Result<Installation> install(
    const std::filesystem::path& data, const std::filesystem::path& source, const Judges& judges, const Clock& clock);

}  // namespace helselos::app::content
