// Norwegian national identity numbers of eleven digits: what the digits themselves say.
//
// Spec: Skatteetaten, fødselsnummer and D-number with the control digits of 1964 and of 2032; NHN for the numbers of
// its test persons. A number that is well formed need not be anybody's: only the Folkeregister knows that, and it is
// also the place to take birth date and sex from. From 2032 on the digits tell neither century nor sex.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace helselos::fhir::norway {

enum class NumberKind : std::uint8_t {
    fodselsnummer,
    d_number,   // Of a person without a fødselsnummer: day + 40.
    h_number,   // Hjelpenummer, given out by the institution itself: month + 40.
    fh_number,  // Felles hjelpenummer: the first digit is 8 or 9, and there is no date in it.
};

// Whether the first control digit of 2032 is taken as well, which leaves more mistyped numbers unnoticed.
enum class Pid2032 : std::uint8_t { off, on };

// What the operator chose; `auto` is on from the first day of 2032.
enum class Pid2032Setting : std::uint8_t { off, on, by_clock };
Pid2032 pid2032_at(Pid2032Setting setting, Instant now);
std::optional<Pid2032Setting> pid2032_setting(std::string_view word);  // "off", "on", "auto".

struct NationalNumber {
    NumberKind kind = NumberKind::fodselsnummer;
    // Made for tests: month + 80 (Skatteetaten, Tenor) or + 65 (NHN). Of an h_number and an fh_number nobody can tell.
    bool is_synthetic = false;
    // The day is one of the calendar, in the century that the individual number stands for. True of an fh_number.
    bool birth_date_plausible = false;
};

// Exactly eleven digits, nothing around or between them. Error invalid, whose reason never holds a digit of `text`:
// not eleven digits; control digits that do not fit; a day and month that no kind of number has.
Result<NationalNumber> read_national_number(std::string_view text, Pid2032 pid2032);

}  // namespace helselos::fhir::norway
