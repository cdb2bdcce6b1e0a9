#include "fhir/definitions/published.h"

#include "base/assert.h"
#include "fhir/definitions/shelf.h"

#include <algorithm>

// HELSELOS_PUBLISHED_FILE is made by compile_definitions (cmake/definitions.cmake).
__asm__(".section .rodata\n"
        ".balign 16\n"
        ".global helselos_published_begin\n"
        ".global helselos_published_end\n"
        "helselos_published_begin:\n"
        ".incbin \"" HELSELOS_PUBLISHED_FILE "\"\n"
        "helselos_published_end:\n"
        ".byte 0\n"
        ".previous\n");

extern "C" const unsigned char helselos_published_begin[];
extern "C" const unsigned char helselos_published_end[];

namespace helselos::fhir {

namespace {

// A shelf that does not open would be a broken program.
const Shelf& shelf()
{
    static const auto opened = Shelf::open({helselos_published_begin, helselos_published_end});
    HL_ASSERT(opened.ok());
    return *opened;
}

std::size_t place_of(std::string_view url)
{
    std::size_t first = 0;
    std::size_t count = shelf().size();
    while (count > 0) {
        const auto half = count / 2;
        const bool is_before = shelf().at(first + half).url < url;
        first = is_before ? first + half + 1 : first;
        count = is_before ? count - half - 1 : half;
    }
    return first;
}

}  // namespace

std::optional<std::string> published(std::string_view url)
{
    const auto wanted = url.substr(0, url.find('|'));
    const auto place = place_of(wanted);
    if (place == shelf().size() || shelf().at(place).url != wanted)
        return std::nullopt;
    auto text = shelf().text(place);
    HL_ASSERT(text.ok());
    return std::move(*text);
}

std::vector<PublishedEntry> published_entries()
{
    std::vector<PublishedEntry> all;
    all.reserve(shelf().size());
    for (std::size_t place = 0; place < shelf().size(); ++place) {
        const auto one = shelf().at(place);
        all.push_back({one.url, one.type, one.id});
    }
    return all;
}

}  // namespace helselos::fhir
