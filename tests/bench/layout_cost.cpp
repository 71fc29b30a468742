// SPDX-License-Identifier: Apache-2.0
// What the own layout costs beside Graphviz, user CPU, both in turn, the median of the rounds.

#include "tests/support/sample_graphs.h"
#include "views/graphviz/dot_layout.h"

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kRounds = 7;
constexpr int kRepeats = 20; // of what takes less than a tick of the clock

double userMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) * 1e3
        + static_cast<double>(usage.ru_utime.tv_usec) / 1e3;
}

template<typename Work> double costOf(int repeats, Work work)
{
    const double begin = userMilliseconds();
    for (int i = 0; i < repeats; ++i)
        work();
    return (userMilliseconds() - begin) / repeats;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void print(const char *name, double value, const char *reference, double other)
{
    std::printf("%s %.3f ms %s=%.3f %.5f\n", name, value, reference, other, value / other);
}

} // namespace

int main()
{
    const Graph flow = sampleFlow(200);
    const Graph tenThousand = withFarLinks(sampleSystem(10'000), 1'600);
    const Graph hundredThousand = withFarLinks(sampleSystem(100'000), 16'000);
    std::vector<double> own;
    std::vector<double> dot;
    std::vector<double> ten;
    std::vector<double> hundred;
    for (int round = 0; round < kRounds; ++round) {
        own.push_back(costOf(kRepeats, [&] { static_cast<void>(layout(flow)); }));
        dot.push_back(costOf(1, [&] { static_cast<void>(dotLayout(flow)); }));
        ten.push_back(costOf(1, [&] { static_cast<void>(layout(tenThousand)); }));
        hundred.push_back(costOf(1, [&] { static_cast<void>(layout(hundredThousand)); }));
    }
    print("layout-flow-200-cold", median(own), "gvLayout", median(dot));
    print("layout-system-10k-far", median(ten), "gvLayout-200", median(dot));
    print("layout-system-100k-far", median(hundred), "own-10k", median(ten));
    return 0;
}
