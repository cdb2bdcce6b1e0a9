// Makes the compact form of the R4 definitions that is embedded in the program and, when a
// second file is named, the archive of the StructureDefinitions as published:
//
//     compile_definitions FOLDER-OF-JSON FILE-TO-WRITE [ARCHIVE-TO-WRITE]
#include "fhir/definitions/compile/parts.h"

#include <cstdio>
#include <fstream>

namespace helselos::fhir::compile {

namespace {

Result<std::vector<unsigned char>> compile(const Package& package)
{
    blob::Writer writer;
    const auto resources = TRY(write_structures(package, writer));
    TRY(write_search_parameters(package, resources, writer));
    TRY(write_compartments(package, writer));
    write_terminology(package, writer);
    return writer.finish();
}

Result<void> write_file(const std::string& path, const std::vector<unsigned char>& bytes)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file)
        return Error{Kind::fault, "cannot write " + path};
    return {};
}

Result<void> run(const std::string& folder, const std::string& path, const std::string& archive)
{
    auto package = TRY(read_package(folder));
    TRY(write_file(path, TRY(compile(package))));
    if (archive.empty())
        return {};
    TRY(read_profiles(folder, package));
    return write_file(archive, TRY(write_published(package)));
}

}  // namespace

}  // namespace helselos::fhir::compile

int main(int count, char** arguments)
{
    if (count != 3 && count != 4) {
        std::fputs("usage: compile_definitions FOLDER FILE [ARCHIVE]\n", stderr);
        return 2;
    }
    const auto done = helselos::fhir::compile::run(arguments[1], arguments[2], count == 4 ? arguments[3] : "");
    if (!done)
        std::fprintf(stderr, "compile_definitions: %s\n", done.error().reason.c_str());
    return done ? 0 : 1;
}
