// Who meets what: every caller, situation, type and interaction, against a table written by hand and not derived from
// the policy. Each record has a canary of its own; what is not seen is searched for it, whole answer and all.
#include "access/world.h"

#include "base/text.h"

#include <array>
#include <cstdlib>
#include <map>

namespace helselos::tests {

namespace {

// What a caller meets: seen; not there; told to sign in; told they may not.
enum class Met { seen, absent, sign_in, forbidden };

constexpr std::array callers{"ingen", "voksen", "framand", "forelder", "ungdom", "ungdomutan", "seksten", "verje",
    "haldar", "barn", "sjukepleiar", "akutt", "akutt-annan", "annan", "sperra", "kontor", "maskin", "maskin-utan",
    "analytikar", "administrator", "kontrollor", "operator"};

// s seen, a absent, l log in, f forbidden. Of a clerk: k what is clerical is seen, K it is absent, and the rest is
// forbidden. Of a machine with scopes for Observation: m Observations are seen, M they are absent, the rest is
// forbidden. A caller or situation that is not here is refused.
const std::map<std::string, std::string> table{
    //                  nobody, adult, stranger, parent, youth 14 with and without consent, 16, guardian, holder, child
    //                             nurse, emergency, the same elsewhere, other organisation, blocked person, clerk
    //                                   machine, without scopes, analyst, administrator, controller, operator
    {"eiga",
        "lsaaaaaaaa"
        "asaaaK"
        "Mffffs"},
    {"delt",
        "laaaaaaaaa"
        "ssaask"
        "mffffs"},
    {"trekt",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"utlopt",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"nekta-verksemd",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"nekta-person",
        "laaaaaaaaa"
        "ssaaak"
        "mffffs"},
    {"reservert-post",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"sperra",
        "laaaaaaaaa"
        "asaaaK"
        "Mffffs"},
    {"reservert",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"barn",
        "laasaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"barn-skjult",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"barn-borte",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom",
        "laassaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom-forans",
        "laaasaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom-ungdom",
        "laasaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom-psyk",
        "laaasaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom-psyk-for",
        "laassaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"ungdom-utan",
        "laasaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"seksten",
        "laaaaasaaa"
        "aaaaaK"
        "Mffffs"},
    {"verje",
        "laaaaaasaa"
        "aaaaaK"
        "Mffffs"},
    {"fullmakt",
        "laaaaaaasa"
        "aaaaaK"
        "Mffffs"},
    {"fullmakt-utan",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"fullmakt-utlopt",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"skjult-barn",
        "laaaaaaaaa"
        "aaaaaK"
        "Mffffs"},
    {"skjult-delt",
        "laaaaaaaaa"
        "ssaask"
        "mffffs"},
    {"dod",
        "laaaaaaaaa"
        "ssaask"
        "mffffs"},
};

Met expected(const Situation& situation, std::size_t caller, std::string_view type)
{
    const auto row = table.find(situation.name);
    const char letter = row == table.end() || row->second.size() <= caller ? 'f' : row->second[caller];
    const bool is_clerical = type == "Appointment" || type == "Task";
    const bool is_observation = type == "Observation";
    switch (letter) {
    case 's': return Met::seen;
    case 'a': return Met::absent;
    case 'l': return Met::sign_in;
    case 'k': return is_clerical ? Met::seen : Met::forbidden;
    case 'K': return is_clerical ? Met::absent : Met::forbidden;
    case 'm': return is_observation ? Met::seen : Met::forbidden;
    case 'M': return is_observation ? Met::absent : Met::forbidden;
    default: return Met::forbidden;
    }
}

struct Cell {
    const Situation& situation;
    const RecordType& type;
    std::string id;
    std::string reference;
};

// How it is asked for. Those that only must not tell go by way of the patient, who may be hidden when the record is
// not.
enum class Tells { yes, must_not };

struct Way {
    const char* name;
    http::Method method;
    const char* target;  // TYPE, ID, PATIENT and BY are filled in.
    const char* body;    // RECORD is the record itself.
    Tells tells;
};

constexpr const char* bundle_of_one = R"({"resourceType":"Bundle","type":"KIND","entry":[{"request":
    {"method":"GET","url":"TYPE/ID"}}]})";

