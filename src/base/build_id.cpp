#include "base/build_id.h"

#include <fmt/format.h>
#include <link.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace helselos {

namespace {

constexpr std::size_t aligned(std::size_t size)
{
    return (size + 3) & ~std::size_t{3};
}

// Notes stand one after the other: a header, the name of who wrote it, what it says (elf(5)).
std::string build_id_in(std::span<const std::byte> notes)
{
    while (notes.size() >= sizeof(ElfW(Nhdr))) {
        const auto* header = reinterpret_cast<const ElfW(Nhdr)*>(notes.data());
        const auto said_at = sizeof(ElfW(Nhdr)) + aligned(header->n_namesz);
        const auto size = said_at + aligned(header->n_descsz);
        if (size > notes.size())
            return {};
        const auto* name = reinterpret_cast<const char*>(notes.data() + sizeof(ElfW(Nhdr)));
        if (header->n_type == NT_GNU_BUILD_ID
            && std::string_view(name, header->n_namesz) == std::string_view("GNU\0", 4)) {
            std::string digits;
            for (const auto byte : notes.subspan(said_at, header->n_descsz))
                digits += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
            return digits;
        }
        notes = notes.subspan(size);
    }
    return {};
}

// The first object is the program itself.
int look_into(dl_phdr_info* object, std::size_t, void* found)
{
    for (const auto& segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
        if (segment.p_type != PT_NOTE)
            continue;
        const auto* first = reinterpret_cast<const std::byte*>(object->dlpi_addr + segment.p_vaddr);
        auto id = build_id_in({first, segment.p_memsz});
        if (!id.empty())
            *static_cast<std::string*>(found) = std::move(id);
    }
    return 1;
}

}  // namespace

std::string build_id()
{
    std::string id;
    dl_iterate_phdr(look_into, &id);
    return id;
}

}  // namespace helselos
