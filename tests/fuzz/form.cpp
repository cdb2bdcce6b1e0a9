// A form and answers to it, as JSON: {"form": Questionnaire, "response": QuestionnaireResponse}. Judging is the same
// each time, ends, and tells places and reasons; a form is filled or refused for a stated reason, and what is filled in
// never names a question the form does not have; what is extracted is JSON, and its entries say what to do with them.
#include "targets.h"

#include "base/assert.h"
#include "fhir/questionnaire/assemble.h"
#include "fhir/questionnaire/extract.h"
#include "fhir/questionnaire/judge.h"
#include "fhir/questionnaire/populate.h"
#include "json/read.h"

#include <algorithm>
#include <string>

namespace helselos::fuzz {

namespace {

using namespace fhir::questionnaire;

bool is_stated(Kind kind)
{
    return kind == Kind::invalid || kind == Kind::unprocessable || kind == Kind::too_large || kind == Kind::not_found;
}

std::string told(const Issues& issues)
{
    std::string text;
    for (const auto& issue : issues) {
        HL_ASSERT(!issue.code.empty() && !issue.text.empty() && !issue.element.empty());
        text += issue.code + " " + issue.element + " " + issue.text + "\n";
    }
    return text;
}

std::string judged(json::Value response, json::Value form)
{
    return told(judge(response, form, {fhir::Definitions::r4(), {}, Instant()}));
}

void fill(json::Value form)
{
    const Filling filling{form, {}, {}, {}, fhir::Definitions::r4(), Instant()};
    const auto filled = populate(filling);
    if (!filled.ok()) {
        HL_ASSERT(is_stated(filled.error().kind));
        return;
    }
    told(filled->issues);
    const auto response = json::read(json::to_text(filled->response));
    HL_ASSERT(response.ok());
    HL_ASSERT(judged(response->root(), form).find("has no item with this linkId") == std::string::npos);
}

void take_out(json::Value response, json::Value form)
{
    int ids = 0;
    const auto made
        = extract({response, form, fhir::Definitions::r4(), Instant(), [&ids] { return std::to_string(++ids); }});
    if (!made.ok()) {
        HL_ASSERT(is_stated(made.error().kind));
        return;
    }
    told(made->issues);
    if (made->bundle.exists())
        HL_ASSERT(json::read(json::to_text(made->bundle)).ok());
}

}  // namespace

void form(std::string_view bytes)
{
    const auto document = json::read(bytes);
    if (!document.ok())
        return;
    const auto asked = document->root()["form"];
    const auto response = document->root()["response"];
    HL_ASSERT(judged(response, asked) == judged(response, asked));
    fill(asked);
    take_out(response, asked);
    const auto whole = assemble(asked, [](std::string_view) -> Result<FormDocument> { return FormDocument(); });
    HL_ASSERT(whole.ok() || is_stated(whole.error().kind));
}

}  // namespace helselos::fuzz
