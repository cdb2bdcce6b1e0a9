#include "base/assert.h"
#include "base/text.h"
#include "fhir/search/rows.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace helselos::fhir::search {

namespace {

constexpr UChar32 combining_ring = 0x030A;

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Lower case, with runs of white space made one space and none at the ends.
std::string fold_ascii(std::string_view text)
{
    std::string folded;
    folded.reserve(text.size());
    for (const char c : trim(text)) {
        if (!is_space(c))
            folded += to_lower(c);
        else if (folded.back() != ' ')
            folded += ' ';
    }
    return folded;
}

const icu::Normalizer2& decomposition()
{
    static const icu::Normalizer2* const normalizer = [] {
        UErrorCode failure = U_ZERO_ERROR;
        const auto* found = icu::Normalizer2::getNFKDInstance(failure);
        HL_ASSERT(U_SUCCESS(failure));
        return found;
    }();
    return *normalizer;
}

icu::UnicodeString decomposed(const icu::UnicodeString& text)
{
    UErrorCode failure = U_ZERO_ERROR;
    auto parts = decomposition().normalize(text, failure);
    HL_ASSERT(U_SUCCESS(failure));
    return parts;
}

// `parts` is decomposed and of folded case: drops the marks, all but the ring that makes å.
icu::UnicodeString without_marks(const icu::UnicodeString& parts)
{
    icu::UnicodeString kept;
    UChar32 base = 0;
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        const auto c = parts.char32At(i);
        const bool is_mark = u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_ENCLOSING_MARK;
        if (is_mark && c == combining_ring && base == u'a') {
            kept.truncate(kept.length() - 1);
            kept.append(UChar32{u'å'});
        } else if (!is_mark) {
            kept.append(u_isUWhiteSpace(c) ? UChar32{u' '} : c);
        }
        base = is_mark ? 0 : c;
    }
    return kept;
}

}  // namespace

std::string fold(std::string_view text)
{
    if (is_ascii(text))
        return fold_ascii(text);
    auto parts = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    // Folding the case of a compatibility letter may give something that decomposes again.
    parts = decomposed(decomposed(parts).foldCase());
    std::string folded;
    without_marks(parts.foldCase()).toUTF8String(folded);
    return fold_ascii(folded);
}

}  // namespace helselos::fhir::search
