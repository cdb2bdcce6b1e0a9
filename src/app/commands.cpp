#include "app/commands.h"

#include "app/access_report_command.h"
#include "app/addresses_command.h"
#include "app/check_log_command.h"
#include "app/content_check.h"
#include "app/content_diff.h"
#include "app/content_export.h"
#include "app/content_findings.h"
#include "app/content_mutate.h"
#include "app/content_prove.h"
#include "app/content_versions.h"
#include "app/export_command.h"
#include "app/import_command.h"
#include "app/package_command.h"
#include "app/serve.h"
#include "app/terminology_command.h"
#include "app/triage_command.h"
#include "app/validate_command.h"
#include "app/view_command.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace helselos::app {

namespace {

constexpr int misunderstood = 2;

// What was chosen on the command line; filled by the parser, then run.
struct Chosen {
    Configuration configuration;
    std::string listen = "127.0.0.1:8080";
    std::string auth = "on";
    std::string pid2032 = "auto";
    std::vector<std::string> paths;
    std::string file;
    std::vector<std::string> profiles;
    std::vector<std::string> required_profiles;
    triage::proof::ProofWishes proofs;
    triage::proof::MutationWishes mutations;
    CheckLogWishes log;
    AccessReportWishes access;
    ViewWishes view;
    ExportWishes exported;
    bool is_flagged = false;                // The one flag of a command that has one,
    bool is_second_flagged = false;         // and the second of one that has two.
    std::filesystem::path validation_data;  // None unless it is named: R4 judges alone.
    std::function<int()> run;
};

void add_data(CLI::App& command, Chosen& chosen)
{
    command.add_option("--data", chosen.configuration.data, "Folder with the data; made when it is not there")
        ->capture_default_str();
}

void add_words(CLI::App& command, Chosen& chosen)
{
    command.add_flag("!--no-words", chosen.configuration.has_words,
        "Keep no index of words: saves room on disk; _text, _content and :text are then refused");
}

void add_time_zone(CLI::App& command, Chosen& chosen)
{
    command.add_option("--time-zone", chosen.configuration.time_zone,
        "Of dates without an offset, such as Europe/Oslo; said when the data is made and kept with it; default UTC");
}

void add_numbers(CLI::App& command, Chosen& chosen)
{
    command
        .add_option("--environment", chosen.configuration.environment,
            "Whose identity numbers are taken; said when the data is made and kept with it; default production, "
            "with --demo test")
        ->check(CLI::IsMember({"test", "production"}));
    command
        .add_option(
            "--pid2032", chosen.pid2032, "Identity numbers with the control digits of 2032; auto: from that year")
        ->check(CLI::IsMember({"off", "on", "auto"}))
        ->capture_default_str();
}

void add_content(CLI::App& command, Chosen& chosen)
{
    command.add_option("--content", chosen.configuration.content, "Folder with the clinical content")
        ->capture_default_str();
}

void add_identity(CLI::App& command, IdentityChoices& identity)
{
    command.add_option("--issuer", identity.personnel.address, "Who signs tokens of personnel and machines: HelseID");
    command.add_option("--citizen-issuer", identity.residents.address, "Who signs tokens of residents: ID-porten");
    command.add_option("--audience", identity.audience, "Whom access tokens must be for: this API's name there");
    command.add_option("--api-scope", identity.scope, "A scope that opens all its holder's role may do");
    command.add_option("--client-id", identity.personnel.client, "This server at --issuer, for personnel who sign in");
    command.add_option("--client-key", identity.personnel.key, "File with its private key as JWK")
        ->envname("HELSELOS_CLIENT_KEY");
    command.add_option("--client-scope", identity.personnel.scope, "What it asks for")->capture_default_str();
    command.add_option("--citizen-client-id", identity.residents.client, "This server at --citizen-issuer");
    command.add_option("--citizen-client-key", identity.residents.key, "File with its private key as JWK")
        ->envname("HELSELOS_CITIZEN_CLIENT_KEY");
    command.add_option("--citizen-client-scope", identity.residents.scope, "What it asks for")->capture_default_str();
    command.add_option("--high-assurance", identity.levels, "Names (acr) of the highest level; the first is asked for")
        ->capture_default_str();
    command.add_flag("--accept-bearer", identity.takes_bearer, "Take access tokens that are bound to no key");
    command.add_flag("--proof-nonce", identity.demands_nonce, "Demand a nonce of ours in each DPoP proof");
}

Result<void> configure(Chosen& chosen)
{
    chosen.configuration.is_auth_off = chosen.auth == "off";
    for (const auto& required : chosen.required_profiles)
        TRY(add_required_profile(chosen.configuration, required));
    TRY(set_pid2032(chosen.configuration, chosen.pid2032));
    return set_listen(chosen.configuration, chosen.listen);
}

int run_configured(Chosen& chosen, const std::function<int()>& run)
{
    const auto configured = configure(chosen);
    if (!configured) {
        std::fprintf(stderr, "helselos: %s\n", configured.error().reason.c_str());
        return misunderstood;
    }
    return run();
}

void add_serve(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("serve", "Start the server; Ctrl-C stops it");
    command->fallthrough();
    command->add_option("--listen", chosen.listen, "ADDRESS:PORT")->capture_default_str();
    add_data(*command, chosen);
    add_time_zone(*command, chosen);
    add_numbers(*command, chosen);
    add_words(*command, chosen);
    add_content(*command, chosen);
    command->add_option("--web", chosen.configuration.web, "Folder with the built web applications")
        ->capture_default_str();
    command->add_option("--base", chosen.configuration.base,
        "The FHIR base as callers see it, such as https://example.org/fhir; default from --listen");
    command->add_option("--required-profiles", chosen.required_profiles,
        "TYPE=ADDRESS, repeated: what is written of the type has to claim one of its profiles and satisfy it");
    add_identity(*command, chosen.configuration.identity);
    command->add_option("--apps", chosen.configuration.apps,
        "File with the apps of others that are opened from our pages (docs/guides/operator/README.md)");
    command->add_option("--tls-certificate", chosen.configuration.tls.certificate,
        "File with the certificate as PEM: the server speaks TLS itself; read anew on SIGHUP");
    command->add_option("--tls-key", chosen.configuration.tls.key, "File with its private key as PEM");
    command->add_option("--cors-origin", chosen.configuration.cors_origins,
        "Only pages from there may call with a token, such as https://app.example; may be repeated");
    command->add_option("--seal-key", chosen.configuration.seal_key,
        "A private Ed25519 key in PEM, by which each day of the log is signed when it is over");
    command->add_flag("--demo", chosen.configuration.is_demo, "Synthetic persons one can sign in as; only on loopback");
    command->add_option("--auth", chosen.auth, "off: everyone is the operator; only on loopback")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    command->callback([&chosen] {
        chosen.run = [&chosen] { return run_configured(chosen, [&chosen] { return serve(chosen.configuration); }); };
    });
}

void add_import(CLI::App& all, Chosen& chosen)
{
    auto* command
        = all.add_subcommand("import", "Put resources into the store: transaction Bundles, NDJSON or single resources");
    add_data(*command, chosen);
    add_time_zone(*command, chosen);
    add_numbers(*command, chosen);
    add_words(*command, chosen);
    command->add_option("path", chosen.paths, "Files or folders")->required();
    command->callback([&chosen] {
        chosen.run = [&chosen] {
            return run_configured(chosen, [&chosen] { return import_paths(chosen.configuration, chosen.paths); });
        };
    });
}

void add_export(CLI::App& all, Chosen& chosen)
{
    auto& wishes = chosen.exported;
    auto* command = all.add_subcommand("export", "Write what the store holds as NDJSON, with the server stopped");
    add_data(*command, chosen);
    add_words(*command, chosen);
    command->add_option("--out", wishes.out, "Folder for the files: new or empty, or of an export that was stopped")
        ->required();
    command->add_option("--type", wishes.types, "Of these types only, such as Observation; may be repeated");
    command->add_option("--since", wishes.since, "Only what was changed or removed after this instant");
    command->callback([&chosen] {
        chosen.run = [&chosen] {
            return run_configured(
                chosen, [&chosen] { return export_resources(chosen.configuration, chosen.exported); });
        };
    });
}

void add_addresses(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("addresses", "Whom residents can share with");
    command->require_subcommand(1);
    auto* load = command->add_subcommand(
        "load", "Load the register: who is in it no longer cannot be chosen any more (content/addresses/README.md)");
    load->add_option("file", chosen.file, "Values between tabs")->required();
    add_data(*load, chosen);
    add_time_zone(*load, chosen);
    add_numbers(*load, chosen);
    add_words(*load, chosen);
    add_content(*load, chosen);
    load->callback([&chosen] {
        chosen.run = [&chosen] {
            return run_configured(chosen, [&chosen] { return load_addresses(chosen.configuration, chosen.file); });
        };
    });
}

void add_validate(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("validate", "Check resources in files against the definitions of FHIR R4");
    command->add_option("file", chosen.paths, "JSON files")->required();
    command->add_option("--profile", chosen.profiles, "Address of a profile they have to satisfy as well");
    command->add_option("--data", chosen.validation_data, "Folder with the data whose packages are used");
    command->callback([&chosen] {
        chosen.run = [&chosen] { return validate_files({chosen.paths, chosen.profiles, chosen.validation_data}); };
    });
}

void add_packages(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("package", "FHIR packages (.tgz)");
    command->require_subcommand(1);
    auto* add = command->add_subcommand("add", "Install a package: the server takes its profiles and codes from it");
    add->add_option("file", chosen.file, "The package")->required();
    add_data(*add, chosen);
    add->callback(
        [&chosen] { chosen.run = [&chosen] { return add_package(chosen.configuration.data, chosen.file); }; });
    auto* list = command->add_subcommand("list", "Show the installed packages and what in them is defective");
    add_data(*list, chosen);
    list->callback([&chosen] { chosen.run = [&chosen] { return list_packages(chosen.configuration.data); }; });
    auto* remove = command->add_subcommand("remove", "Take an installed package away");
    remove->add_option("name", chosen.file, "NAME#VERSION, as list shows it")->required();
    add_data(*remove, chosen);
    remove->callback(
        [&chosen] { chosen.run = [&chosen] { return remove_package(chosen.configuration.data, chosen.file); }; });
    auto* show = command->add_subcommand("show", "Show what is in the file of a package");
    show->add_option("file", chosen.file, "The package")->required();
    show->callback([&chosen] { chosen.run = [&chosen] { return show_package(chosen.file); }; });
}

void add_terminology_commands(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("terminology", "Large code systems");
    command->require_subcommand(1);
    auto* add = command->add_subcommand("add", "Keep a code system: a CodeSystem as JSON, or NDJSON of concepts");
    add->add_option("file", chosen.file, "The code system")->required();
    add_data(*add, chosen);
    add->callback(
        [&chosen] { chosen.run = [&chosen] { return add_terminology(chosen.configuration.data, chosen.file); }; });
    auto* list = command->add_subcommand("list", "Show what is kept, and whether it is whole");
    add_data(*list, chosen);
    list->callback([&chosen] { chosen.run = [&chosen] { return list_terminology(chosen.configuration.data); }; });
    auto* remove = command->add_subcommand("remove", "Take one away that was added from a file");
    remove->add_option("url", chosen.file, "Its address, as list shows it")->required();
    add_data(*remove, chosen);
    remove->callback(
        [&chosen] { chosen.run = [&chosen] { return remove_terminology(chosen.configuration.data, chosen.file); }; });
}

void add_content_versions(CLI::App& command, Chosen& chosen)
{
    auto* install = command.add_subcommand(
        "install", "Check, prove and keep content; it is in force when the server starts next");
    install->add_option("content", chosen.file, "A folder with triage/ in it, or that as .tgz")->required();
    add_data(*install, chosen);
    install->callback(
        [&chosen] { chosen.run = [&chosen] { return install_content(chosen.configuration.data, chosen.file); }; });
    auto* versions = command.add_subcommand("versions", "Show the installed content and which of it is in force");
    add_data(*versions, chosen);
    versions->callback([&chosen] { chosen.run = [&chosen] { return list_content(chosen.configuration.data); }; });
    auto* use = command.add_subcommand("use", "Put a version that is installed in force");
    use->add_option("version", chosen.file, "Its fingerprint, or: shipped")->required();
    add_data(*use, chosen);
    use->callback(
        [&chosen] { chosen.run = [&chosen] { return use_content(chosen.configuration.data, chosen.file); }; });
}

void add_content_prove(CLI::App& content, Chosen& chosen)
{
    chosen.proofs.cache = default_proof_cache();
    auto* prove = content.add_subcommand("prove", "Prove that the rules keep the laws, whoever asks");
    add_content(*prove, chosen);
    prove->add_option("complaint", chosen.proofs.only, "Only this one; all when not named");
    prove->add_option("--cache", chosen.proofs.cache, "Folder for what was proved before; \"\" for none")
        ->capture_default_str();
    prove->add_option("--record", chosen.proofs.record, "Folder for all that the solver is asked, as SMT-LIB");
    prove->callback(
        [&chosen] { chosen.run = [&chosen] { return prove_content(chosen.configuration.content, chosen.proofs); }; });
}

void add_content_compare(CLI::App& content, Chosen& chosen)
{
    auto* diff = content.add_subcommand("diff", "Show for whom two versions of the content differ");
    diff->add_option("folders", chosen.paths, "The old and the new folder with content")->required()->expected(2);
    diff->callback([&chosen] { chosen.run = [&chosen] { return compare_content(chosen.paths[0], chosen.paths[1]); }; });
    auto* findings = content.add_subcommand("findings", "List every finding and every protocol");
    add_content(*findings, chosen);
    findings->add_flag("--json", chosen.is_flagged, "As JSON, with texts in all languages");
    findings->callback([&chosen] {
        chosen.run = [&chosen] { return list_findings(chosen.configuration.content, chosen.is_flagged); };
    });
}

void add_content_mutate(CLI::App& content, Chosen& chosen)
{
    auto& wishes = chosen.mutations;
    wishes.cache = default_proof_cache();
    auto* mutate = content.add_subcommand("mutate", "Plant small faults and count which ones nothing notices");
    add_content(*mutate, chosen);
    mutate->add_option("--complaint", wishes.only, "Only its own rules; or general-rules, or red-screen");
    mutate->add_option("--sample", wishes.sample, "So many faults by chance; all when 0")->capture_default_str();
    mutate->add_option("--seed", wishes.seed, "Of that chance")->capture_default_str();
    mutate->add_option("--cache", wishes.cache, "Folder for what was proved before; \"\" for none")
        ->capture_default_str();
    auto* list = mutate->add_flag("--list", chosen.is_flagged, "Every fault, with the case or the law that notices it");
    auto* suggest = mutate->add_flag("--suggest", chosen.is_second_flagged, "Cases that would notice what nothing did");
    list->excludes(suggest);
    mutate->callback([&chosen] {
        chosen.run = [&chosen] {
            const auto print = chosen.is_flagged ? MutationPrint::all
                : chosen.is_second_flagged       ? MutationPrint::cases
                                                 : MutationPrint::survivors;
            return mutate_content(chosen.configuration.content, chosen.mutations, print);
        };
    });
}

void add_content_check(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("content", "The clinical content");
    command->require_subcommand(1);
    add_content_prove(*command, chosen);
    add_content_compare(*command, chosen);
    add_content_mutate(*command, chosen);
    auto* check = command->add_subcommand("check", "Check all content and run its cases");
    add_content(*check, chosen);
    check->callback([&chosen] { chosen.run = [&chosen] { return check_content(chosen.configuration.content); }; });
    auto* figures = command->add_subcommand("figures", "Count the content, its readability and its interviews");
    add_content(*figures, chosen);
    figures->callback([&chosen] { chosen.run = [&chosen] { return show_figures(chosen.configuration.content); }; });
    auto* exported = command->add_subcommand(
        "export", "Write each protocol as PlanDefinition, Questionnaire and Library (FHIR R4)");
    exported->add_option("folder", chosen.file, "Where to write; made when it is not there")->required();
    add_content(*exported, chosen);
    exported->callback(
        [&chosen] { chosen.run = [&chosen] { return export_content(chosen.configuration.content, chosen.file); }; });
    add_content_versions(*command, chosen);
}

void add_triage(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("triage", "Assess a case: level and reasons");
    command->add_option("--case", chosen.file, "A YAML file with one or more cases")->required();
    add_content(*command, chosen);
    command->callback(
        [&chosen] { chosen.run = [&chosen] { return run_cases(chosen.configuration.content, chosen.file); }; });
}

void add_check(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("check", "Check what is kept");
    command->require_subcommand(1);
    auto* log = command->add_subcommand("log", "Whether the log of who saw what is as it was written");
    chosen.log.data = chosen.configuration.data;
    log->add_option("--data", chosen.log.data, "Folder with the data; the server may be running")
        ->capture_default_str();
    log->add_option("--public-key", chosen.log.public_key, "Ed25519 key in PEM by which the days have to be signed");
    log->add_option("--passes", chosen.log.passes, "A head printed earlier; the log has to lead through it");
    log->callback([&chosen] { chosen.run = [&chosen] { return check_log(chosen.log); }; });
}

void add_view(CLI::App& all, Chosen& chosen)
{
    auto& wishes = chosen.view;
    wishes.data = chosen.configuration.data;
    auto* command = all.add_subcommand("view", "Write the table a ViewDefinition makes of resources (SQL on FHIR)");
    command->add_option("definition", wishes.definition, "A ViewDefinition as JSON")->required();
    auto* files = command->add_option("file", wishes.files, "NDJSON files; without them, what is in the data");
    command->add_option("--data", wishes.data, "Folder with the data; the server may be running")
        ->capture_default_str()
        ->excludes(files);
    command->add_option("--format", wishes.format, "ndjson, json or csv")
        ->check(CLI::IsMember({"ndjson", "json", "csv"}))
        ->capture_default_str();
    command->add_flag("!--no-header", wishes.has_header, "Of CSV: no line with the names of the columns");
    command->callback([&chosen] { chosen.run = [&chosen] { return run_view(chosen.view); }; });
}

void add_report(CLI::App& all, Chosen& chosen)
{
    auto* command = all.add_subcommand("report", "Reports for who answers for the data");
    command->require_subcommand(1);
    auto* access = command->add_subcommand("access", "Unusual accesses to records, the weightiest first");
    chosen.access.data = chosen.configuration.data;
    access->add_option("--data", chosen.access.data, "Folder with the data; the server may be running")
        ->capture_default_str();
    access->add_option("--from", chosen.access.from, "The first day, such as 2026-11-01");
    access->add_option("--to", chosen.access.to, "The last day");
    access->add_option("--time-zone", chosen.access.zone, "Of the days, and of day and night")->capture_default_str();
    access->add_option("--format", chosen.access.format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}))
        ->capture_default_str();
    access->callback([&chosen] { chosen.run = [&chosen] { return report_access(chosen.access); }; });
}

}  // namespace

int run_command(int count, char** words)
{
    CLI::App all{"Helselos: a digital-health platform on HL7 FHIR R4", "helselos"};
    all.require_subcommand(1);
    all.set_config("--config", "", "A file with these options as NAME=VALUE, below [serve] for the server");
    Chosen chosen;
    chosen.configuration.content = default_content();
    chosen.configuration.web = default_web();
    add_serve(all, chosen);
    add_import(all, chosen);
    add_export(all, chosen);
    add_addresses(all, chosen);
    add_validate(all, chosen);
    add_packages(all, chosen);
    add_terminology_commands(all, chosen);
    add_content_check(all, chosen);
    add_triage(all, chosen);
    add_check(all, chosen);
    add_view(all, chosen);
    add_report(all, chosen);
    try {
        all.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return all.exit(error) == 0 ? 0 : misunderstood;
    }
    return chosen.run();
}

}  // namespace helselos::app
