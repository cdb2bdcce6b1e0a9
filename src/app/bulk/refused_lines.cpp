#include "app/bulk/refused_lines.h"

#include "app/bulk/job.h"
#include "base/limits/bulk.h"
#include "base/text.h"
#include "interaction/address.h"
#include "interaction/outcome.h"
#include "json/read.h"
#include "json/write.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

Error cannot_write()
{
    return Error{Kind::fault, "what was refused cannot be written"};
}

// "Bundle.entry[0].resource.name" as "Patient.name".
std::string element_of(const std::string& element, const std::string& type)
{
    constexpr std::string_view entry = "Bundle.entry[";
    constexpr std::string_view resource = ".resource";
    if (!element.starts_with(entry))
        return element;
    const auto end = element.find(']');
    auto rest = end == std::string::npos ? std::string_view() : std::string_view(element).substr(end + 1);
    if (rest.starts_with(resource))
        rest.remove_prefix(resource.size());
    return type + std::string(rest);
}

json::Value line_number(json::Document& document, std::uint64_t number)
{
    const auto extension = document.make_object();
    document.set(extension, "url", line_extension);
    document.set(extension, "valueInteger", document.make_number(static_cast<std::int64_t>(number)));
    const auto list = document.make_array();
    document.push(list, extension);
    return list;
}

struct Begun {
    std::uint64_t begin = 0;
    std::string_view outcome;
};

// None: cut by a kill.
std::optional<Begun> begun_in(std::string_view line)
{
    const auto blank = line.find(' ');
    const auto begin = blank == std::string_view::npos ? std::nullopt : to_unsigned(line.substr(0, blank));
    return begin ? std::optional(Begun{*begin, line.substr(blank + 1)}) : std::nullopt;
}

}  // namespace

std::string outcome_of(const ImportFailure& failure, const fhir::Definitions& definitions)
{
    const auto& error = failure.error;
    auto issues = error.issues;
    if (issues.empty())
        issues.push_back(
            {Severity::error, std::string(interaction::issue_code(error.kind)), error.element, error.reason});
    const bool is_known = interaction::is_resource_type(failure.type, definitions);
    for (auto& issue : issues) {
        if (is_known)
            issue.element = element_of(issue.element, failure.type);
        issue.text = fmt::format("line {}: {}", failure.number, issue.text);
    }
    auto document = json::read(interaction::outcome_text(issues));
    if (!document)
        return interaction::outcome_text(issues);
    document->set(document->root(), "extension", line_number(*document, failure.number));
    return json::to_text(document->root());
}

std::filesystem::path RefusedLines::begun_path() const
{
    auto path = m_path;
    path += ".begun";
    return path;
}

Result<RefusedLines> RefusedLines::open(std::filesystem::path file, const Settled& settled)
{
    RefusedLines lines(std::move(file));
    std::string kept;
    std::ifstream before(lines.begun_path());
    for (std::string line; std::getline(before, line) && !before.eof();)
        if (const auto begun = begun_in(line); begun && settled.holds(begun->begin)) {
            kept += line + "\n";
            ++lines.m_told;
        }
    before.close();
    TRY(keep_text(lines.begun_path(), kept));
    lines.m_file.reset(std::fopen(lines.begun_path().c_str(), "abe"));
    if (lines.m_file == nullptr)
        return cannot_write();
    return lines;
}

Result<void> RefusedLines::add(const ImportFailure& failure, const fhir::Definitions& definitions)
{
    if (m_told >= limits::import_refusals_told_max)
        return {};
    ++m_told;
    const auto line = fmt::format("{} {}\n", failure.span.begin, outcome_of(failure, definitions));
    if (std::fwrite(line.data(), 1, line.size(), m_file.get()) != line.size())
        return cannot_write();
    return {};
}

Result<void> RefusedLines::make_durable()
{
    if (std::fflush(m_file.get()) != 0 || ::fdatasync(::fileno(m_file.get())) != 0)
        return cannot_write();
    return {};
}

Result<void> RefusedLines::finish(std::uint64_t refused)
{
    TRY(make_durable());
    std::ifstream begun(begun_path());
    std::ofstream out(m_path, std::ios::binary | std::ios::trunc);
    for (std::string line; std::getline(begun, line);)
        if (const auto told = begun_in(line))
            out << told->outcome << '\n';
    if (refused > m_told)
        out << interaction::outcome_text({{Severity::error, "incomplete", "",
            fmt::format("{} more lines were refused; they are not told one by one", refused - m_told)}})
            << '\n';
    out.close();
    std::error_code failure;
    std::filesystem::permissions(
        m_path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failure);
    return out && !failure ? Result<void>() : cannot_write();
}

}  // namespace helselos::app::bulk
