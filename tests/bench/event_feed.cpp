// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/event_feed.h"

#include "tests/support/http_client.h"

#include <algorithm>
#include <cstdio>

namespace sightglass::test {
namespace {

constexpr std::size_t kBatch = 100;
constexpr auto kPause = std::chrono::milliseconds{5};
constexpr std::size_t kChain = 10; // steps of a flow beside
constexpr std::size_t kLater = 40; // names of what comes to the flow: so many types on the map

/// Without digits, so that what is alike in name only is no stack.
std::string letters(std::size_t number)
{
    std::string text;
    do {
        text += static_cast<char>('a' + number % 26);
        number /= 26;
    } while (number > 0);
    return text;
}

} // namespace

EventFeed::EventFeed(quint16 port, const Graph &flow)
    : m_port(port)
    , m_flow(flow)
{ }

std::string EventFeed::event(const char *type, const std::string &data, const std::string &links)
{
    char id[40];
    std::snprintf(id, sizeof id, "%08zx-0000-4000-8000-%012x", ++m_made,
                  static_cast<unsigned>(m_random()));
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    m_pending.push_back(std::string{R"({"meta":{"id":")"} + id + R"(","type":")" + type
                        + R"(","version":"3.0.0","time":)" + std::to_string(now.count())
                        + R"(,"source":{"domainId":"bench"}},"data":{)" + data + R"(},"links":[)"
                        + links + "]}");
    return id;
}

std::size_t EventFeed::trigger(const std::string &name, const std::vector<std::size_t> &causes)
{
    std::string links;
    for (const std::size_t cause : causes)
        links += std::string{links.empty() ? "" : ","} + R"({"type":"CAUSE","target":")"
            + m_steps[cause].trigger + "\"}";
    const std::string id = event("EiffelActivityTriggeredEvent", R"("name":")" + name + '"', links);
    m_steps.push_back({id, name});
    return m_steps.size() - 1;
}

void EventFeed::begin(std::size_t step)
{
    event("EiffelActivityStartedEvent", "",
          R"({"type":"ACTIVITY_EXECUTION","target":")" + m_steps[step].trigger + "\"}");
}

void EventFeed::finish(std::size_t step)
{
    m_steps[step].open = false;
    event("EiffelActivityFinishedEvent",
          std::string{R"("outcome":{"conclusion":")"}
              + (m_random() % 12 == 0 ? "UNSUCCESSFUL" : "SUCCESSFUL") + "\"}",
          R"({"type":"ACTIVITY_EXECUTION","target":")" + m_steps[step].trigger + "\"}");
}

void EventFeed::sendFlow()
{
    std::vector<std::vector<std::size_t>> causes(m_flow.nodes.size());
    for (const Graph::Edge &edge : m_flow.edges)
        causes[edge.to].push_back(edge.from);
    for (std::size_t i = 0; i < m_flow.nodes.size(); ++i) {
        begin(trigger("step " + letters(i), causes[i]));
        m_open.push_back(i);
        if (m_pending.size() >= kBatch)
            flush();
    }
    flush();
}

// One in ten is of the flow: a step ends, and now and then another one begins.
void EventFeed::addOne()
{
    if (m_random() % 10 == 0) {
        if (m_open.empty() || m_random() % 4 == 0) {
            const std::size_t cause = m_random() % m_flow.nodes.size();
            const std::size_t step = trigger("more " + letters(m_steps.size() % kLater), {cause});
            m_open.push_back(step);
            return;
        }
        const std::size_t at = m_random() % m_open.size();
        finish(m_open[at]);
        m_open[at] = m_open.back();
        m_open.pop_back();
        return;
    }
    switch (m_stage++ % 3) {
    case 0:
        m_others = m_stage / 3 % static_cast<int>(kChain) == 0
            ? trigger("other", {})
            : trigger("other " + letters(m_steps.size() % kChain), {m_others});
        return;
    case 1:
        begin(m_others);
        return;
    default:
        finish(m_others);
    }
}

void EventFeed::flush()
{
    if (m_pending.empty())
        return;
    std::string body = "[";
    for (const std::string &one : m_pending)
        body += (body.size() > 1 ? "," : "") + one;
    body += "]";
    {
        const std::lock_guard lock{m_mutex};
        m_marks.push_back({m_sent + m_pending.size(), Clock::now()});
    }
    const QByteArray answer = exchange(m_port, post(m_port, QByteArray::fromStdString(body)));
    if (statusOf(answer) != 202)
        std::fprintf(stderr, "the receiver refused: %s\n", answer.constData());
    m_sent += m_pending.size();
    m_pending.clear();
}

void EventFeed::start(int perSecond)
{
    m_stop = false;
    m_thread = std::thread{[this, perSecond] { run(perSecond); }};
}

void EventFeed::run(int perSecond)
{
    const Clock::time_point begin = Clock::now();
    const std::size_t before = m_sent;
    while (!m_stop) {
        const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
        const auto due = before + static_cast<std::size_t>(elapsed * perSecond);
        while (m_sent + m_pending.size() < due)
            addOne();
        flush();
        std::this_thread::sleep_for(kPause);
    }
}

void EventFeed::stop()
{
    m_stop = true;
    if (m_thread.joinable())
        m_thread.join();
}

std::vector<EventFeed::Mark> EventFeed::takeSeen(std::size_t known)
{
    const std::lock_guard lock{m_mutex};
    const auto end = std::find_if(m_marks.begin(), m_marks.end(),
                                  [known](const Mark &mark) { return mark.events > known; });
    std::vector<Mark> seen(m_marks.begin(), end);
    m_marks.erase(m_marks.begin(), end);
    return seen;
}

} // namespace sightglass::test