constexpr Way reading_ways[] = {
    {"read", http::Method::get, "/TYPE/ID", "", Tells::yes},
    {"vread", http::Method::get, "/TYPE/ID/_history/1", "", Tells::yes},
    {"history", http::Method::get, "/TYPE/ID/_history", "", Tells::yes},
    {"history of the type", http::Method::get, "/TYPE/_history?_count=5", "", Tells::must_not},
    {"search", http::Method::get, "/TYPE?_id=ID", "", Tells::yes},
    {"count", http::Method::get, "/TYPE?_id=ID&_summary=count", "", Tells::yes},
    {"total", http::Method::get, "/TYPE?_id=ID&_total=accurate&_count=0", "", Tells::yes},
    {"sorted", http::Method::get, "/TYPE?_id=ID&_sort=-_lastUpdated", "", Tells::yes},
    {"posted search", http::Method::post, "/TYPE/_search?_id=ID", "", Tells::yes},
    {"compartment", http::Method::get, "/Patient/PATIENT/TYPE?_id=ID", "", Tells::must_not},
    {"revinclude", http::Method::get, "/Patient?_id=PATIENT&_revinclude=TYPE:BY", "", Tells::must_not},
    {"has", http::Method::get, "/Patient?_has:TYPE:BY:_id=ID&_elements=id", "", Tells::must_not},
    {"chain", http::Method::get, "/TYPE?BY:Patient._id=PATIENT&_id=ID", "", Tells::must_not},
    {"batch", http::Method::post, "/", "batch", Tells::yes},
    {"transaction", http::Method::post, "/", "transaction", Tells::yes},
    {"everything", http::Method::get, "/Patient/PATIENT/$everything", "", Tells::must_not},
    {"everything of all", http::Method::get, "/Patient/$everything?_count=1000", "", Tells::must_not},
};

constexpr Way writing_ways[] = {
    {"create", http::Method::post, "/TYPE", "RECORD", Tells::yes},
    {"update", http::Method::put, "/TYPE/ID", "RECORD", Tells::yes},
    {"conditional update", http::Method::put, "/TYPE?_id=ID", "RECORD", Tells::yes},
    {"remove", http::Method::delete_, "/TYPE/ID", "", Tells::yes},
    {"conditional remove", http::Method::delete_, "/TYPE?_id=ID", "", Tells::yes},
};

std::string filled(std::string text, const Cell& cell)
{
    const std::pair<std::string_view, std::string_view> blanks[]
        = {{"TYPE", cell.type.type}, {"PATIENT", cell.situation.patient}, {"ID", cell.id}, {"BY", cell.type.search}};
    for (const auto& [blank, by] : blanks)
        for (auto at = text.find(blank); at != std::string::npos; at = text.find(blank, at + by.size()))
            text.replace(at, blank.size(), by);
    return text;
}

Met met(const Answer& answer, const Cell& cell)
{
    auto status = answer.status;
    const auto inner = answer.root()["entry"].at(0)["response"]["status"].text();
    if (answer.root()["type"].text() == "batch-response" && inner.size() >= 3)
        status = static_cast<int>(to_unsigned(inner.substr(0, 3)).value_or(0));
    if (status == 401)
        return Met::sign_in;
    if (status == 403)
        return Met::forbidden;
    if (status >= 400)
        return Met::absent;
    const bool is_count = answer.root()["total"].exists() && answer.root()["entry"].size() == 0;
    if (is_count)
        return answer.root()["total"].text() == "0" ? Met::absent : Met::seen;
    return answer.text.find(canary(cell.situation, cell.type)) == std::string::npos ? Met::absent : Met::seen;
}

class AccessMatrix : public HouseInABox {
protected:
    void SetUp() override
    {
        // Every search is logged before it is answered, and a disk would be waited for.
        if (std::filesystem::exists("/dev/shm"))
            setenv("TMPDIR", "/dev/shm", 1);
        HouseInABox::SetUp();
        const auto now = system_clock().now();
        for (const auto& resource : persons_of_the_matrix(now))
            put(resource);
        for (const auto& situation : situations) {
            for (const auto& type : record_types)
                put(record(situation, type, now));
            for (const auto& consent : consents_of(situation))
                put(consent);
        }
    }

