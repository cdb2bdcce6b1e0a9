// Makes the compact form of the R4 definitions that is embedded in the program:
//
//     compile_definitions FOLDER-OF-JSON FILE-TO-WRITE
#include "fhir/definitions/compile/parts.h"

#include <cstdio>
#include <fstream>

namespace helselos::fhir::compile {

namespace {

Result<std::vector<unsigned char>> compile(const std::string& folder)
{
    const auto package = TRY(read_package(folder));
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

Result<void> run(const std::string& folder, const std::string& path)
{
    const auto bytes = TRY(compile(folder));
    return write_file(path, bytes);
}

}  // namespace

}  // namespace helselos::fhir::compile

int main(int count, char** arguments)
{
    if (count != 3) {
        std::fputs("usage: compile_definitions FOLDER FILE\n", stderr);
        return 2;
    }
    const auto done = helselos::fhir::compile::run(arguments[1], arguments[2]);
    if (!done)
        std::fprintf(stderr, "compile_definitions: %s\n", done.error().reason.c_str());
    return done ? 0 : 1;
}
