#include "fhir/definitions/compile/parts.h"
#include "fhir/terminology/compose.h"
#include "fhir/terminology/index_concepts.h"

#include <algorithm>

namespace helselos::fhir::compile {

namespace {

class PackageSource final : public terminology::Source {
public:
    explicit PackageSource(const Package& package)
    {
        for (const auto bundle : package.terminology) {
            for (const auto system : resources_of(bundle, "CodeSystem"))
                if (system["content"].text() != "supplement" && system["content"].text() != "not-present")
                    if (auto index = terminology::code_index(system))
                        m_systems.emplace(system["url"].text(), std::move(*index));
            for (const auto set : resources_of(bundle, "ValueSet"))
                m_sets.emplace(set["url"].text(), set);
        }
    }

    const terminology::CodeIndex* code_system(std::string_view url) const override
    {
        const auto known = m_systems.find(without_version(url));
        return known == m_systems.end() ? nullptr : &known->second;
    }

    std::optional<terminology::Expansion> value_set(std::string_view url, terminology::Effort& effort) const override
    {
        const auto known = m_sets.find(without_version(url));
        if (known == m_sets.end())
            return std::nullopt;
        return terminology::expand(known->second, *this, effort);
    }

    const auto& systems() const { return m_systems; }
    const auto& sets() const { return m_sets; }

private:
    std::map<std::string_view, terminology::CodeIndex> m_systems;
    std::map<std::string_view, json::Value> m_sets;
};

void write_code_system(const terminology::CodeIndex& system, blob::Writer& writer)
{
    const auto size = static_cast<std::uint32_t>(system.size());
    const blob::Range range{writer.count(blob::Section::concepts), size};
    for (terminology::Place place = 0; place < size; ++place) {
        const auto parents = system.parents(place);
        writer.add(blob::Section::concepts,
            blob::ConceptRecord{writer.text(system.code(place)), writer.text(system.display(place)),
                writer.numbers({parents.begin(), parents.end()})});
    }
    writer.add(blob::Section::code_systems,
        blob::CodeSystemRecord{
            writer.text(system.url()), writer.text(system.name()), system.is_complete() ? 1U : 0U, range});
}

void write_value_set(json::Value set, const PackageSource& source, blob::Writer& writer)
{
    terminology::Effort effort;
    auto expansion = terminology::expand(set, source, effort);
    std::sort(expansion.codes.begin(), expansion.codes.end(), [](const Code& left, const Code& right) {
        return std::tie(left.code, left.system) < std::tie(right.code, right.system);
    });
    std::vector<blob::CodeRecord> records;
    for (const auto& code : expansion.codes)
        records.push_back({writer.text(code.system), writer.text(code.code), writer.text(code.display)});
    writer.add(blob::Section::value_sets,
        blob::ValueSetRecord{writer.text(set["url"].text()), writer.text(set["name"].text()),
            expansion.is_complete ? 1U : 0U, writer.add_all(blob::Section::codes, records)});
}

}  // namespace

void write_terminology(const Package& package, blob::Writer& writer)
{
    const PackageSource source(package);
    for (const auto& [url, system] : source.systems())
        write_code_system(system, writer);
    for (const auto& [url, set] : source.sets())
        write_value_set(set, source, writer);
}

}  // namespace helselos::fhir::compile