    void put(const std::string& resource)
    {
        const auto document = json::read(resource);
        ASSERT_TRUE(document.ok()) << document.error().reason << resource;
        const auto root = document->root();
        const auto target = "/" + std::string(root["resourceType"].text()) + "/" + std::string(root["id"].text());
        const auto answer = ask(http::Method::put, target, caller_of_the_matrix("operator"), resource);
        ASSERT_LT(answer.status, 300) << answer.text << resource;
    }

    Answer go(const Way& way, const Cell& cell, const access::Caller& caller)
    {
        std::string body(way.body);
        if (body == "batch" || body == "transaction")
            body = filled(std::string(bundle_of_one).replace(std::string(bundle_of_one).find("KIND"), 4, body), cell);
        if (body == "RECORD")
            body = record(cell.situation, cell.type, system_clock().now());
        return ask(way.method, filled(way.target, cell), caller, body);
    }

    void check_reading(const Way& way, const Cell& cell, std::size_t caller)
    {
        const auto wanted = expected(cell.situation, caller, cell.type.type);
        const auto answer = go(way, cell, m_callers[caller]);
        ++m_cells;
        const auto tell = [&] {
            return std::string(callers[caller]) + ", " + way.name + ", " + cell.reference + ": "
                + std::to_string(answer.status) + " " + answer.text.substr(0, 400);
        };
        if (way.tells == Tells::yes) {
            EXPECT_EQ(met(answer, cell), wanted) << tell();
        }
        if (wanted != Met::seen) {
            EXPECT_EQ(answer.text.find(canary(cell.situation, cell.type)), std::string::npos) << tell();
            const bool finds = answer.root()["entry"].size() > 0 && std::string(way.name) == "has";
            EXPECT_FALSE(finds) << tell();
        }
    }

    // Nobody but the operator writes by hand, whatever they may see.
    void check_writing(const Way& way, const Cell& cell, std::size_t caller)
    {
        if (std::string(callers[caller]) == "operator")
            return;
        const auto answer = go(way, cell, m_callers[caller]);
        ++m_cells;
        EXPECT_EQ(answer.status, std::string(callers[caller]) == "ingen" ? 401 : 403)
            << callers[caller] << ", " << way.name << ", " << cell.reference << answer.text;
        EXPECT_EQ(answer.text.find("kanari"), std::string::npos) << answer.text;
    }

    std::vector<access::Caller> m_callers = [] {
        std::vector<access::Caller> made;
        for (const auto* name : callers)
            made.push_back(caller_of_the_matrix(name));
        return made;
    }();
    std::size_t m_cells = 0;
};

// HELSELOS_MATRIX=whole runs all of its cells; without it a third, so that a whole test run is not waited for.
bool is_whole()
{
    const auto* wanted = std::getenv("HELSELOS_MATRIX");
    return wanted != nullptr && std::string_view(wanted) == "whole";
}

TEST_F(AccessMatrix, every_cell_is_as_the_table_says)
{
    const bool all = is_whole();
    std::size_t turn = 0;
    for (const auto& situation : situations) {
        for (const auto& type : record_types) {
            const Cell cell{
                situation, type, id_of(situation, type), std::string(type.type) + "/" + id_of(situation, type)};
            ++turn;
            for (std::size_t caller = 0; caller < callers.size(); ++caller) {
                // What goes by way of the patient every other type, what is refused before it is looked at every fifth.
                for (const auto& way : reading_ways)
                    if (all || way.tells == Tells::yes || (turn + caller) % 2 == 0)
                        check_reading(way, cell, caller);
                for (const auto& way : writing_ways)
                    if (all || (turn + caller) % 5 == 0)
                        check_writing(way, cell, caller);
            }
        }
    }
    RecordProperty("cells", static_cast<int>(m_cells));
    EXPECT_GT(m_cells, 100'000U);
}

}  // namespace

}  // namespace helselos::tests
