#include "services/sharing/pdf.h"

#include "base/limits.h"

#include <fmt/format.h>
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include <algorithm>
#include <memory>

namespace helselos::sharing {

namespace {

// All lengths are points on paper: floating point, for nothing clinical is counted here.
constexpr HPDF_REAL margin = 50;
constexpr HPDF_REAL text_size = 10;
constexpr HPDF_REAL heading_size = 12;
constexpr HPDF_REAL title_size = 17;
constexpr HPDF_REAL line_factor = 1.4F;
constexpr HPDF_REAL facts_indent = 130;
constexpr HPDF_REAL footer_height = 40;

struct FreeDocument {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<_HPDF_Doc_Rec, FreeDocument>;

// The library tells faults to a function of ours; what they were is asked once, at the end.
void note_fault(HPDF_STATUS status, HPDF_STATUS, void* noted)
{
    *static_cast<HPDF_STATUS*>(noted) = status;
}

class Paper {
public:
    Paper();

    void title(const std::string& text) { write(text, m_bold, title_size, margin); }
    void heading(const std::string& text);
    void fact(const std::string& label, const std::string& value);
    void paragraph(const std::string& text) { write(text, m_plain, text_size, margin); }
    Result<std::string> finish();

private:
    HPDF_Font font(const char* file);
    void new_page();
    void write(const std::string& text, HPDF_Font font, HPDF_REAL size, HPDF_REAL left);
    void line(std::string_view text, HPDF_Font font, HPDF_REAL size, HPDF_REAL left);
    void number_pages();

    HPDF_STATUS m_fault = HPDF_OK;
    Document m_document;
    HPDF_Font m_plain = nullptr;
    HPDF_Font m_bold = nullptr;
    std::vector<HPDF_Page> m_pages;
    HPDF_REAL m_width = 0;
    HPDF_REAL m_y = 0;  // Where the next line stands, from below.
    bool m_is_full = false;
};

Paper::Paper() : m_document(HPDF_New(note_fault, &m_fault))
{
    if (m_document == nullptr)
        return;
    HPDF_SetCompressionMode(m_document.get(), HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(m_document.get());
    HPDF_SetCurrentEncoder(m_document.get(), "UTF-8");
    HPDF_Dict_Add(m_document->catalog, "Lang", HPDF_String_New(m_document->mmgr, "nb", nullptr));
    m_plain = font("DejaVuSans.ttf");
    m_bold = font("DejaVuSans-Bold.ttf");
    new_page();
}

HPDF_Font Paper::font(const char* file)
{
    if (m_fault != HPDF_OK)
        return nullptr;
    const auto path = std::string(HL_FONT_FOLDER) + "/" + file;
    const char* name = HPDF_LoadTTFontFromFile(m_document.get(), path.c_str(), HPDF_TRUE);
    return name == nullptr ? nullptr : HPDF_GetFont(m_document.get(), name, "UTF-8");
}

void Paper::new_page()
{
    if (m_fault != HPDF_OK)
        return;
    auto* const page = HPDF_AddPage(m_document.get());
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    m_width = HPDF_Page_GetWidth(page);
    m_y = HPDF_Page_GetHeight(page) - margin;
    m_pages.push_back(page);
}

void Paper::line(std::string_view text, HPDF_Font font, HPDF_REAL size, HPDF_REAL left)
{
    if (m_fault != HPDF_OK || m_is_full)
        return;
    if (m_y - size * line_factor < margin + footer_height) {
        m_is_full = m_pages.size() >= limits::document_pages_max;
        if (m_is_full)
            return;
        new_page();
    }
    m_y -= size * line_factor;
    auto* const page = m_pages.back();
    HPDF_Page_SetFontAndSize(page, font, size);
    HPDF_Page_BeginText(page);
    HPDF_Page_TextOut(page, left, m_y, std::string(text).c_str());
    HPDF_Page_EndText(page);
}

// A word that is longer than a line is cut: never endless.
std::size_t bytes_that_fit(HPDF_Font font, std::string_view text, HPDF_REAL width, HPDF_REAL size)
{
    const std::string whole(text);
    const auto length = static_cast<HPDF_UINT>(whole.size());
    const auto* const bytes = reinterpret_cast<const HPDF_BYTE*>(whole.c_str());
    auto fits = HPDF_Font_MeasureText(font, bytes, length, width, size, 0, 0, HPDF_TRUE, nullptr);
    if (fits == 0)
        fits = HPDF_Font_MeasureText(font, bytes, length, width, size, 0, 0, HPDF_FALSE, nullptr);
    std::size_t cut = fits == 0 ? 1 : fits;
    while (cut < whole.size() && (static_cast<unsigned char>(whole[cut]) & 0xc0U) == 0x80U)
        ++cut;
    return cut;
}

void Paper::write(const std::string& text, HPDF_Font font, HPDF_REAL size, HPDF_REAL left)
{
    if (m_fault != HPDF_OK || font == nullptr)
        return;
    std::size_t begin = 0;
    while (begin <= text.size() && !m_is_full) {
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string_view rest = std::string_view(text).substr(begin, end - begin);
        while (!rest.empty() && !m_is_full && m_fault == HPDF_OK) {
            const auto fits = bytes_that_fit(font, rest, m_width - margin - left, size);
            line(rest.substr(0, fits), font, size, left);
            rest.remove_prefix(std::min(fits, rest.size()));
        }
        begin = end + 1;
    }
}

void Paper::heading(const std::string& text)
{
    m_y -= heading_size;
    write(text, m_bold, heading_size, margin);
}

void Paper::fact(const std::string& label, const std::string& value)
{
    write(label, m_bold, text_size, margin);
    const bool is_on_page = m_fault == HPDF_OK && !m_is_full;
    if (is_on_page)
        m_y += text_size * line_factor;
    write(value, m_plain, text_size, margin + facts_indent);
}

void Paper::number_pages()
{
    for (std::size_t i = 0; i < m_pages.size() && m_fault == HPDF_OK; ++i) {
        const bool is_cut = m_is_full && i + 1 == m_pages.size();
        const auto text = fmt::format(
            "Side {} av {}{}", i + 1, m_pages.size(), is_cut ? " – mer står i Helselos" : " – laget av Helselos");
        HPDF_Page_SetFontAndSize(m_pages[i], m_plain, text_size);
        HPDF_Page_BeginText(m_pages[i]);
        HPDF_Page_TextOut(m_pages[i], margin, footer_height, text.c_str());
        HPDF_Page_EndText(m_pages[i]);
    }
}

Result<std::string> Paper::finish()
{
    const Error failed{Kind::fault, "the PDF cannot be made; are the fonts installed?"};
    if (m_document == nullptr || m_fault != HPDF_OK || m_plain == nullptr || m_bold == nullptr)
        return failed;
    number_pages();
    if (HPDF_SaveToStream(m_document.get()) != HPDF_OK || m_fault != HPDF_OK)
        return failed;
    std::string bytes(HPDF_GetStreamSize(m_document.get()), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    HPDF_ReadFromStream(m_document.get(), reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    bytes.resize(size);
    if (!bytes.starts_with("%PDF-"))
        return failed;
    return bytes;
}

}  // namespace

Result<std::string> pdf_of(const Account& account)
{
    Paper paper;
    paper.title(account.title);
    paper.heading("Kort");
    for (const auto& [label, value] : account.facts)
        paper.fact(label, value);
    for (const auto& section : account.sections) {
        if (section.lines.empty())
            continue;
        paper.heading(section.title);
        for (const auto& line : section.lines)
            paper.paragraph(line);
    }
    return paper.finish();
}

}  // namespace helselos::sharing
