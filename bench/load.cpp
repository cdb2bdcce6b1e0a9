// bench_load: asks a server over and over, and prints one line of JSON: rate, waiting times,
// statuses, and the CPU time that the server (--pid) and this program took.
#include "bench/load_clients.h"
#include "bench/load_report.h"
#include "bench/load_requests.h"

#include "base/text.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace helselos;
using namespace helselos::bench;

struct Arguments {
    std::string target = "127.0.0.1:8080";
    std::string path;
    std::string body_file;
    std::string requests_file;
    std::string save_body;
    std::string method = "GET";
    std::vector<std::string> headers;
    std::vector<int> pids;
    std::size_t connections = 32;
    std::uint64_t seconds = 3;
    std::uint64_t requests = 0;
    std::uint64_t rate = 0;
    std::uint64_t warm_up_ms = 500;
    std::uint64_t first = 0;
    std::uint64_t seed = 190723;
    bool own_turns = false;
};

void describe(CLI::App& app, Arguments& arguments)
{
    app.add_option("--target", arguments.target, "ADDRESS:PORT of the server")->capture_default_str();
    app.add_option("--path", arguments.path, "what to ask for; see --requests for several");
    app.add_option("--method", arguments.method, "GET, POST ...")->capture_default_str();
    app.add_option("--header", arguments.headers, "NAME: VALUE; may come more than once");
    app.add_option("--body", arguments.body_file, "file with the body");
    app.add_option("--requests", arguments.requests_file, "file with one request a line, as JSON, asked in turn");
    app.add_option("--connections", arguments.connections)->capture_default_str();
    app.add_option("--seconds", arguments.seconds, "how long to measure")->capture_default_str();
    app.add_option("--count", arguments.requests, "how many to measure, instead of --seconds");
    app.add_option("--rate", arguments.rate, "requests a second, planned evenly; without it each client waits");
    app.add_flag("--own-turns", arguments.own_turns, "each connection asks all of --requests in order");
    app.add_option("--warm-up", arguments.warm_up_ms, "milliseconds before measuring")->capture_default_str();
    app.add_option("--first", arguments.first, "where {n} begins")->capture_default_str();
    app.add_option("--seed", arguments.seed, "of {uuid}, {hex} and {below:N}")->capture_default_str();
    app.add_option("--pid", arguments.pids, "processes of the server, for their CPU time");
    app.add_option("--save-body", arguments.save_body, "file for the body of one answer");
}

std::string read_file(const std::string& name)
{
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Result<std::vector<RequestTemplate>> templates_of(const Arguments& arguments)
{
    if (!arguments.requests_file.empty())
        return read_templates(read_file(arguments.requests_file));
    RequestTemplate one{.method = arguments.method, .path = arguments.path, .headers = arguments.headers};
    if (!arguments.body_file.empty())
        one.body = read_file(arguments.body_file);
    if (!one.path.starts_with('/'))
        return Error{Kind::invalid, "--path or --requests is needed."};
    return std::vector{one};
}

// User and system time of a process in microseconds (proc(5), fields 14 and 15 of stat).
std::uint64_t cpu_time_us(int pid)
{
    const auto stat = read_file(fmt::format("/proc/{}/stat", pid));
    const auto fields = split(std::string_view(stat).substr(std::min(stat.rfind(')') + 2, stat.size())), ' ');
    if (fields.size() < 13)
        return 0;
    const auto ticks = to_unsigned(fields[11]).value_or(0) + to_unsigned(fields[12]).value_or(0);
    return ticks * 1'000'000 / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
}

struct Watch {
    std::vector<int> pids;
    CpuTimes times = {};

    CpuTimes now() const
    {
        CpuTimes sum{.own_us = cpu_time_us(::getpid())};
        for (const int pid : pids)
            sum.server_us += cpu_time_us(pid);
        return sum;
    }
};

void begin(void* context)
{
    auto& watch = *static_cast<Watch*>(context);
    watch.times = watch.now();
}

void end(void* context)
{
    auto& watch = *static_cast<Watch*>(context);
    const auto now = watch.now();
    watch.times = {now.server_us - watch.times.server_us, now.own_us - watch.times.own_us};
}

Result<void> run(const Arguments& arguments)
{
    const auto colon = arguments.target.rfind(':');
    const auto port
        = to_unsigned(std::string_view(arguments.target).substr(std::min(colon, arguments.target.size() - 1) + 1));
    if (colon == std::string::npos || !port || *port > 65535)
        return Error{Kind::invalid, "--target is ADDRESS:PORT."};
    const LoadPlan plan{.address = arguments.target.substr(0, colon),
        .port = static_cast<std::uint16_t>(*port),
        .connections = arguments.connections,
        .warm_up = std::chrono::milliseconds(arguments.warm_up_ms),
        .duration = std::chrono::seconds(arguments.seconds),
        .requests_max = arguments.requests,
        .rate = arguments.rate};
    Requests requests(TRY(templates_of(arguments)),
        {arguments.target, arguments.own_turns ? Turns::own : Turns::shared, arguments.first, arguments.seed});
    Watch watch{.pids = arguments.pids};
    const auto result = TRY(run_load(plan, requests, begin, end, &watch));
    if (result.kinds.empty())
        return Error{Kind::fault, "Nothing was answered in time."};
    if (!arguments.save_body.empty())
        std::ofstream(arguments.save_body, std::ios::binary) << result.last_body;
    fmt::print("{}\n", report(result, watch.times));
    return {};
}

}  // namespace

int main(int count, char** values)
{
    CLI::App app("Asks a server over and over and says how it did.");
    Arguments arguments;
    describe(app, arguments);
    CLI11_PARSE(app, count, values);
    if (const auto done = run(arguments); !done) {
        fmt::print(stderr, "bench_load: {}\n", done.error().reason);
        return 1;
    }
    return 0;
}
