#include "fhir/terminology/code_index.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/terminology/code_index_file.h"
#include "json/read.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::terminology {

namespace form = code_index_file;

struct CodeIndex::File {
    std::vector<unsigned char> own;      // Empty when somebody else keeps the bytes,
    std::shared_ptr<const void> keeper;  // and then this does: shared with whoever mapped the file.
    std::span<const unsigned char> bytes;
    form::Header header;
    json::Document about;
    bool is_complete = false;
    bool is_case_sensitive = true;

    std::span<const unsigned char> section(form::Section section) const
    {
        const auto& range = header.sections[section];
        return bytes.subspan(range.at, range.bytes);
    }
    template <typename Record>
    std::span<const Record> records(form::Section which) const
    {
        const auto all = section(which);
        return {reinterpret_cast<const Record*>(all.data()), all.size() / sizeof(Record)};
    }
    std::span<const std::uint32_t> numbers(form::Section which) const { return records<std::uint32_t>(which); }

    std::string_view text(const form::Text& where) const
    {
        const auto all = section(form::texts);
        if (where.at > all.size() || where.bytes > all.size() - where.at)
            return {};
        return {reinterpret_cast<const char*>(all.data()) + where.at, where.bytes};
    }
    std::span<const std::uint32_t> list(form::Section first, form::Section values, std::size_t i) const
    {
        const auto ends = numbers(first);
        if (i + 1 >= ends.size())
            return {};
        return part(numbers(values), ends[i], ends[i + 1]);
    }
    static std::span<const std::uint32_t> part(std::span<const std::uint32_t> all, std::size_t from, std::size_t to)
    {
        return from > to || to > all.size() ? std::span<const std::uint32_t>() : all.subspan(from, to - from);
    }
    std::span<const Place> postings(const form::TermRecord& term) const
    {
        return part(numbers(form::postings), term.first, std::size_t{term.first} + term.count);
    }
    const form::Record* concept_at(Place place) const
    {
        const auto all = records<form::Record>(form::concepts);
        return place < all.size() ? &all[place] : nullptr;
    }
    // The terms that begin with a text, in their order.
    std::span<const form::TermRecord> terms(std::string_view beginning) const
    {
        const auto all = records<form::TermRecord>(form::terms);
        const auto first = std::partition_point(
            all.begin(), all.end(), [&](const auto& term) { return text(term.text) < beginning; });
        const auto last = std::partition_point(
            first, all.end(), [&](const auto& term) { return text(term.text).starts_with(beginning); });
        return {first, last};
    }
};

namespace {

Error not_an_index()
{
    return Error{Kind::invalid, "not an index of a code system, or one of another program"};
}

bool is_outline_right(const form::Header& header, std::size_t bytes)
{
    if (header.magic != form::magic || header.bytes != bytes)
        return false;
    return std::ranges::all_of(header.sections, [&](const form::Range& range) {
        return range.at % 8 == 0 && range.at >= sizeof(form::Header) && range.at <= bytes
            && range.bytes <= bytes - range.at;
    });
}

std::string term_of(std::string_view property, std::string_view value)
{
    std::string term = "p";
    term.append(property).append(1, form::value_separator).append(value);
    return term;
}

}  // namespace

CodeIndex::CodeIndex(std::unique_ptr<File> file) : m_file(std::move(file)) {}
CodeIndex::CodeIndex(CodeIndex&&) noexcept = default;
CodeIndex& CodeIndex::operator=(CodeIndex&&) noexcept = default;
CodeIndex::~CodeIndex() = default;

Result<CodeIndex> CodeIndex::open(std::span<const unsigned char> bytes, std::shared_ptr<const void> keeper)
{
    auto file = std::make_unique<File>();
    if (bytes.size() < sizeof(form::Header))
        return not_an_index();
    std::memcpy(&file->header, bytes.data(), sizeof(form::Header));
    if (!is_outline_right(file->header, bytes.size()))
        return not_an_index();
    file->bytes = bytes;
    file->keeper = std::move(keeper);
    const auto about = file->section(form::about);
    auto read = json::read({reinterpret_cast<const char*>(about.data()), about.size()});
    if (!read)
        return not_an_index();
    file->about = std::move(*read);
    file->is_complete = file->about.root()["content"].text() == "complete";
    file->is_case_sensitive
        = !file->about.root()["caseSensitive"].is_boolean() || file->about.root()["caseSensitive"].truth();
    return CodeIndex(std::move(file));
}

Result<CodeIndex> CodeIndex::open(std::vector<unsigned char> bytes)
{
    auto index = open(std::span<const unsigned char>(bytes));
    if (index)
        index->m_file->own = std::move(bytes);
    return index;
}

json::Value CodeIndex::about() const
{
    return m_file->about.root();
}

bool CodeIndex::is_complete() const
{
    return m_file->is_complete;
}

bool CodeIndex::is_case_sensitive() const
{
    return m_file->is_case_sensitive;
}

