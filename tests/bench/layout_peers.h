// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/bench_clock.h"
#include "views/layout/geometry.h"

#include <functional>
#include <string>
#include <vector>

namespace sightglass::test {

/// A layout engine of npm, run by node in a process of its own: warmed up, then measured.
class Peer
{
public:
    Peer(std::string name, std::string command)
        : m_name(std::move(name))
        , m_command(std::move(command))
    { }

    [[nodiscard]] const std::string &name() const { return m_name; }
    void measure();
    [[nodiscard]] double median() const { return m_rounds.median(); }

private:
    std::string m_name;
    std::string m_command;
    Rounds m_rounds;
};

/// Those that are installed below the folder, given the graph. Empty: none, or no folder.
[[nodiscard]] std::vector<Peer> peersIn(const std::string &folder, const Graph &graph);

/// What work costs that is not waited for longer than some seconds of its time.
struct Limited
{
    double milliseconds = 0; // user CPU
    bool finished = false;
};
/// In a process of its own.
[[nodiscard]] Limited limited(double seconds, const std::function<void()> &work);

} // namespace sightglass::test
