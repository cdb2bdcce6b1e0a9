#include "app/serve.h"

#include "app/bulk/bulk_work.h"
#include "app/demo.h"
#include "app/dispatcher.h"
#include "app/house.h"
#include "app/identity.h"
#include "app/notify/notify.h"
#include "app/publish.h"
#include "app/secret_files.h"
#include "base/log.h"
#include "server/front_door.h"
#include "store/sqlite/log/sealed_days.h"

#include <fmt/core.h>

#include <csignal>
#include <pthread.h>

namespace helselos::app {

namespace {

// Blocked in every thread, so that only wait_for_stop() takes them.
sigset_t stop_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

sigset_t stop_and_renew_signals()
{
    auto signals = stop_signals();
    sigaddset(&signals, SIGHUP);
    return signals;
}

void renew_certificate(http::Server& server)
{
    const auto renewed = server.renew_certificate();
    if (renewed)
        log::write(log::Level::information, "certificate read anew");
    else
        log::write(log::Level::error, "the old certificate stays", {{"why", renewed.error().reason}});
}

// Without TLS a hang-up ends the program, as it does others.
void wait_for_stop(http::Server& server, const Configuration& configuration)
{
    const auto signals = configuration.tls.empty() ? stop_signals() : stop_and_renew_signals();
    int taken = SIGHUP;
    while (sigwait(&signals, &taken) == 0 && taken == SIGHUP)
        renew_certificate(server);
}

// "https://login.example/oidc" is of "https://login.example".
std::string origin_of(const std::string& address)
{
    const auto host = address.find("://");
    return host == std::string::npos ? address : address.substr(0, address.find('/', host + 3));
}

Result<std::optional<http::StaticFiles>> load_web(const Configuration& configuration)
{
    if (configuration.web.empty() || !std::filesystem::exists(configuration.web))
        return std::optional<http::StaticFiles>();
    std::vector<http::StaticFiles::Application> applications{{"/", configuration.web / "citizen"}};
    applications.push_back({"/kliniker/", configuration.web / "clinician"});
    applications.push_back({"/analyse/", configuration.web / "analyst"});
    applications.push_back({"/drift/", configuration.web / "administrator"});
    // Signing out goes on at the issuer, by a form.
    std::vector<std::string> issuers;
    for (const auto* issuer : {&configuration.identity.personnel, &configuration.identity.residents})
        if (!issuer->address.empty())
            issuers.push_back(origin_of(issuer->address));
    return std::optional<http::StaticFiles>(TRY(http::StaticFiles::load(applications, issuers)));
}

void add_figures(http::Metrics& metrics, store::Store& store, const Dispatcher& dispatcher, const Reindex& reindex)
{
    const auto figure = [&store](std::uint64_t store::Store::Figures::*member) {
        return [&store, member] { return static_cast<double>(store.figures().*member); };
    };
    using Figures = store::Store::Figures;
    metrics.add_gauge("helselos_resources", "Resources that are there now.", figure(&Figures::resources));
    metrics.add_counter("helselos_commits_total", "Durable commits.", figure(&Figures::commits));
    metrics.add_counter("helselos_acts_total", "Acts written.", figure(&Figures::acts));
    metrics.add_gauge("helselos_writes_waiting", "Acts that wait for the writer.", figure(&Figures::waiting));
    metrics.add_gauge("helselos_events_waiting", "Events not handled yet.", figure(&Figures::waiting_events));
    metrics.add_gauge(
        "helselos_words_behind", "Versions whose words are not indexed yet.", figure(&Figures::words_behind));
    using Reindexed = Reindex::Figures;
    const auto reindexed = [&reindex](std::uint64_t Reindexed::*member) {
        return [&reindex, member] { return static_cast<double>(reindex.figures().*member); };
    };
    metrics.add_gauge("helselos_reindex_parameters_waiting", "Search parameters for which what is stored is read anew.",
        reindexed(&Reindexed::parameters_waiting));
    metrics.add_gauge(
        "helselos_reindex_resources_done", "Resources read for them so far.", reindexed(&Reindexed::resources_done));
    metrics.add_gauge(
        "helselos_reindex_resources_total", "Resources to be read for them.", reindexed(&Reindexed::resources_total));
    metrics.add_counter("helselos_reaction_failures_total", "Reactions that failed and are tried again.",
        [&dispatcher] { return static_cast<double>(dispatcher.failures()); });
}

std::string shown_address(const Configuration& configuration, std::uint16_t port)
{
    const bool is_v6 = configuration.address.find(':') != std::string::npos;
    const auto* scheme = configuration.tls.empty() ? "http" : "https";
    return fmt::format(fmt::runtime(is_v6 ? "{}://[{}]:{}" : "{}://{}:{}"), scheme, configuration.address, port);
}

void print_welcome(const std::string& at, bool has_web, const auth::DemoSignIn* demo)
{
    fmt::print("\nHelselos is ready.\n\n");
    if (has_web)
        fmt::print("  For residents          {0}/\n  For health personnel   {0}/kliniker/\n"
                   "  For editors            {0}/analyse/\n  For administrators     {0}/drift/\n",
            at);
    fmt::print("  FHIR R4                {0}/fhir/metadata\n  Health, metrics        {0}/healthz  {0}/metrics\n", at);
    if (demo != nullptr) {
        fmt::print("\nDemonstration: synthetic persons; the content is not clinically approved. Sign in as\n");
        for (const auto& person : demo->persons()) {
            const auto who = demo->look_up(person);
            fmt::print("  {:<18} {:<16} {}\n", person.id, who ? who->name : "", person.description);
        }
    }
    fmt::print("\nCtrl-C stops.\n");
    std::fflush(stdout);
}

// The port is known only once the server listens, so links are made from what was asked for.
std::string base_of(const Configuration& configuration)
{
    return configuration.base.empty() ? shown_address(configuration, configuration.port) + "/fhir" : configuration.base;
}

Result<AdministratorDesk> administrator_desk(const Configuration& configuration, Identity& identity)
{
    administrator::KeyShelf shelf{configuration.data, {}, identity.personnel(), identity.residents()};
    if (!configuration.seal_key.empty())
        shelf.seal_key = TRY(store::sqlite::sealing_key(configuration.seal_key));
    return AdministratorDesk{std::move(shelf), identity.sessions()};
}

Result<void> run(Configuration configuration)
{
    TRY(refuse_unsafe(configuration));
    TRY(refuse_open_secrets(configuration));
    configuration.base = base_of(configuration);
    const auto house = TRY(House::open(configuration));
    TRY(publish(*house, configuration.content / "fhir"));
    TRY(publish_guidelines(*house));
    if (configuration.is_demo)
        TRY(load_demo(*house, configuration.content));
    const auto web = TRY(load_web(configuration));

    const auto identity = TRY(Identity::open(configuration, *house));
    add_operations_of_administrator(house->operations(), TRY(administrator_desk(configuration, *identity)));
    auth::add_launch_operations(identity->launch(), house->operations());
    std::optional<auth::DemoSignIn> demo;
    if (configuration.is_demo)
        demo.emplace(TRY(demo_persons(configuration.content)), identity->people(), identity->sessions());

    http::Metrics metrics;
    const auto notify
        = TRY(Notify::open(house->records(), house->store(), house->hall(), configuration.content / "topics"));
    notify->add_operations(house->operations());
    Dispatcher dispatcher(house->records(), house->hall(), &house->reindex(), [&notify] { notify->wake(); });
    house->store().on_events([&dispatcher] { dispatcher.wake(); });
    add_figures(metrics, house->store(), dispatcher, house->reindex());
    house->reindex().start();
    TRY(notify->start());
    bulk::BulkWork bulk_work(house->records(), house->hall(), configuration.data);
    bulk_work.add_operations(house->operations());
    bulk_work.start();

    const rest::FhirBase fhir(house->records(), house->hall(), house->operations(), configuration.base);
    auto origins = TRY(server::OpenOrigins::only(configuration.cors_origins));
    server::FrontDoor door({fhir, identity->doors(), demo ? &*demo : nullptr, identity->sign_in(),
        web ? &*web : nullptr, metrics, [&house] { return house->store().reader().ok(); },
        identity->smart_configuration(), identity->personnel_smart_configuration(), std::move(origins),
        [&notify] { return notify->conversation(); }});

    http::Options options;
    options.address = configuration.address == "localhost" ? "127.0.0.1" : configuration.address;
    options.port = configuration.port;
    options.tls = configuration.tls;
    const auto server = TRY(http::Server::start(options, door, metrics));
    log::write(
        log::Level::information, "environment", {{"name", fhir::norway::name_of(house->hall().numbers.environment)}});
    log::write(log::Level::information, "content in force", {{"fingerprint", house->triage().fingerprint}});
    print_welcome(shown_address(configuration, server->port()), web.has_value(), demo ? &*demo : nullptr);
    wait_for_stop(*server, configuration);
    log::write(log::Level::information, "stopping");
    notify->stop();
    server->stop();
    bulk_work.stop();
    house->reindex().stop();
    house->store().on_events({});
    return {};
}

}  // namespace

int serve(const Configuration& configuration)
{
    const auto signals = configuration.tls.empty() ? stop_signals() : stop_and_renew_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const auto ran = run(configuration);
    if (ran)
        return 0;
    fmt::print(stderr, "helselos: {}\n", ran.error().reason);
    for (const auto& issue : ran.error().issues)
        fmt::print(stderr, "  {}{}{}\n", issue.element, issue.element.empty() ? "" : ": ", issue.text);
    return 1;
}

}  // namespace helselos::app
