#include "fhir/terminology/index_concepts.h"

#include "base/limits.h"
#include "fhir/terminology/code_index_file.h"
#include "fhir/terminology/match.h"
#include "fhir/terminology/order.h"
#include "json/draft.h"
#include "json/write.h"

#include <algorithm>
#include <bit>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace helselos::fhir::terminology {

namespace form = code_index_file;

namespace {

constexpr std::string_view standard_properties = "http://hl7.org/fhir/concept-properties#";

using Link = std::pair<Place, Place>;              // Narrower, broader.
using LinkByCode = std::pair<Place, std::string>;  // And a relative that may come later.
using Terms = std::unordered_map<std::string, std::vector<Place>>;

// What a CodeSystem says of itself.
json::Draft about_of(json::Value system)
{
    auto about = json::object({});
    for (const std::string_view key : {"url", "version", "name", "title", "status", "content", "caseSensitive",
             "hierarchyMeaning", "versionNeeded", "copyright", "valueSet", "property"})
        if (const auto value = system[key]; value.exists())
            about.set(std::string(key), value);
    return about;
}

std::string detail_of(json::Value concept_value)
{
    std::string text;
    for (const std::string_view key : {"definition", "designation", "property"})
        if (const auto value = concept_value[key]; value.exists()) {
            text += text.empty() ? '{' : ',';
            json::write_string(key, text);
            text += ':';
            json::write(value, text);
        }
    return text.empty() ? text : text + '}';
}

std::string_view value_of(json::Value property)
{
    for (const auto& member : property.members())
        if (member.key.starts_with("value"))
            return member.value().is_object() ? member.value()["code"].text() : member.value().text();
    return {};
}

}  // namespace

struct IndexBuilder::Work {
    json::Draft about;
    // Of properties with a meaning of FHIR's own, under whatever code.
    std::unordered_map<std::string, std::string> meanings;
    std::unordered_map<std::string, Place> places;
    std::vector<form::Record> records;
    std::string texts;
    std::vector<Link> links;
    std::vector<LinkByCode> parents;
    std::vector<LinkByCode> children;
    Terms terms;

    form::Text keep(std::string_view text)
    {
        const form::Text where{static_cast<std::uint32_t>(texts.size()), static_cast<std::uint32_t>(text.size())};
        texts.append(text);
        return where;
    }
    void note(std::string term, Place place)
    {
        auto& postings = terms[std::move(term)];
        if (postings.empty() || postings.back() != place)
            postings.push_back(place);
    }
    void note_words(std::string_view text, Place place)
    {
        const auto lower = folded(text);
        for (const auto word : words_of(lower))
            note("w" + std::string(word.substr(0, limits::search_word_bytes_max)), place);
    }
    std::string meaning_of(std::string_view property) const
    {
        const auto known = meanings.find(std::string(property));
        return known == meanings.end() ? std::string(property) : known->second;
    }
    Result<std::pair<Place, bool>> place_of(std::string_view code);
    void note_property(json::Value property, Place place);
    void fill(json::Value concept_value, Place place);
    Lists parent_lists(std::size_t& unknown_relatives);
};

Result<std::pair<Place, bool>> IndexBuilder::Work::place_of(std::string_view code)
{
    if (code.empty() || code.size() > limits::code_bytes_max)
        return Error{Kind::invalid, "a concept without a code, or with one that is too long"};
    if (texts.size() > limits::code_index_bytes_max)
        return Error{Kind::too_large, "the code system is too large to be kept"};
    const auto next = static_cast<Place>(records.size());
    const auto [known, is_new] = places.try_emplace(std::string(code), next);
    if (is_new) {
        records.push_back({keep(code), {}, {}, 0});
        note_words(code, next);
    }
    return std::pair{known->second, is_new};
}

