#include "app/bulk/job.h"

#include "app/notify/kept.h"
#include "base/text.h"
#include "json/read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>

namespace helselos::app::bulk {

namespace {

Error damaged()
{
    return Error{Kind::fault, "what is kept of a job is damaged"};
}

Error cannot_keep()
{
    return Error{Kind::fault, "the progress of a job cannot be kept"};
}

bool write_all(int handle, std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(handle, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<std::uint64_t> number_in(json::Value value)
{
    const auto number = to_unsigned(value.text());
    if (!number)
        return damaged();
    return *number;
}

void add_job(const Job& job, json::Draft& to)
{
    to.set("id", job.id)
        .set("caller", text_of(job.caller))
        .set("asked", job.asked)
        .set("begun", to_text(job.begun))
        .set("ended", to_text(job.ended))
        .set("state", static_cast<int>(job.state))
        .set("reason", job.reason);
}

Result<void> read_job(json::Value from, Job& job)
{
    job.id = from["id"].text();
    job.caller = TRY(caller_of(from["caller"].text()));
    job.asked = from["asked"].text();
    job.begun = TRY(instant_from_text(from["begun"].text()));
    job.ended = TRY(instant_from_text(from["ended"].text()));
    const auto state = TRY(number_in(from["state"]));
    if (state > static_cast<std::uint64_t>(JobState::failed))
        return damaged();
    job.state = static_cast<JobState>(state);
    job.reason = from["reason"].text();
    return {};
}

Result<void> write_new(const std::filesystem::path& file, std::string_view content)
{
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (handle < 0)
        return cannot_keep();
    bool is_done = write_all(handle, content);
    is_done = ::fsync(handle) == 0 && is_done;
    is_done = ::close(handle) == 0 && is_done;
    return is_done ? Result<void>() : cannot_keep();
}

Result<void> make_durable(const std::filesystem::path& folder)
{
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return cannot_keep();
    const bool is_done = ::fsync(handle) == 0;
    return ::close(handle) == 0 && is_done ? Result<void>() : cannot_keep();
}

Result<void> keep_text(const std::filesystem::path& file, const std::string& text)
{
    auto fresh = file;
    fresh += ".new";
    TRY(write_new(fresh, text));
    std::error_code failure;
    std::filesystem::rename(fresh, file, failure);
    if (failure)
        return cannot_keep();
    return make_durable(file.parent_path());
}

Result<json::Document> read_kept(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()))
        return Error{Kind::not_found, "no such job"};
    auto document = json::read(text.str());
    return document ? std::move(document) : damaged();
}

}  // namespace helselos::app::bulk
