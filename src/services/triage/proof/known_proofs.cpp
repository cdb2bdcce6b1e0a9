#include "services/triage/proof/known_proofs.h"

#include "base/digest.h"
#include "base/text.h"
#include "services/triage/proof/claims.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace helselos::triage::proof {

namespace {

constexpr std::string_view first_line = "helselos proof 1";
constexpr std::string_view last_line = "end";

std::string read_whole(const std::filesystem::path& path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

// Everything that is proved about, as one text.
class Written {
public:
    explicit Written(const Content& content) : m_content(content) {}

    void add(const Protocol& protocol)
    {
        m_text += fmt::format("protocol {}\n", protocol.id);
        for (const auto finding : protocol.findings)
            add(finding);
        for (const auto finding : m_content.red_screen.findings)
            m_text += fmt::format("red screen {}\n", m_content.findings[finding].id);
        for (const auto finding : m_content.about.findings)
            m_text += fmt::format("about {}\n", m_content.findings[finding].id);
        for (const auto finding : protocol.opening)
            m_text += fmt::format("opening {}\n", m_content.findings[finding].id);
        for (const auto& rule : protocol.rules)
            add(rule);
        for (const auto& exception : protocol.exceptions)
            m_text += fmt::format("exception {} {} {} {}:{}\n", static_cast<int>(exception.law), exception.finding,
                exception.reason, exception.place.file, exception.place.line);
        for (std::size_t level = 0; level < levels_count; ++level) {
            m_text += fmt::format("level {}\n", level);
            add(m_content.levels[level].headline);
            for (const auto* advice : {&m_content.levels[level].advice, &protocol.advice[level]})
                for (const auto& one : *advice)
                    add(one.text);
        }
    }

    void add(const ForeignRule& foreign)
    {
        m_text += fmt::format("foreign {}\n", foreign.protocol->id);
        add(*foreign.rule);
        for (const auto finding : foreign.protocol->assumes)
            m_text += fmt::format("assumes {}\n", m_content.findings[finding].id);
        for (const auto& rule : foreign.protocol->rules)
            if (rule.id == "outside-who")
                add(rule);
    }

    void add(const Difference& difference)
    {
        m_text += fmt::format("difference {}/{} {}\n", difference.protocol, difference.rule, difference.reason);
        for (const auto& other : difference.elsewhere)
            m_text += fmt::format("in {}\n", other);
    }

    const std::string& text() const { return m_text; }

private:
    void add(FindingIndex index)
    {
        const auto& finding = m_content.findings[index];
        m_text += fmt::format("finding {} {} {} {} {} {} {} {}\n", index, finding.id, static_cast<int>(finding.kind),
            static_cast<int>(finding.worrying), finding.unknown_passes, finding.min, finding.max, finding.decimals);
        for (const auto& choice : finding.choices)
            m_text += fmt::format("choice {}\n", choice.id);
        if (finding.normal)
            m_text += fmt::format("normal {} {}\n", finding.normal->low, finding.normal->high);
    }

    void add(const Rule& rule)
    {
        m_text += fmt::format("rule {} {}:{} {} {} {} {}\n", rule.id, rule.place.file, rule.place.line,
            static_cast<int>(rule.outcome.level), rule.outcome.minutes, static_cast<int>(rule.if_unknown.level),
            rule.if_unknown.minutes);
        for (const auto& step : rule.when)
            m_text += fmt::format("step {} {} {} {} {} {} {} {}\n", static_cast<int>(step.act),
                static_cast<int>(step.unknown), step.finding, step.operands, step.needed, step.span, step.choices,
                step.number);
        add(rule.reason);
    }

    void add(const Wording& wording)
    {
        for (const auto language : whole_languages)
            m_text += fmt::format("text {}\n", wording.written(language));
    }

    const Content& m_content;
    std::string m_text;
};

std::optional<std::string_view> after(std::string_view line, std::string_view word)
{
    return line.starts_with(word) ? std::optional(line.substr(word.size())) : std::nullopt;
}

// The text of a disagreement has lines of its own.
std::string on_one_line(std::string_view text)
{
    std::string line;
    for (const char c : text)
        line += c == '\n' ? '\x1f' : c;
    return line;
}

std::string on_its_lines(std::string_view line)
{
    std::string text;
    for (const char c : line)
        text += c == '\x1f' ? '\n' : c;
    return text;
}

bool read_disagreement(std::string_view words, ProtocolProof& proof)
{
    const auto parts = split(words, '\t');
    if (parts.size() != 5)
        return false;
    Problem problem{
        std::string(parts[2]), static_cast<unsigned>(to_unsigned(parts[3]).value_or(0)), on_its_lines(parts[4])};
    proof.disagreements.push_back(
        {std::string(parts[0]), std::string(parts[1]), {Law::emergencies_agree, std::move(problem), std::nullopt}});
    return true;
}

bool read_line(std::string_view line, ProtocolProof& proof)
{
    if (const auto claims = after(line, "claims ")) {
        const auto words = split(*claims, ' ');
        for (std::size_t i = 0; i < laws_count && i < words.size(); ++i)
            proof.claims[i] = to_unsigned(words[i]).value_or(0);
        return words.size() == laws_count;
    }
    if (const auto exception = after(line, "exception "))
        proof.exceptions.emplace_back(*exception);
    else if (const auto difference = after(line, "difference "))
        proof.differences_used.emplace_back(*difference);
    else if (const auto idle = after(line, "idle "))
        proof.idle.emplace_back(*idle);
    else if (const auto agreement = after(line, "agreement "))
        proof.agreements.emplace_back(*agreement);
    else if (const auto disagreement = after(line, "disagreement "))
        return read_disagreement(*disagreement, proof);
    else
        return line == last_line;
    return true;
}

}  // namespace

KnownProofs::KnownProofs(std::filesystem::path folder) : m_folder(std::move(folder))
{
    if (!m_folder.empty())
        m_program = sha256_hex(read_whole("/proc/self/exe")) + " " + solver_version();
}

std::string KnownProofs::fingerprint(
    const Content& content, const Protocol& protocol, const Differences& differences) const
{
    Written written(content);
    written.add(protocol);
    for (const auto& foreign : comparable_rules(content, protocol))
        written.add(foreign);
    for (const auto& difference : differences.all)
        written.add(difference);
    return sha256_hex(m_program + "\n" + written.text());
}

std::optional<ProtocolProof> KnownProofs::find(const Protocol& protocol, const std::string& fingerprint) const
{
    if (m_folder.empty())
        return std::nullopt;
    const auto text = read_whole(m_folder / (protocol.id + ".proof"));
    const auto lines = split(std::string_view(text), '\n');
    if (lines.size() < 4 || lines[0] != first_line || lines[1] != fingerprint || lines[lines.size() - 2] != last_line)
        return std::nullopt;
    ProtocolProof proof{.protocol = protocol.id, .was_known = true};
    for (std::size_t i = 2; i + 1 < lines.size(); ++i)
        if (!read_line(lines[i], proof))
            return std::nullopt;
    return proof;
}

void KnownProofs::keep(const ProtocolProof& proof, const std::string& fingerprint) const
{
    if (m_folder.empty() || !proof.failures.empty())
        return;
    std::error_code failure;
    std::filesystem::create_directories(m_folder, failure);
    const auto path = m_folder / (proof.protocol + ".proof");
    auto fresh = path;
    fresh += ".new";
    {
        std::ofstream file(fresh, std::ios::binary);
        file << first_line << '\n' << fingerprint << "\nclaims";
        for (const auto claims : proof.claims)
            file << ' ' << claims;
        file << '\n';
        for (const auto& exception : proof.exceptions)
            file << "exception " << exception << '\n';
        for (const auto& difference : proof.differences_used)
            file << "difference " << difference << '\n';
        for (const auto& finding : proof.idle)
            file << "idle " << finding << '\n';
        for (const auto& rule : proof.agreements)
            file << "agreement " << rule << '\n';
        for (const auto& [rule, person, told] : proof.disagreements)
            file << "disagreement " << rule << '\t' << person << '\t' << told.problem.file << '\t' << told.problem.line
                 << '\t' << on_one_line(told.problem.text) << '\n';
        file << last_line << '\n';
    }
    std::filesystem::rename(fresh, path, failure);
}

}  // namespace helselos::triage::proof
