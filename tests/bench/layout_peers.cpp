// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/layout_peers.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sightglass::test {

void Peer::measure()
{
    std::FILE *pipe = popen(m_command.c_str(), "r");
    if (!pipe)
        return;
    double milliseconds = 0;
    if (std::fscanf(pipe, "%lf", &milliseconds) == 1)
        m_rounds.add(milliseconds);
    pclose(pipe);
}

std::vector<Peer> peersIn(const std::string &folder, const Graph &graph)
{
    std::vector<Peer> peers;
    if (folder.empty())
        return peers;
    const std::string file = folder + "/graph.txt";
    std::ofstream out{file};
    out << graph.nodes.size() << ' ' << graph.edges.size() << '\n';
    for (const Graph::Edge &edge : graph.edges)
        out << edge.from << ' ' << edge.to << '\n';
    out.close();
    for (const auto &[name, package] :
         {std::pair{"elkjs", "elkjs"}, std::pair{"dagre", "@dagrejs/dagre"}}) {
        if (std::filesystem::exists(folder + "/node_modules/" + package))
            peers.emplace_back(name,
                               "node '" + folder + "/layout_peer.mjs' " + name + " '" + file
                                   + "' 2>/dev/null");
    }
    return peers;
}

Limited limited(double seconds, const std::function<void()> &work)
{
    const pid_t child = fork();
    if (child == 0) {
        const auto most = static_cast<rlim_t>(std::ceil(seconds));
        const rlimit limit{most, most};
        setrlimit(RLIMIT_CPU, &limit);
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    return {static_cast<double>(usage.ru_utime.tv_sec) * 1e3
                + static_cast<double>(usage.ru_utime.tv_usec) / 1e3,
            WIFEXITED(status)};
}

} // namespace sightglass::test
