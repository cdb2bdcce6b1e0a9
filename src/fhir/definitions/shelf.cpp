#include "fhir/definitions/shelf.h"

#include "base/limits.h"
#include "fhir/definitions/shelf_file.h"

#include <zstd.h>

#include <cstring>
#include <mutex>

namespace helselos::fhir {

namespace {

using shelf_file::Entry;
using shelf_file::Frame;
using shelf_file::Header;
using shelf_file::Place;

struct FreeDictionary {
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};
struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Error damaged()
{
    return Error{Kind::invalid, "the archive of definitions is damaged"};
}

}  // namespace

struct Shelf::File {
    std::span<const unsigned char> bytes;
    Header header;
    std::span<const Entry> entries;
    mutable std::once_flag has_dictionary;
    mutable std::unique_ptr<ZSTD_DDict, FreeDictionary> unpacking;

    bool holds(Place place) const { return place.offset <= bytes.size() && place.size <= bytes.size() - place.offset; }
    std::span<const unsigned char> part(Place place) const { return bytes.subspan(place.offset, place.size); }
    std::string_view text(Place place) const
    {
        const auto found = part(place);
        return {reinterpret_cast<const char*>(found.data()), found.size()};
    }

    // Made when the first is unpacked: listing does not need it.
    const ZSTD_DDict* dictionary() const
    {
        std::call_once(has_dictionary, [this] {
            const auto found = part(header.dictionary);
            unpacking.reset(ZSTD_createDDict(found.data(), found.size()));
        });
        return unpacking.get();
    }

    Result<std::string> unpack(const Frame& frame) const
    {
        const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
        const auto* shared = dictionary();
        if (!context || shared == nullptr)
            return Error{Kind::fault, "no memory to unpack a definition"};
        const auto packed = part(frame.place);
        std::string text(frame.text_bytes, '\0');
        const auto size
            = ZSTD_decompress_usingDDict(context.get(), text.data(), text.size(), packed.data(), packed.size(), shared);
        if (size != text.size())
            return damaged();
        return text;
    }

    // Every place lies inside, so that nothing has to be checked later.
    bool is_whole() const
    {
        bool whole = holds(header.dictionary) && holds(header.about.place);
        for (const auto& entry : entries)
            whole = whole && holds(entry.url) && holds(entry.type) && holds(entry.id) && holds(entry.version)
                && holds(entry.frame.place) && entry.frame.text_bytes <= limits::package_bytes_max;
        return whole && header.about.text_bytes <= limits::package_bytes_max;
    }
};

Shelf::Shelf(std::unique_ptr<File> file) : m_file(std::move(file)) {}
Shelf::Shelf(Shelf&&) noexcept = default;
Shelf& Shelf::operator=(Shelf&&) noexcept = default;
Shelf::~Shelf() = default;

Result<Shelf> Shelf::open(std::span<const unsigned char> bytes)
{
    auto file = std::make_unique<File>();
    file->bytes = bytes;
    auto& header = file->header;
    if (bytes.size() < sizeof(Header))
        return damaged();
    std::memcpy(&header, bytes.data(), sizeof(Header));
    if (header.magic != shelf_file::magic || header.version != shelf_file::version)
        return Error{Kind::invalid, "the archive of definitions is of another form"};
    const auto entries_end = sizeof(Header) + std::size_t{header.entries} * sizeof(Entry);
    if (header.size != bytes.size() || header.names_end > bytes.size() || header.names_end < entries_end)
        return damaged();
    const auto checked = bytes.subspan(shelf_file::checked_from, header.names_end - shelf_file::checked_from);
    if (blob::checksum(checked) != header.checksum)
        return damaged();
    file->entries = {reinterpret_cast<const Entry*>(bytes.data() + sizeof(Header)), header.entries};
    if (!file->is_whole())
        return damaged();
    return Shelf(std::move(file));
}

std::size_t Shelf::size() const
{
    return m_file->entries.size();
}

Shelved Shelf::at(std::size_t place) const
{
    const auto& entry = m_file->entries[place];
    return {m_file->text(entry.url), m_file->text(entry.type), m_file->text(entry.id), m_file->text(entry.version)};
}

Result<std::string> Shelf::text(std::size_t place) const
{
    return m_file->unpack(m_file->entries[place].frame);
}

Result<std::string> Shelf::about() const
{
    if (m_file->header.about.text_bytes == 0)
        return std::string();
    return m_file->unpack(m_file->header.about);
}

}  // namespace helselos::fhir