void IndexBuilder::Work::note_property(json::Value property, Place place)
{
    const auto code = property["code"].text();
    const auto value = value_of(property);
    const auto meaning = meaning_of(code);
    if (meaning == "parent")
        parents.emplace_back(place, value);
    else if (meaning == "child")
        children.emplace_back(place, value);
    else
        note("p" + std::string(code) + form::value_separator + std::string(value), place);
    if (meaning == "notSelectable" && value == "true")
        records[place].flags |= form::is_abstract;
    if ((meaning == "inactive" && value == "true")
        || (meaning == "status" && (value == "retired" || value == "inactive")))
        records[place].flags |= form::is_inactive;
}

void IndexBuilder::Work::fill(json::Value concept_value, Place place)
{
    const auto display = concept_value["display"].text();
    records[place].display = keep(display);
    records[place].detail = keep(detail_of(concept_value));
    note_words(display, place);
    for (const auto designation : concept_value["designation"].elements())
        note_words(designation["value"].text(), place);
    for (const auto property : concept_value["property"].elements())
        note_property(property, place);
}

Lists IndexBuilder::Work::parent_lists(std::size_t& unknown_relatives)
{
    const auto resolve = [&](const std::vector<LinkByCode>& all, bool other_is_broader) {
        for (const auto& [place, code] : all) {
            const auto other = places.find(code);
            if (other == places.end())
                ++unknown_relatives;
            else if (other_is_broader)
                links.emplace_back(place, other->second);
            else
                links.emplace_back(other->second, place);
        }
    };
    resolve(parents, true);
    resolve(children, false);
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
    Lists lists;
    std::size_t at = 0;
    for (Place place = 0; place < records.size(); ++place) {
        for (; at < links.size() && links[at].first == place; ++at)
            lists.values.push_back(links[at].second);
        lists.end_list();
    }
    return lists;
}

namespace {

// Sections one after another behind the header.
class Pages {
public:
    Pages() : m_bytes(sizeof(form::Header)) { m_header.magic = form::magic; }

    void put(form::Section section, const void* data, std::size_t bytes)
    {
        m_bytes.resize((m_bytes.size() + 7) / 8 * 8);
        m_header.sections[section] = {m_bytes.size(), bytes};
        const auto* first = static_cast<const unsigned char*>(data);
        m_bytes.insert(m_bytes.end(), first, first + bytes);
    }
    template <typename Record>
    void put(form::Section section, const std::vector<Record>& records)
    {
        put(section, records.data(), records.size() * sizeof(Record));
    }
    std::vector<unsigned char> finish()
    {
        m_bytes.resize((m_bytes.size() + 7) / 8 * 8);
        m_header.bytes = m_bytes.size();
        m_header.checksum = form::checksum_of(std::span<const unsigned char>(m_bytes).subspan(sizeof(form::Header)));
        std::memcpy(m_bytes.data(), &m_header, sizeof m_header);
        return std::move(m_bytes);
    }

private:
    form::Header m_header;
    std::vector<unsigned char> m_bytes;
};

std::vector<std::uint32_t> buckets_of(const std::vector<form::Record>& records, const std::string& texts)
{
    std::vector<std::uint32_t> buckets(std::bit_ceil(2 * records.size() + 2));
    for (std::uint32_t place = 0; place < records.size(); ++place) {
        const auto& code = records[place].code;
        std::size_t at = form::hash_of(std::string_view(texts).substr(code.at, code.bytes));
        while (buckets[at & (buckets.size() - 1)] != 0)
            ++at;
        buckets[at & (buckets.size() - 1)] = place + 1;
    }
    return buckets;
}

}  // namespace

IndexBuilder::IndexBuilder(json::Value system) : m_work(std::make_unique<Work>())
{
    m_work->about = about_of(system);
    for (const auto property : system["property"].elements())
        if (const auto uri = property["uri"].text(); uri.starts_with(standard_properties))
            m_work->meanings.emplace(property["code"].text(), uri.substr(standard_properties.size()));
}

IndexBuilder::~IndexBuilder() = default;