bool CodeIndex::has_circle() const
{
    return size() > 0 && m_file->section(form::number).empty();
}

bool CodeIndex::is_whole() const
{
    return form::checksum_of(m_file->bytes.subspan(sizeof(form::Header))) == m_file->header.checksum;
}

std::size_t CodeIndex::size() const
{
    return m_file->records<form::Record>(form::concepts).size();
}

std::optional<Place> CodeIndex::find(std::string_view wanted, bool in_any_case) const
{
    const auto buckets = m_file->numbers(form::buckets);
    const auto mask = buckets.size() - 1;
    for (std::size_t tried = 0, at = form::hash_of(wanted); tried < buckets.size(); ++tried, ++at) {
        const auto held = buckets[at & mask];
        if (held == 0)
            return std::nullopt;
        const auto found = code(held - 1);
        if (in_any_case ? equals_ignoring_case(found, wanted) : found == wanted)
            return held - 1;
    }
    return std::nullopt;
}

std::optional<Place> CodeIndex::find(std::string_view wanted) const
{
    const auto exact = find(wanted, false);
    return exact || is_case_sensitive() ? exact : find(wanted, true);
}

std::optional<Place> CodeIndex::find_in_any_case(std::string_view wanted) const
{
    return find(wanted, true);
}

std::string_view CodeIndex::code(Place place) const
{
    const auto* known = m_file->concept_at(place);
    return known == nullptr ? std::string_view() : m_file->text(known->code);
}

std::string_view CodeIndex::display(Place place) const
{
    const auto* known = m_file->concept_at(place);
    return known == nullptr ? std::string_view() : m_file->text(known->display);
}

bool CodeIndex::is_abstract(Place place) const
{
    const auto* known = m_file->concept_at(place);
    return known != nullptr && (known->flags & form::is_abstract) != 0;
}

bool CodeIndex::is_inactive(Place place) const
{
    const auto* known = m_file->concept_at(place);
    return known != nullptr && (known->flags & form::is_inactive) != 0;
}

bool CodeIndex::has_detail(Place place) const
{
    const auto* known = m_file->concept_at(place);
    return known != nullptr && known->detail.bytes > 0;
}

json::Document CodeIndex::detail(Place place) const
{
    if (!has_detail(place))
        return {};
    auto read = json::read(m_file->text(m_file->concept_at(place)->detail));
    return read ? std::move(*read) : json::Document();
}

std::span<const Place> CodeIndex::parents(Place place) const
{
    return m_file->list(form::parent_first, form::parents, place);
}

std::span<const Place> CodeIndex::children(Place place) const
{
    return m_file->list(form::child_first, form::children, place);
}

bool CodeIndex::is_within(Place narrow, Place broad) const
{
    const auto numbers = m_file->numbers(form::number);
    return narrow < numbers.size()
        && terminology::is_within(m_file->list(form::stretch_first, form::stretches, broad), numbers[narrow]);
}

void CodeIndex::for_each_within(Place broad, const std::function<void(Place)>& take) const
{
    const auto stretches = m_file->list(form::stretch_first, form::stretches, broad);
    const auto places = m_file->numbers(form::place);
    for (std::size_t i = 0; i + 1 < stretches.size(); i += 2)
        for (std::size_t number = stretches[i]; number <= stretches[i + 1] && number < places.size(); ++number)
            take(places[number]);
}

std::vector<Place> CodeIndex::with_words(const std::vector<std::string_view>& words) const
{
    std::vector<std::uint8_t> hits(size());
    for (std::uint8_t round = 0; round < std::min<std::size_t>(words.size(), 200); ++round)
        for (const auto& term : m_file->terms("w" + std::string(words[round].substr(0, limits::search_word_bytes_max))))
            for (const auto place : m_file->postings(term))
                if (place < hits.size() && hits[place] == round)
                    hits[place] = static_cast<std::uint8_t>(round + 1);
    std::vector<Place> found;
    for (Place place = 0; place < hits.size(); ++place)
        if (hits[place] == std::min<std::size_t>(words.size(), 200))
            found.push_back(place);
    return found;
}

std::span<const Place> CodeIndex::with_property(std::string_view property, std::string_view value) const
{
    const auto wanted = term_of(property, value);
    const auto found = m_file->terms(wanted);
    if (found.empty() || m_file->text(found[0].text) != wanted)
        return {};
    return m_file->postings(found[0]);
}

void CodeIndex::for_each_value(std::string_view property,
    const std::function<void(std::string_view value, std::span<const Place> places)>& take) const
{
    const auto beginning = term_of(property, {});
    for (const auto& term : m_file->terms(beginning))
        take(m_file->text(term.text).substr(beginning.size()), m_file->postings(term));
}

bool CodeIndex::knows_property(std::string_view property) const
{
    for (const auto declared : about()["property"].elements())
        if (declared["code"].text() == property)
            return true;
    return !m_file->terms(term_of(property, {})).empty();
}

}  // namespace helselos::fhir::terminology
