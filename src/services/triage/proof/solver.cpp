#include "services/triage/proof/solver.h"

#include "base/limits.h"
#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <poll.h>
#include <set>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ;

namespace helselos::triage::proof {

namespace {

using Steady = std::chrono::steady_clock;

Error broken(std::string_view what)
{
    return {Kind::fault, fmt::format("the solver z3 {}", what)};
}

// The program with its input and output on one socket: writing to one that died is an error
// and not a signal.
class Child {
public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    ~Child()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
    }

    bool start(std::initializer_list<const char*> words)
    {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return false;
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::vector<char*> arguments;
        for (const auto* word : words)
            arguments.push_back(const_cast<char*>(word));
        arguments.push_back(nullptr);
        const auto failure = ::posix_spawnp(&m_process, arguments[0], &actions, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        m_socket = ends[0];
        if (failure != 0)
            m_process = -1;
        return failure == 0;
    }

    // Reads while it writes, or both sides could wait for each other for ever.
    bool write(std::string_view text, Steady::time_point until)
    {
        while (!text.empty()) {
            if (!wait(POLLIN | POLLOUT, until))
                return false;
            const auto sent = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0)
                text.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno != EAGAIN && errno != EINTR)
                return false;
            else if (!take())
                return false;
        }
        return true;
    }

    // Up to the end of the line, or of the outermost parenthesis.
    bool read_answer(std::string& answer, Steady::time_point until)
    {
        for (;;) {
            if (const auto size = whole_answer(); size > 0) {
                answer = m_read.substr(0, size);
                m_read.erase(0, size);
                return true;
            }
            if (m_read.size() > limits::solver_answer_bytes_max || !wait(POLLIN, until) || !take())
                return false;
        }
    }

private:
    bool wait(short events, Steady::time_point until) const
    {
        pollfd watched{m_socket, events, 0};
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
            const auto ready = left <= 0 ? 0 : ::poll(&watched, 1, static_cast<int>(left));
            if (ready >= 0 || errno != EINTR)
                return ready > 0;
        }
    }

    bool take()
    {
        std::array<char, 16384> bytes;  // NOLINT: written before it is read.
        const auto count = ::recv(m_socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count > 0)
            m_read.append(bytes.data(), static_cast<std::size_t>(count));
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
    }

    std::size_t whole_answer() const
    {
        int depth = 0;
        bool is_quoted = false;
        for (std::size_t i = 0; i < m_read.size(); ++i) {
            if (m_read[i] == '|')
                is_quoted = !is_quoted;
            if (is_quoted)
                continue;
            depth += m_read[i] == '(' ? 1 : m_read[i] == ')' ? -1 : 0;
            if (m_read[i] == '\n' && depth == 0)
                return i + 1;
        }
        return 0;
    }

    int m_socket = -1;
    pid_t m_process = -1;
    std::string m_read;
};

}  // namespace

struct Solver::State {
    explicit State(Formulas& all) : formulas(all) {}

    Formulas& formulas;
    std::ofstream record;
    std::vector<Formula> watched;
    std::string told;      // All but the questions, for a program that has to be started again,
    std::size_t sent = 0;  // and how much of it the running one knows.
    std::unique_ptr<Child> child;
    std::set<Formula> true_ones;
    std::size_t questions = 0;

    void tell(const std::string& text)
    {
        told += text;
        record << text;
    }

    Result<void> start()
    {
        if (child != nullptr)
            return {};
        child = std::make_unique<Child>();
        sent = 0;
        if (!child->start({"z3", "-in", "-smt2"}))
            return Error{Kind::fault, "the program z3 cannot be started; is the package z3 installed?"};
        return {};
    }

    // Empty when there was no answer in time; the program is then given up.
    Result<std::string> answer_to(const std::string& question)
    {
        record << question;
        const auto until = Steady::now() + 2 * limits::solver_question_time_max;
        std::string line;
        const auto unsent = std::string_view(told).substr(sent);
        if (!child->write(unsent, until) || !child->write(question, until) || !child->read_answer(line, until)) {
            child.reset();
            return std::string();
        }
        sent = told.size();
        if (line.starts_with("(error"))
            return broken(fmt::format("refuses: {}", trim(line)));
        return line;
    }

    void end_question()
    {
        record << "(pop)\n";
        if (child != nullptr && !child->write("(pop)\n", Steady::now() + limits::solver_question_time_max))
            child.reset();
    }

    // "((|fever: yes| true)\n (|age >= 3| false))", in the order asked.
    Result<void> read_values()
    {
        std::string text = "(get-value (";
        for (const auto variable : watched)
            text += formulas.term(variable) + " ";
        const auto values = TRY(answer_to(text + "))\n"));
        std::size_t at = 0;
        for (const auto variable : watched) {
            const auto name = formulas.term(variable);
            at = values.find(name, at);
            if (at == std::string::npos)
                return broken("left out a value");
            at += name.size();
            if (trim(std::string_view(values).substr(at)).starts_with("true"))
                true_ones.insert(variable);
        }
        return {};
    }
};

Solver::Solver(Formulas& formulas, const std::filesystem::path& record) : m_state(std::make_unique<State>(formulas))
{
    if (!record.empty())
        m_state->record.open(record);
    // Z3's own logic of finite domains, the fastest for statements that are only true or false.
    m_state->tell(fmt::format("(set-option :produce-models true)\n(set-option :timeout {})\n(set-logic QF_FD)\n",
        limits::solver_question_time_max.count()));
}

Solver::Solver(Solver&&) noexcept = default;
Solver& Solver::operator=(Solver&&) noexcept = default;
Solver::~Solver() = default;

void Solver::require(Formula formula)
{
    m_state->tell(m_state->formulas.definitions(formula));
    m_state->tell(fmt::format("(assert {})\n", m_state->formulas.term(formula)));
}

Result<Verdict> Solver::ask(Formula formula, std::string_view why)
{
    auto& state = *m_state;
    state.true_ones.clear();
    ++state.questions;
    state.tell(fmt::format("; {}\n{}", why, state.formulas.definitions(formula)));
    for (const auto variable : state.watched)
        state.tell(state.formulas.definitions(variable));
    TRY(state.start());
    const auto answer
        = TRY(state.answer_to(fmt::format("(push)\n(assert {})\n(check-sat)\n", state.formulas.term(formula))));
    if (answer.empty())
        return Verdict::undecided;
    if (answer == "sat\n" && !state.watched.empty())
        TRY(state.read_values());
    state.end_question();
    if (answer == "sat\n")
        return Verdict::possible;
    return answer == "unsat\n" ? Verdict::never : Verdict::undecided;
}

void Solver::watch(const std::vector<Formula>& variables)
{
    m_state->watched.insert(m_state->watched.end(), variables.begin(), variables.end());
}

bool Solver::holds(Formula variable) const
{
    return m_state->true_ones.contains(variable);
}

std::size_t Solver::questions() const
{
    return m_state->questions;
}

std::string solver_version()
{
    Child child;
    std::string version;
    if (!child.start({"z3", "--version"})
        || !child.read_answer(version, Steady::now() + limits::solver_question_time_max))
        return {};
    return std::string(trim(version));
}

}  // namespace helselos::triage::proof