// Without recursion on input; the broader first.
Result<void> IndexBuilder::add(json::Value concept_value)
{
    struct Waiting {
        json::Value value;
        std::optional<Place> parent;
    };
    std::vector<Waiting> waiting{{concept_value, std::nullopt}};
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        const auto [place, is_new] = TRY(m_work->place_of(next.value["code"].text()));
        if (is_new)
            m_work->fill(next.value, place);
        if (next.parent)
            m_work->links.emplace_back(place, *next.parent);
        const auto narrower = next.value["concept"];
        for (auto at = narrower.size(); at-- > 0;)
            waiting.push_back({narrower.at(at), place});
    }
    return {};
}

Result<void> IndexBuilder::add(std::string_view code, std::string_view display, std::span<const Place> broader)
{
    const auto [place, is_new] = TRY(m_work->place_of(code));
    if (is_new) {
        m_work->records[place].display = m_work->keep(display);
        m_work->note_words(display, place);
    }
    for (const auto one : broader)
        m_work->links.emplace_back(place, one);
    return {};
}

Result<IndexedConcepts> IndexBuilder::finish()
{
    IndexedConcepts result;
    auto& work = *m_work;
    result.concepts = work.records.size();
    Pages pages;
    const auto parents = work.parent_lists(result.unknown_relatives);
    const auto order = TRY(order_of(parents));
    result.has_circle = order.has_circle;
    const auto about = json::to_text(work.about);
    pages.put(form::about, about.data(), about.size());
    pages.put(form::buckets, buckets_of(work.records, work.texts));
    const auto children = inverted(parents);
    pages.put(form::parent_first, parents.first);
    pages.put(form::parents, parents.values);
    pages.put(form::child_first, children.first);
    pages.put(form::children, children.values);
    pages.put(form::number, order.number);
    pages.put(form::place, order.place);
    pages.put(form::stretch_first, order.stretches.first);
    pages.put(form::stretches, order.stretches.values);

    std::vector<Terms::const_pointer> sorted;
    for (const auto& term : work.terms)
        sorted.push_back(&term);
    std::ranges::sort(sorted, {}, [](const auto* term) -> const std::string& { return term->first; });
    std::vector<form::TermRecord> terms;
    std::vector<Place> postings;
    for (const auto* term : sorted) {
        terms.push_back({work.keep(term->first), static_cast<std::uint32_t>(postings.size()),
            static_cast<std::uint32_t>(term->second.size())});
        postings.insert(postings.end(), term->second.begin(), term->second.end());
    }
    if (work.texts.size() > limits::code_index_bytes_max)
        return Error{Kind::too_large, "the code system is too large to be kept"};
    pages.put(form::concepts, work.records);
    pages.put(form::terms, terms);
    pages.put(form::postings, postings);
    pages.put(form::texts, work.texts.data(), work.texts.size());
    result.bytes = pages.finish();
    return result;
}

Result<IndexedConcepts> index_concepts(json::Value system)
{
    if (system["resourceType"].text() != "CodeSystem" || system["url"].text().empty())
        return Error{Kind::invalid, "not a CodeSystem with an address"};
    if (system["content"].text() == "supplement")
        return Error{Kind::invalid, "a supplement is not a code system of its own"};
    IndexBuilder builder(system);
    for (const auto one : system["concept"].elements())
        TRY(builder.add(one));
    return builder.finish();
}

Result<CodeIndex> code_index(json::Value system)
{
    return CodeIndex::open(std::move(TRY(index_concepts(system)).bytes));
}

Result<CodeIndex> code_index(const CodeSystem& system)
{
    const auto about = json::to_document(json::object(
        {{"url", system.url}, {"name", system.name}, {"content", system.is_complete ? "complete" : "fragment"}}));
    IndexBuilder builder(about.root());
    for (const auto& one : system.concepts)
        TRY(builder.add(one.code, one.display, one.parents));
    return CodeIndex::open(std::move(TRY(builder.finish()).bytes));
}

}  // namespace helselos::fhir::terminology
