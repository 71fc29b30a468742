// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <sys/resource.h>
#include <vector>

namespace sightglass::test {

/// Of the whole process, in user mode.
inline double userMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) * 1e3
        + static_cast<double>(usage.ru_utime.tv_usec) / 1e3;
}

/// What something costs, round after round.
class Rounds
{
public:
    template<typename Work> void add(int repeats, Work work)
    {
        const double begin = userMilliseconds();
        for (int i = 0; i < repeats; ++i)
            work();
        m_costs.push_back((userMilliseconds() - begin) / repeats);
    }
    void add(double cost) { m_costs.push_back(cost); }
    [[nodiscard]] double median() const
    {
        std::vector<double> sorted = m_costs;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0 : sorted[sorted.size() / 2];
    }

private:
    std::vector<double> m_costs;
};

} // namespace sightglass::test
