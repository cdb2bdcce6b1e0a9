#include "whole_file.h"

#include <array>
#include <memory>
#include <sqlite3.h>

namespace helselos::crash {

namespace {

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};

int keep_first(void* out, int, char** values, char**)
{
    auto& text = *static_cast<std::string*>(out);
    if (text.empty() && values[0] != nullptr)
        text = values[0];
    return 0;
}

std::string ask(sqlite3* connection, const char* sql)
{
    std::string answer;
    if (sqlite3_exec(connection, sql, keep_first, &answer, nullptr) != SQLITE_OK)
        return std::string("cannot ask: ") + sqlite3_errmsg(connection);
    return answer;
}

struct Agreement {
    const char* what;
    const char* sql;  // Gives 0 when it holds.
};

constexpr std::array<Agreement, 7> agreements{{
    {"links and rows of the log",
        "SELECT (SELECT coalesce(sum(rows),0) FROM log_link)-(SELECT count(*) FROM audit)"
        "+(SELECT coalesce(max(last),0) FROM log_link)-(SELECT coalesce(max(id),0) FROM audit)"},
    {"counters and living", "SELECT (SELECT coalesce(sum(living),0) FROM counter)-(SELECT count(*) FROM living)"},
    {"counters and versions", "SELECT (SELECT coalesce(sum(versions),0) FROM counter)-(SELECT count(*) FROM version)"},
    {"living and resources",
        "SELECT count(*) FROM resource r LEFT JOIN living l ON l.type=r.type AND l.resource=r.id"
        " WHERE r.is_living<>(l.resource IS NOT NULL)"},
    {"resources and their newest versions",
        "SELECT count(*) FROM resource r LEFT JOIN version v ON v.sequence=r.sequence"
        " WHERE r.version>0 AND (v.resource IS NOT r.id OR v.number<>r.version)"},
    {"living and kept rows", "SELECT count(*) FROM living l LEFT JOIN kept k USING(resource) WHERE k.resource IS NULL"},
    {"rows and living",
        "SELECT count(*) FROM token t LEFT JOIN resource r ON r.id=t.resource WHERE r.is_living IS NOT 1"},
}};

}  // namespace

std::string examine(const std::string& path, const std::string& vfs)
{
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, vfs.empty() ? nullptr : vfs.c_str());
    const std::unique_ptr<sqlite3, Close> connection(handle);
    if (code != SQLITE_OK)
        return "cannot open";
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (const auto answer = ask(handle, "PRAGMA integrity_check(1)"); answer != "ok")
        return "integrity: " + answer;
    for (const auto& agreement : agreements) {
        if (const auto answer = ask(handle, agreement.sql); answer != "0")
            return std::string(agreement.what) + " disagree: " + answer;
    }
    return {};
}

}  // namespace helselos::crash
