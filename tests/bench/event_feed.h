// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace sightglass::test {

using Clock = std::chrono::steady_clock;

/// Sends Eiffel events to a receiver: first a flow of the shape of a graph, then, on a thread of
/// its own, so many a second of which one in ten is of that flow.
class EventFeed
{
public:
    EventFeed(quint16 port, const Graph &flow);
    ~EventFeed() { stop(); }

    /// All of the flow, its steps under way.
    void sendFlow();
    void start(int perSecond);
    void stop();

    /// Up to which event, counted from the first, was sent when; those that are seen since are
    /// taken away.
    struct Mark
    {
        std::size_t events = 0;
        Clock::time_point sent;
    };
    [[nodiscard]] std::vector<Mark> takeSeen(std::size_t known);
    [[nodiscard]] std::size_t sent() const { return m_sent; }

private:
    struct Step
    {
        std::string trigger; // id of the event
        std::string name;
        bool open = true;
    };

    std::string event(const char *type, const std::string &data, const std::string &links);
    std::size_t trigger(const std::string &name, const std::vector<std::size_t> &causes);
    void begin(std::size_t step);
    void finish(std::size_t step);
    void addOne();
    void flush();
    void run(int perSecond);

    quint16 m_port;
    Graph m_flow;
    std::mt19937 m_random{7};
    std::vector<Step> m_steps; // those of the flow first
    std::vector<std::size_t> m_open; // of the flow
    std::vector<std::string> m_pending;
    std::size_t m_made = 0;
    std::size_t m_others = 0; // the last step of the flow beside
    int m_stage = 0;
    std::atomic<std::size_t> m_sent = 0;
    std::mutex m_mutex;
    std::vector<Mark> m_marks;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace sightglass::test
