// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// Where the time of frames goes, and which tasks of the GUI thread took longer than a frame. Where
/// there is none, nothing is measured: a comparison of a pointer. Measured is the time that the
/// thread itself ran: what others do on a busy machine is not its task. THREAD: GUI; what the pool
/// did is recorded when it arrives.
class FrameProbe
{
public:
    using Duration = std::chrono::nanoseconds;

    /// Apply: a frame of the model is taken by all views. Layout: where things stand, on the pool.
    /// Geometry: what is shown of it at an instant. Paint: a canvas.
    enum class Stage : std::uint8_t { Apply, Layout, Geometry, Paint };
    static constexpr std::array<std::string_view, 4> kStages{"apply", "layout", "geometry",
                                                             "paint"};
    /// No task of the GUI thread is to take longer, but what declares itself.
    static constexpr Duration kFrame = std::chrono::milliseconds{16};

    struct Figures
    {
        std::size_t count = 0;
        double p50 = 0; // milliseconds
        double p95 = 0;
        double max = 0;
    };
    struct LongTask
    {
        std::string what;
        double milliseconds = 0;
        std::string reason; // why it may; empty: it may not
    };

    /// Of the calling thread, in which it ran, since some instant.
    [[nodiscard]] static Duration threadTime();

    void record(Stage stage, Duration duration);
    [[nodiscard]] Figures figures(Stage stage) const;
    [[nodiscard]] Figures tasks() const;

    /// A task of the GUI thread is over: `what` is asked for its name if it took long.
    template<typename What> void task(Duration duration, What &&what)
    {
        m_tasks.push_back(duration);
        if (duration > kFrame)
            m_long.push_back({what(), toMilliseconds(duration), m_reason});
        m_reason.clear();
    }
    /// Within a task: it may take longer, and why. It is a rare answer to something that the user
    /// did, never to data.
    void declare(std::string_view reason) { m_reason = reason; }
    [[nodiscard]] const std::vector<LongTask> &longTasks() const { return m_long; }

    /// A line for each stage and for tasks ("NAME n=… p50=… p95=… max=… ms"), then the long ones.
    [[nodiscard]] std::string report() const;
    void forget() { *this = {}; }

    /// Measures until the end of its scope.
    class Timing
    {
    public:
        Timing(FrameProbe *probe, Stage stage)
            : m_probe(probe)
            , m_stage(stage)
            , m_begin(probe ? threadTime() : Duration{0})
        { }
        ~Timing()
        {
            if (m_probe)
                m_probe->record(m_stage, threadTime() - m_begin);
        }
        Timing(const Timing &) = delete;
        Timing &operator=(const Timing &) = delete;

    private:
        FrameProbe *m_probe;
        Stage m_stage;
        Duration m_begin;
    };

private:
    [[nodiscard]] static double toMilliseconds(Duration duration)
    {
        return std::chrono::duration<double, std::milli>(duration).count();
    }
    [[nodiscard]] static Figures figuresOf(std::vector<Duration> durations);

    std::array<std::vector<Duration>, kStages.size()> m_stages;
    std::vector<Duration> m_tasks;
    std::vector<LongTask> m_long;
    std::string m_reason; // of the task under way
};

} // namespace sightglass
