// What is fuzzed. Each target takes any bytes and ends the process when a promise of the room
// it tests is broken; the promises stand in its file.
#pragma once

#include <string_view>

namespace helselos::fuzz {

void bundle(std::string_view bytes);
void fhirpath_evaluate(std::string_view bytes);
void form(std::string_view bytes);
void http_request(std::string_view bytes);
void json_read(std::string_view bytes);
void jws(std::string_view bytes);
void picture(std::string_view bytes);
void proof(std::string_view bytes);
void safe_return(std::string_view bytes);
void scope(std::string_view bytes);
void search_extract(std::string_view bytes);
void search_query(std::string_view bytes);
void target(std::string_view bytes);
void view_definition(std::string_view bytes);

}  // namespace helselos::fuzz
