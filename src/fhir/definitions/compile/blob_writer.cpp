#include "fhir/definitions/compile/blob_writer.h"

namespace helselos::fhir::blob {

Writer::Writer()
{
    text("");
}

Text Writer::text(std::string_view value)
{
    const auto known = m_texts.find(std::string(value));
    if (known != m_texts.end())
        return known->second;
    auto& characters = m_sections[static_cast<std::size_t>(Section::characters)];
    const auto place = add(Section::texts, characters.count);
    characters.bytes.insert(characters.bytes.end(), value.begin(), value.end());
    characters.count += static_cast<std::uint32_t>(value.size());
    m_texts.emplace(value, place);
    return place;
}

Range Writer::text_list(const std::vector<std::string_view>& values)
{
    std::vector<Text> texts;
    for (const auto value : values)
        texts.push_back(text(value));
    return add_all(Section::text_lists, texts);
}

Range Writer::numbers(const std::vector<std::uint32_t>& values)
{
    return add_all(Section::numbers, values);
}

std::vector<unsigned char> Writer::finish()
{
    add(Section::texts, count(Section::characters));
    Header header;
    std::vector<unsigned char> file(sizeof(Header));
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        header.sections[i] = {static_cast<std::uint32_t>(file.size()), m_sections[i].count};
        file.insert(file.end(), m_sections[i].bytes.begin(), m_sections[i].bytes.end());
        file.resize((file.size() + 7) / 8 * 8);
    }
    header.size = static_cast<std::uint32_t>(file.size());
    header.checksum = checksum(std::span(file).subspan(sizeof(Header)));
    std::memcpy(file.data(), &header, sizeof(Header));
    return file;
}

}  // namespace helselos::fhir::blob
