// SPDX-License-Identifier: Apache-2.0
// What the window's way to a file costs beside reading it at once: session_open FILE. By turns in
// one run, each in a process of its own: `report`'s loading on one thread, and a session that reads
// on its threads and sends frames. Medians of user CPU, and of the time until all was there.
#include "app/cli/loaded_files.h"
#include "app/registry/vocabularies.h"
#include "model/session/session.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

namespace sightglass {
namespace {

constexpr std::size_t kRounds = 5;

struct Spent
{
    double user = 0;
    double wall = 0;
};

int loadAtOnce(const char *path)
{
    LoadedFiles files{makeVocabularies()};
    files.add(QString::fromLocal8Bit(path));
    return files.snapshot().events.size() > 0 ? 0 : 1;
}

int openInSession(const char *path)
{
    int count = 1;
    std::array<char, 6> name{"bench"};
    std::array<char *, 2> arguments{name.data(), nullptr};
    QCoreApplication application{count, arguments.data()};
    Session session{makeVocabularies()};
    std::uint32_t events = 0;
    QObject::connect(&session, &Session::frameReady, &application,
                     [&](const Frame &frame) { events = frame.snapshot.events.size(); });
    QObject::connect(&session, &Session::filesRead, &application,
                     [&] { QCoreApplication::exit(events > 0 ? 0 : 1); });
    session.openFiles({QString::fromLocal8Bit(path)}, false);
    return QCoreApplication::exec();
}

Spent spentBy(const std::function<int()> &run)
{
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(run());
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    if (status != 0)
        std::fprintf(stderr, "session_open: a run failed\n");
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    return {static_cast<double>(usage.ru_utime.tv_sec)
                + static_cast<double>(usage.ru_utime.tv_usec) / 1e6,
            wall.count()};
}

Spent medianOf(std::vector<Spent> spent)
{
    const auto middle = [&](double Spent::*of) {
        std::sort(spent.begin(), spent.end(),
                  [of](const Spent &a, const Spent &b) { return a.*of < b.*of; });
        return spent[spent.size() / 2].*of;
    };
    return {middle(&Spent::user), middle(&Spent::wall)};
}

int measure(const char *path)
{
    std::vector<Spent> atOnce;
    std::vector<Spent> inSession;
    for (std::size_t round = 0; round <= kRounds; ++round) { // the first one warms
        const Spent one = spentBy([&] { return loadAtOnce(path); });
        const Spent other = spentBy([&] { return openInSession(path); });
        if (round == 0)
            continue;
        atOnce.push_back(one);
        inSession.push_back(other);
    }
    const Spent reference = medianOf(atOnce);
    const Spent session = medianOf(inSession);
    test::printRow("open in a session", session.user, "s user", reference.user);
    test::printRow("open in a session, until done", session.wall, "s", reference.wall);
    return 0;
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    return count == 2 ? sightglass::measure(arguments[1]) : 2;
}
