// Scopes of SMART apps are conditions of the search: they hold in every way to a record.
#include "access/small_world.h"

namespace helselos::tests {

namespace {

using access::SmartScope;

class AccessOfApps : public SmallWorld {
protected:
    void SetUp() override
    {
        SmallWorld::SetUp();
        const auto category = [](const char* code) {
            return std::string(R"(,"category":[{"coding":[{"code":")") + code
                + R"(","system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}])";
        };
        observe("puls", "forelder", category("vital-signs"));
        observe("prove", "forelder", category("laboratory"));
        observe("barnets", "barn", category("vital-signs"));
        put(R"({"resourceType":"Condition","id":"plage","code":{"text":"kanari"},
            "subject":{"reference":"Patient/forelder"}})");
        put(R"({"resourceType":"DiagnosticReport","id":"rapport","status":"final","code":{"text":"x"},
            "subject":{"reference":"Patient/forelder"},
            "result":[{"reference":"Observation/prove"},{"reference":"Observation/puls"}]})");
    }

    static SmartScope may_read(SmartScope::Context context, const char* type, const char* restriction = "")
    {
        SmartScope scope{context, type};
        scope.read = scope.search = true;
        scope.restriction = restriction;
        return scope;
    }

    static access::Caller app(std::vector<SmartScope> scopes)
    {
        auto caller = caller_of_the_matrix("forelder");
        caller.scopes = std::move(scopes);
        caller.launch_patient = "Patient/forelder";
        return caller;
    }

    int read(const access::Caller& caller, const std::string& target)
    {
        return ask(http::Method::get, target, caller).status;
    }
    std::string count(const access::Caller& caller, const std::string& search)
    {
        const auto answer = ask(http::Method::get, search, caller);
        return answer.status == 200 ? std::string(answer.root()["total"].text()) : std::to_string(answer.status);
    }

    static constexpr auto patient = SmartScope::Context::patient;
    static constexpr auto user = SmartScope::Context::user;
};

TEST_F(AccessOfApps, a_type_that_is_not_in_the_scopes_is_forbidden_and_never_included)
{
    const auto caller = app({may_read(user, "DiagnosticReport")});
    EXPECT_EQ(read(caller, "/Observation/puls"), 403);
    EXPECT_EQ(read(caller, "/Observation?_id=puls"), 403);
    EXPECT_EQ(read(caller, "/DiagnosticReport/rapport"), 200);
    EXPECT_EQ(count(caller, "/DiagnosticReport?result:Observation.status=final&_total=accurate"), "403");
    const auto included = ask(http::Method::get, "/DiagnosticReport?_include=*", caller);
    EXPECT_EQ(included.root()["entry"].size(), 1U) << included.text;
    EXPECT_EQ(count(caller, "/?_id=puls&_total=accurate"), "0");
    EXPECT_EQ(read(caller, "/Questionnaire?_summary=count"), 200);
}

TEST_F(AccessOfApps, a_restriction_holds_in_every_way)
{
    const auto caller = app({may_read(user, "DiagnosticReport"), may_read(user, "Patient"),
        may_read(
            user, "Observation", "category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs")});
    EXPECT_EQ(read(caller, "/Observation/puls"), 200);
    EXPECT_EQ(read(caller, "/Observation/puls/_history/1"), 200);
    EXPECT_EQ(read(caller, "/Observation/puls/_history"), 200);
    EXPECT_EQ(read(caller, "/Observation/barnets"), 200);
    for (const char* hidden : {"/Observation/prove", "/Observation/prove/_history/1", "/Observation/prove/_history"})
        EXPECT_EQ(read(caller, hidden), 404) << hidden;
    EXPECT_EQ(count(caller, "/Observation?_total=accurate"), "2");
    EXPECT_EQ(count(caller, "/Observation?_summary=count"), "2");
    EXPECT_EQ(count(caller, "/Observation?category=laboratory&_total=accurate"), "0");
    EXPECT_EQ(count(caller, "/Patient?_has:Observation:subject:_id=prove&_total=accurate"), "0");
    EXPECT_EQ(count(caller, "/Patient?_has:Observation:subject:_id=puls&_total=accurate"), "1");
    EXPECT_EQ(count(caller, "/DiagnosticReport?result:Observation._id=prove&_total=accurate"), "0");
    const auto included = ask(http::Method::get, "/DiagnosticReport?_include=DiagnosticReport:result", caller);
    EXPECT_EQ(included.root()["entry"].size(), 2U) << included.text;
    EXPECT_NE(read(caller, "/Observation/_history"), 200);
}

TEST_F(AccessOfApps, patient_scopes_speak_of_the_launch_patient_only)
{
    auto caller = app({may_read(patient, "Observation")});
    EXPECT_EQ(read(caller, "/Observation/puls"), 200);
    EXPECT_EQ(read(caller, "/Observation/barnets"), 404);
    EXPECT_EQ(count(caller, "/Observation?_total=accurate"), "2");
    caller.launch_patient = "Patient/barn";
    EXPECT_EQ(read(caller, "/Observation/barnets"), 200);
    EXPECT_EQ(read(caller, "/Observation/puls"), 404);
    caller.launch_patient = "Patient/framand";
    EXPECT_EQ(count(caller, "/Observation?_total=accurate"), "0");
    caller.launch_patient = "";
    EXPECT_EQ(read(caller, "/Observation/puls"), 403);
}

TEST_F(AccessOfApps, of_several_scopes_one_is_enough)
{
    const auto caller = app({may_read(patient, "Observation", "category=laboratory"),
        may_read(user, "Observation", "category=vital-signs")});
    EXPECT_EQ(count(caller, "/Observation?_total=accurate"), "3");
    EXPECT_EQ(count(app({may_read(patient, "*")}), "/Condition?_total=accurate"), "1");
}

TEST_F(AccessOfApps, a_restriction_that_cannot_be_understood_gives_nothing)
{
    for (const char* restriction : {"no-such=1", "category", "category=x&_include=Observation:subject", "_count=5",
             "code:in=http://example.org/ValueSet/x", "%zz"})
        EXPECT_EQ(read(app({may_read(user, "Observation", restriction)}), "/Observation/puls"), 403) << restriction;
}

TEST_F(AccessOfApps, reading_is_not_searching)
{
    auto scope = may_read(user, "Observation");
    scope.search = false;
    EXPECT_EQ(read(app({scope}), "/Observation/puls"), 200);
    EXPECT_EQ(read(app({scope}), "/Observation?_id=puls"), 403);
    scope.search = true;
    scope.read = false;
    EXPECT_EQ(read(app({scope}), "/Observation/puls"), 403);
    EXPECT_EQ(read(app({scope}), "/Observation?_id=puls"), 200);
}

TEST_F(AccessOfApps, an_app_sees_no_more_than_the_one_who_uses_it)
{
    observe("framand-sin", "framand");
    EXPECT_EQ(read(app({may_read(user, "*")}), "/Observation/framand-sin"), 404);
    auto machine_scopes = app({may_read(SmartScope::Context::system, "*")});
    EXPECT_EQ(read(machine_scopes, "/Observation/puls"), 403);
}

}  // namespace

}  // namespace helselos::tests
