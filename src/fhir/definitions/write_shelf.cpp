#include "fhir/definitions/shelf.h"
#include "fhir/definitions/shelf_file.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

namespace helselos::fhir {

namespace {

using shelf_file::Entry;
using shelf_file::Frame;
using shelf_file::Header;
using shelf_file::Place;

struct FreeDictionary {
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
};
struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

Error failed(std::size_t code)
{
    return Error{Kind::fault, ZSTD_getErrorName(code)};
}

Result<std::string> dictionary_of(const std::vector<ToShelve>& resources, std::size_t bytes_max)
{
    std::string samples;
    std::vector<std::size_t> sizes;
    for (const auto& one : resources) {
        samples += one.text;
        sizes.push_back(one.text.size());
    }
    std::string dictionary(bytes_max, '\0');
    if (bytes_max == 0)
        return dictionary;
    const auto size = ZDICT_trainFromBuffer(
        dictionary.data(), dictionary.size(), samples.data(), sizes.data(), static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(size) != 0)
        return Error{Kind::fault, ZDICT_getErrorName(size)};
    dictionary.resize(size);
    return dictionary;
}

class Packer {
public:
    Packer(std::string_view dictionary, int level)
        : m_context(ZSTD_createCCtx()), m_dictionary(ZSTD_createCDict(dictionary.data(), dictionary.size(), level))
    {
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
        ZSTD_CCtx_refCDict(m_context.get(), m_dictionary.get());
    }

    Result<std::string> pack(std::string_view text)
    {
        std::string frame(ZSTD_compressBound(text.size()), '\0');
        const auto size = ZSTD_compress2(m_context.get(), frame.data(), frame.size(), text.data(), text.size());
        if (ZSTD_isError(size) != 0)
            return failed(size);
        frame.resize(size);
        return frame;
    }

private:
    std::unique_ptr<ZSTD_CCtx, FreeContext> m_context;
    std::unique_ptr<ZSTD_CDict, FreeDictionary> m_dictionary;
};

class Writer {
public:
    explicit Writer(std::size_t entries) : m_file(sizeof(Header) + entries * sizeof(Entry)) {}

    Place add(std::string_view bytes)
    {
        const Place place{static_cast<std::uint32_t>(m_file.size()), static_cast<std::uint32_t>(bytes.size())};
        m_file.insert(m_file.end(), bytes.begin(), bytes.end());
        return place;
    }
    void pad() { m_file.resize((m_file.size() + 7) / 8 * 8); }
    std::size_t size() const { return m_file.size(); }

    // Of header and entries, which stand at the start.
    template <typename Record>
    void put(std::size_t at, const Record& record)
    {
        std::memcpy(m_file.data() + at, &record, sizeof(Record));
    }
    std::uint64_t checksum(std::size_t end) const
    {
        return blob::checksum(std::span(m_file).subspan(shelf_file::checked_from, end - shelf_file::checked_from));
    }
    std::vector<unsigned char> take() { return std::move(m_file); }

private:
    std::vector<unsigned char> m_file;
};

Result<Frame> add_packed(Writer& writer, Packer& packer, std::string_view text)
{
    if (text.empty())
        return Frame{};
    const auto frame = TRY(packer.pack(text));
    return Frame{writer.add(frame), static_cast<std::uint32_t>(text.size())};
}

// The names stand together: to list them is to read a few pages of the file.
std::vector<Entry> add_names(Writer& writer, const std::vector<ToShelve>& resources)
{
    std::vector<Entry> entries;
    for (const auto& one : resources)
        entries.push_back({writer.add(one.url), writer.add(one.type), writer.add(one.id), writer.add(one.version), {}});
    writer.pad();
    return entries;
}

}  // namespace

Result<std::vector<unsigned char>> write_shelf(
    std::vector<ToShelve> resources, std::string_view about, const ShelfForm& form)
{
    std::stable_sort(resources.begin(), resources.end(),
        [](const ToShelve& left, const ToShelve& right) { return left.url < right.url; });
    const auto dictionary = TRY(dictionary_of(resources, form.dictionary_bytes));
    Packer packer(dictionary, form.level);
    Writer writer(resources.size());
    auto entries = add_names(writer, resources);
    Header header;
    header.names_end = static_cast<std::uint32_t>(writer.size());
    header.entries = static_cast<std::uint32_t>(entries.size());
    for (std::size_t at = 0; at < entries.size(); ++at)
        entries[at].frame = TRY(add_packed(writer, packer, resources[at].text));
    header.about = TRY(add_packed(writer, packer, about));
    header.dictionary = writer.add(dictionary);
    if (writer.size() > std::numeric_limits<std::uint32_t>::max())
        return Error{Kind::invalid, "an archive of definitions over four gigabytes"};
    for (std::size_t at = 0; at < entries.size(); ++at)
        writer.put(sizeof(Header) + at * sizeof(Entry), entries[at]);
    header.size = static_cast<std::uint32_t>(writer.size());
    writer.put(0, header);
    header.checksum = writer.checksum(header.names_end);
    writer.put(0, header);
    return writer.take();
}

}  // namespace helselos::fhir
