// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/streams/demo/demo_script.h"

#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// Small, and the same on every machine (std:: distributions are not).
class DemoRandom
{
public:
    explicit DemoRandom(std::uint64_t seed)
        : m_state(seed * 0x9E3779B97F4A7C15u + 1)
    { }
    [[nodiscard]] std::uint64_t next();
    /// At least `low`, below `high`.
    [[nodiscard]] int between(int low, int high);
    [[nodiscard]] std::string hex(int digits);

private:
    std::uint64_t m_state;
};

/// Writes CDEvents 0.5 by hand, as their producers would send them.
class DemoWriter
{
public:
    DemoWriter(std::uint64_t seed, std::uint32_t loop, Timestamp start);

    /// What one story's events share.
    struct Story
    {
        std::string chain;
        std::string ci; // source
    };
    [[nodiscard]] Story story(std::string_view ci);
    [[nodiscard]] DemoRandom &random() { return m_random; }
    /// Unique in all loops.
    [[nodiscard]] std::string run(std::string_view name);

    /// Adds one event and returns its id. `content` holds the members of subject.content; `causes`
    /// the ids of events.
    std::string event(const Story &story, double second, std::string_view type,
                      std::string_view subjectId, const std::string &content = {},
                      const std::vector<std::string> &causes = {});
    void line(double second, std::string text);
    void mark(double second, DemoStep::What what);
    [[nodiscard]] std::vector<DemoStep> take();

private:
    std::vector<DemoStep> m_steps;
    DemoRandom m_random;
    std::uint32_t m_loop;
    Timestamp m_start;
    int m_events = 0;
    int m_runs = 0;
};

} // namespace sightglass
