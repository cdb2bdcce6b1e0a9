#include "fhir/path/lexer.h"

#include "base/text.h"
#include "fhir/path/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

namespace {

bool starts_name(char c)
{
    return is_letter(c) || c == '_';
}
bool continues_name(char c)
{
    return starts_name(c) || is_digit(c);
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Result<std::vector<Token>> read()
    {
        std::vector<Token> tokens;
        for (;;) {
            TRY(skip_space());
            tokens.push_back(TRY(next()));
            if (tokens.back().kind == Token::Kind::end)
                return tokens;
        }
    }

private:
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    bool is_at(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
    Error error(std::string_view reason) const { return syntax_error(m_text, m_at, reason); }

    Token token(Token::Kind kind, std::size_t size)
    {
        Token made{kind, std::string(m_text.substr(m_at, size)), m_at};
        m_at += size;
        return made;
    }

    Result<void> skip_space()
    {
        while (m_at < m_text.size()) {
            if (is_space(peek())) {
                ++m_at;
            } else if (is_at("//")) {
                m_at = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
            } else if (is_at("/*")) {
                const auto end = m_text.find("*/", m_at + 2);
                if (end == std::string_view::npos)
                    return error("a comment does not end");
                m_at = end + 2;
            } else {
                break;
            }
        }
        return {};
    }

    Result<Token> next()
    {
        const char c = peek();
        if (m_at >= m_text.size())
            return Token{Token::Kind::end, {}, m_at};
        if (starts_name(c))
            return token(Token::Kind::identifier, name_size(0));
        if (is_digit(c))
            return number();
        if (c == '\'')
            return quoted(Token::Kind::string, '\'');
        if (c == '`')
            return quoted(Token::Kind::delimited, '`');
        if (c == '@')
            return date_or_time();
        if (c == '%')
            return variable();
        if (c == '$')
            return special();
        return symbol();
    }

    std::size_t name_size(std::size_t ahead) const
    {
        std::size_t size = 0;
        while (continues_name(peek(ahead + size)))
            ++size;
        return size;
    }

    std::size_t digits(std::size_t ahead) const
    {
        std::size_t size = 0;
        while (is_digit(peek(ahead + size)))
            ++size;
        return size;
    }

    Result<Token> number()
    {
        auto size = digits(0);
        if (peek(size) == '.' && is_digit(peek(size + 1))) {
            size += 1 + digits(size + 1);
            return token(Token::Kind::decimal, size);
        }
        if (peek(size) == 'L' && !continues_name(peek(size + 1))) {
            auto made = token(Token::Kind::long_integer, size);
            ++m_at;
            return made;
        }
        return token(Token::Kind::integer, size);
    }

    Result<Token> quoted(Token::Kind kind, char quote)
    {
        auto end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote)
            end += m_text[end] == '\\' ? 2 : 1;
        if (end >= m_text.size())
            return error("a quotation does not end");
        auto unescaped = unescape(m_text.substr(m_at + 1, end - m_at - 1), UnknownEscape::is_plain);
        if (!unescaped)
            return error("half of a character in an escape");
        Token made{kind, std::move(*unescaped), m_at};
        m_at = end + 1;
        return made;
    }

    // Digits after a separator, when they stand there.
    bool skip_group(std::size_t& size, char separator, std::size_t count) const
    {
        if (peek(size) != separator || digits(size + 1) < count)
            return false;
        size += 1 + count;
        return true;
    }

    void skip_time(std::size_t& size) const
    {
        if (digits(size) < 2)
            return;
        size += 2;
        if (!skip_group(size, ':', 2) || !skip_group(size, ':', 2))
            return;
        if (peek(size) == '.' && is_digit(peek(size + 1)))
            size += 1 + digits(size + 1);
    }

    void skip_offset(std::size_t& size) const
    {
        if (peek(size) == 'Z') {
            ++size;
        } else if ((peek(size) == '+' || peek(size) == '-') && digits(size + 1) == 2 && peek(size + 3) == ':'
            && digits(size + 4) == 2) {
            size += 6;
        }
    }

    Result<Token> date_or_time()
    {
        std::size_t size = 1;
        if (peek(1) == 'T') {
            size = 2;
            skip_time(size);
            if (size == 2)
                return error("@T without a time");
            auto made = token(Token::Kind::time, size);
            made.text.erase(0, 2);
            return made;
        }
        if (digits(1) != 4)
            return error("a date begins with four digits of the year");
        size += 4;
        if (skip_group(size, '-', 2))
            skip_group(size, '-', 2);
        auto kind = Token::Kind::date;
        if (peek(size) == 'T') {
            kind = Token::Kind::date_time;
            const auto before = ++size;
            skip_time(size);
            if (size > before)
                skip_offset(size);
        }
        auto made = token(kind, size);
        made.text.erase(0, 1);
        return made;
    }

    Result<Token> variable()
    {
        const auto start = m_at++;
        auto made = TRY([&]() -> Result<Token> {
            if (peek() == '`')
                return quoted(Token::Kind::delimited, '`');
            if (peek() == '\'')
                return quoted(Token::Kind::string, '\'');
            const auto size = name_size(0);
            if (size == 0)
                return error("a percent sign without a name");
            return token(Token::Kind::variable, size);
        }());
        made.kind = Token::Kind::variable;
        made.position = start;
        return made;
    }

    Result<Token> special()
    {
        const auto size = name_size(1);
        const auto name = m_text.substr(m_at + 1, size);
        if (name != "this" && name != "index" && name != "total")
            return error("only $this, $index and $total are known");
        auto made = token(Token::Kind::special, size + 1);
        made.text.erase(0, 1);
        return made;
    }

    Result<Token> symbol()
    {
        constexpr std::array<std::string_view, 4> doubles{"<=", ">=", "!=", "!~"};
        for (const auto pair : doubles)
            if (is_at(pair))
                return token(Token::Kind::symbol, 2);
        if (std::string_view("()[]{}.,+-*/&|=~<>").find(peek()) == std::string_view::npos)
            return error("a character that has no meaning here");
        return token(Token::Kind::symbol, 1);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

}  // namespace

Result<std::vector<Token>> read_tokens(std::string_view text)
{
    return Lexer(text).read();
}

Error syntax_error(std::string_view text, std::size_t position, std::string_view reason)
{
    const auto before = text.substr(0, position);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto last = before.rfind('\n');
    const auto column = 1 + (last == std::string_view::npos ? before.size() : before.size() - last - 1);
    return Error{Kind::invalid, fmt::format("FHIRPath: {} (line {}, column {})", reason, line, column)};
}

}  // namespace helselos::fhir::path
