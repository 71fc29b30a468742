// SPDX-License-Identifier: Apache-2.0
#include "views/context/frame_probe.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace sightglass {
namespace {

std::string lineOf(std::string_view name, const FrameProbe::Figures &figures)
{
    char numbers[96];
    std::snprintf(numbers, sizeof numbers, " n=%zu p50=%.3f p95=%.3f max=%.3f ms\n", figures.count,
                  figures.p50, figures.p95, figures.max);
    return std::string{name} + numbers;
}

} // namespace

FrameProbe::Duration FrameProbe::threadTime()
{
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + Duration{time.tv_nsec};
}

void FrameProbe::record(Stage stage, Duration duration)
{
    m_stages[static_cast<std::size_t>(stage)].push_back(duration);
}

FrameProbe::Figures FrameProbe::figuresOf(std::vector<Duration> durations)
{
    if (durations.empty())
        return {};
    std::sort(durations.begin(), durations.end());
    const auto at = [&](std::size_t percent) {
        return toMilliseconds(durations[(durations.size() - 1) * percent / 100]);
    };
    return {durations.size(), at(50), at(95), at(100)};
}

FrameProbe::Figures FrameProbe::figures(Stage stage) const
{
    return figuresOf(m_stages[static_cast<std::size_t>(stage)]);
}

FrameProbe::Figures FrameProbe::tasks() const
{
    return figuresOf(m_tasks);
}

std::string FrameProbe::report() const
{
    std::string text;
    for (std::size_t stage = 0; stage < kStages.size(); ++stage)
        text += lineOf(kStages[stage], figures(static_cast<Stage>(stage)));
    text += lineOf("task", tasks());
    for (const LongTask &task : m_long) {
        char milliseconds[32];
        std::snprintf(milliseconds, sizeof milliseconds, "%.1f", task.milliseconds);
        text += "long-task " + std::string{milliseconds} + " ms " + task.what
            + (task.reason.empty() ? "" : " declared: " + task.reason) + "\n";
    }
    return text;
}

} // namespace sightglass
