// A ViewDefinition as JSON. It compiles the same each time or is refused with issues; run over a resource it gives the
// same rows each time, each as wide as the view, or fails for one of the stated reasons with an element; and rows of
// JSON are JSON.
#include "targets.h"

#include "base/assert.h"
#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "json/read.h"

#include <string>

namespace helselos::fuzz {

namespace {

using namespace fhir::view_definition;

constexpr std::string_view sample = R"({"resourceType":"Patient","id":"1","active":true,"birthDate":"1974-12-25",
  "name":[{"use":"official","family":"Berg","given":["Kari",null],"_given":[null,{"id":"g"}]},{"use":"usual"}],
  "extension":[{"url":"http://x","valueDecimal":0.010}],"generalPractitioner":[{"reference":"Practitioner/2"}]})";

class Rows : public RowSink {
public:
    Rows(const View& view, Format format) : m_text(view, format), m_width(view.columns().size())
    {
        m_text.begin(Header::yes, m_rows);
    }

    Result<Wanted> row(Row row) override
    {
        HL_ASSERT(row.size() == m_width);
        if (m_count++ > 0)
            m_rows += m_text.between();
        m_text.add(row, m_rows);
        return m_count < rows_max ? Wanted::more : Wanted::enough;
    }

    std::string finish()
    {
        m_text.end(m_rows);
        return m_rows;
    }

private:
    static constexpr std::size_t rows_max = 100;
    RowText m_text;
    std::size_t m_width;
    std::size_t m_count = 0;
    std::string m_rows;
};

bool is_stated(Kind kind)
{
    return kind == Kind::unprocessable || kind == Kind::too_costly || kind == Kind::unsupported;
}

std::string answer(const View& view, Format format)
{
    static const auto resource = json::read(sample).value();
    Rows rows(view, format);
    Evaluation evaluation(view, fhir::Definitions::r4(), Instant());
    const auto done = evaluation.rows_of(resource.root(), rows);
    if (!done.ok()) {
        HL_ASSERT(is_stated(done.error().kind) && !done.error().reason.empty() && !done.error().element.empty());
        return done.error().reason;
    }
    const auto text = rows.finish();
    if (format == Format::json)
        HL_ASSERT(json::read(text).ok());
    return text;
}

}  // namespace

void view_definition(std::string_view bytes)
{
    const auto document = json::read(bytes);
    if (!document.ok())
        return;
    const auto view = compile(document->root(), fhir::Definitions::r4());
    if (!view.ok()) {
        HL_ASSERT(is_stated(view.error().kind) && !view.error().issues.empty());
        return;
    }
    for (const auto format : {Format::json, Format::ndjson, Format::csv})
        HL_ASSERT(answer(*view, format) == answer(*view, format));
}

}  // namespace helselos::fuzz
